package card

import (
	"cmp"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// A complaint is seen by every owner, on a card that changes for all of them when one has
// done something, and by its member, who is told what becomes of it.

// complaint is all that is shown of one.
type complaint struct {
	order.Complaint
	of      order.Order
	member  chat.Member
	by      chat.Member // the owner who did something last
	balance account.Balance
	terms   account.Conditions
}

func readComplaint(c *chat.Config, tx chat.Tx, of order.Complaint) (x complaint, err error) {
	x.Complaint = of
	if x.of, _, err = tx.Order(of.Order); err != nil {
		return x, err
	}
	if x.member, _, err = tx.Member(of.Member); err != nil {
		return x, err
	}
	x.member.ID = of.Member
	if x.by, _, err = tx.Member(of.By); err != nil {
		return x, err
	}
	if x.balance, err = tx.Balance(of.Member); err != nil {
		return x, err
	}
	x.terms, err = c.Ledger(tx).Conditions(of.Member)
	return x, err
}

// ComplaintName is the name of a complaint's card with the owners.
func ComplaintName(id order.ID) string { return "complaint " + string(id) }

// WordName is the name of the message with the buttons of what a complaint's member was
// told last: to answer the owner's question, or to say that it is still not right.
func WordName(id order.ID) string { return "complaint word " + string(id) }

// complaintReasons are the reasons in words.
var complaintReasons = map[order.ComplaintReason]chat.Text{
	order.NotReceived: tReasonNotReceived, order.WrongNumber: tReasonWrongNumber, order.WrongPack: tReasonWrongPack, order.OtherReason: tReasonOther,
}

// ComplaintReason is a reason in words.
func ComplaintReason(r order.ComplaintReason) chat.Text { return complaintReasons[r] }

var complaintStates = map[order.ComplaintState]chat.Text{
	order.ComplaintChecking: tStateChecking, order.ComplaintOpen: tStateOpen, order.ComplaintAsked: tStateAsked, order.ComplaintMore: tStateMore,
	order.ComplaintArrived: tStateArrived, order.ComplaintRefunded: tStateRefunded, order.ComplaintClosed: tStateClosed,
}

// ComplaintState says in a word or two how a complaint stands; of one that is closed, how
// it ended.
func ComplaintState(c order.Complaint) chat.Text {
	if c.State == order.ComplaintClosed {
		switch c.Result {
		case order.ResultArrived:
			return tStateArrived
		case order.ResultRefunded:
			return tStateRefunded
		}
	}
	return complaintStates[c.State]
}

// ComplaintAge is since when something is expected: since the member complained, or since
// it ended.
func ComplaintAge(c order.Complaint, now time.Time) time.Duration {
	if c.State.Live() {
		return now.Sub(c.Opened)
	}
	return now.Sub(c.Since)
}

// head is how a complaint stands, for owners.
func (x complaint) head(c *chat.Config, l chat.Language) string {
	head := tComplaintHead
	if x.Reopened {
		head = tComplaintAgain
	}
	said := head.In(l, "reason", ComplaintReason(x.Reason))
	by, at := cmp.Or(text.Clean(x.by.ShownName(), 64), chat.NoName.In(l)), c.Moment(l, x.Since)
	line := chat.Text{}
	switch x.State {
	case order.ComplaintAsked:
		line = tComplaintAsked
	case order.ComplaintMore:
		line = tComplaintMore
	case order.ComplaintArrived:
		line = tComplaintArrived
	case order.ComplaintRefunded:
		line = tComplaintBooked
		if x.Refunded == 0 {
			line = tComplaintShared
		}
	case order.ComplaintClosed:
		line = x.closed()
	}
	if line != (chat.Text{}) {
		said += "\n" + line.In(l, "admin", by, "time", at, "question", x.Question, "price", chat.Full(x.Refunded))
	}
	return said
}

// closed says how it ended; the cards of those that an owner ended say so already.
func (x complaint) closed() chat.Text {
	switch x.Result {
	case order.ResultReversed:
		return tComplaintReversed
	case order.ResultArrived:
		return tComplaintArrived
	case order.ResultRefunded:
		return tComplaintBooked
	}
	return tComplaintLapsed
}

// owners is the card of a complaint as owners see it.
func (x complaint) owners(c *chat.Config, l chat.Language) chat.Outgoing {
	lines := []string{x.head(c, l), "", What(c, l, x.of), string(Person(c, l, x.Member, x.member.ShownName(), x.member.Username))}
	if x.Note != "" {
		lines = append(lines, tComplaintSays.In(l, "text", x.Note))
	}
	lines = append(lines, "")
	lines = append(lines, x.evidence(c, l)...)
	o := chat.Outgoing{Card: ComplaintName(x.Order), Last: !x.State.Live(), Screen: &chat.Screen{}}
	if x.State.Live() {
		switch support := x.support(c, l); {
		case support == "":
		case units(support) > mostCopy:
			lines = append(lines, tSupportCopy.In(l), "<code>"+l.Value(support)+"</code>")
		default:
			o.Screen.Buttons = append(o.Screen.Buttons, []chat.Button{{Text: bSupport.In(l), Copy: support}})
		}
		o.Screen.Buttons = append(o.Screen.Buttons, x.buttons(l)...)
	}
	o.Screen.HTML = strings.Join(lines, "\n")
	return o
}

// evidence is what was known when the complaint came to the owners.
func (x complaint) evidence(c *chat.Config, l chat.Language) []string {
	e := x.Evidence
	lines, none := []string{tEvidence.In(l, "sent", c.Seconds(l, e.Sent), "done", c.Seconds(l, e.Done), "count", e.Checks, "tries", e.Tries)}, tNoTransaction
	if h := x.of.Hand; h != nil {
		lines, none = []string{tEvidenceHand.In(l, "name", h.Name, "done", c.Seconds(l, e.Done))}, tNoTransactionHand
	}
	if e.TransactionID == "" {
		lines = append(lines, none.In(l))
	} else {
		lines = append(lines, tTransaction.In(l, "id", x.transaction()))
	}
	if x.of.Hand != nil {
		return lines
	}
	again := map[order.Recheck]chat.Text{order.RecheckDone: tRecheckDone, order.RecheckNoWord: tRecheckNoWord, order.RecheckSilent: tRecheckSilent}[e.Answer]
	lines = append(lines, again.In(l, "time", c.Seconds(l, e.Asked)))
	if e.Said != "" {
		lines = append(lines, tSaid.In(l, "message", text.Clean(e.Said, 200)))
	}
	return lines
}

// mostOfID is how much of a transaction id stands on the card: some panels give a whole
// SMS for one, in which the id is looked for where it is longer than longID.
const mostOfID, longID = 300, 64

// transaction is the transaction id as it was then.
func (x complaint) transaction() string {
	id := text.Clean(x.Evidence.TransactionID, mostOfID)
	if units(id) > longID {
		return cmp.Or(idIn(id), id)
	}
	return id
}

// support is the text for the panel's support, without markup; "" where the panel never
// heard of the order.
func (x complaint) support(c *chat.Config, l chat.Language) string {
	e := x.Evidence
	if x.of.Hand != nil {
		return ""
	}
	return tSupport.Label(l, "reason", ComplaintReason(x.Reason), "number", x.of.Number, "operator", x.of.Operator, "connection", Connection(x.of.Connection),
		"amount", x.of.Amount, "id", x.Order, "sent", c.Date(l, e.Sent)+" "+c.Seconds(l, e.Sent), "done", c.Seconds(l, e.Done),
		"transaction", cmp.Or(strings.TrimRight(x.transaction(), ". "), "–"))
}

// buttons are what an owner can do.
func (x complaint) buttons(l chat.Language) [][]chat.Button {
	button := func(label, what string, style chat.Style) chat.Button {
		return chat.Button{Text: label, Data: chat.Data("cps", what, x.Order), Style: style}
	}
	refund := bRefunded.In(l)
	if x.of.Price != 0 {
		refund = bRefund.Label(l, "price", chat.Full(x.of.Price))
	}
	decide := []chat.Button{button(bItArrived.In(l), "ok", chat.Good), button(refund, "ref", "")}
	switch x.State {
	case order.ComplaintOpen:
		if x.of.Hand != nil { // whose support nobody asks
			return [][]chat.Button{decide, {button(bAskMember.In(l), "more", "")}}
		}
		return [][]chat.Button{{button(bAskedThem.In(l), "sup", chat.Main)}, decide, {button(bAskMember.In(l), "more", "")}}
	case order.ComplaintAsked:
		return [][]chat.Button{decide, {button(bAskMember.In(l), "more", "")}}
	}
	return [][]chat.Button{decide}
}

// ComplaintCard gives a complaint's card as it is for owners, by their language.
func ComplaintCard(c *chat.Config, tx chat.Tx, of order.Complaint) (func(l chat.Language) chat.Outgoing, error) {
	x, err := readComplaint(c, tx, of)
	return func(l chat.Language) chat.Outgoing { return x.owners(c, l) }, err
}

// ComplaintToOwners is what is posted to each owner where a complaint comes to them, anew,
// with more, or once more: a new card, under a line where it is not the zero Text, and
// those photos.
func ComplaintToOwners(c *chat.Config, tx chat.Tx, of order.Complaint, photos []string, line chat.Text, pairs ...any) ([]chat.Outgoing, error) {
	x, err := readComplaint(c, tx, of)
	if err != nil {
		return nil, err
	}
	ids, err := c.OwnerIDs(tx)
	if err != nil {
		return nil, err
	}
	var all []chat.Outgoing
	for _, id := range ids {
		m, _, err := tx.Member(id)
		if err != nil {
			return nil, err
		}
		l := c.LanguageOf(m.Language, "")
		o := x.owners(c, l)
		o.Chat, o.New = id, true
		if line != (chat.Text{}) {
			o.Screen.HTML = line.In(l, pairs...) + "\n" + o.Screen.HTML
		}
		o.Note = tComplaintHead.In(l, "reason", ComplaintReason(of.Reason)) + " " + TextFinalWhat.In(l, "number", x.of.Number, "amount", x.of.Amount)
		all = append(all, o)
		for i, photo := range photos {
			all = append(all, chat.Outgoing{Chat: id, File: &chat.SentFile{ID: photo, Kind: chat.PhotoFile},
				Screen: &chat.Screen{HTML: tPhotoOf.In(l, "n", i+1, "count", len(photos), "number", x.of.Number, "amount", x.of.Amount)}})
		}
	}
	return all, nil
}

// ComplaintWord is what a complaint's member is told of how it stands. A question of
// before waits for no answer any more.
func ComplaintWord(c *chat.Config, tx chat.Tx, of order.Complaint) ([]chat.Outgoing, error) {
	x, err := readComplaint(c, tx, of)
	if err != nil {
		return nil, err
	}
	l := c.LanguageOf(x.member.Language, "")
	gone := out(c, x.member)
	x.Reopened = x.Reopened || gone // who may not use the bot any more cannot open it again
	s := x.word(l)
	if gone {
		s.Buttons = nil
	}
	word := chat.Outgoing{Chat: of.Member, Screen: &s, Note: strings.ReplaceAll(s.HTML, "\n", " · ")}
	if len(s.Buttons) > 0 {
		word.Card, word.New = WordName(of.Order), true
	}
	if x.Question == "" {
		return []chat.Outgoing{word}, nil
	}
	return []chat.Outgoing{x.bare(x.asks(l)), word}, nil
}

// ComplaintAnswered takes the button from what a complaint's member was told last; before is
// the complaint as it was then.
func ComplaintAnswered(c *chat.Config, tx chat.Tx, before order.Complaint) (chat.Outgoing, error) {
	x, err := readComplaint(c, tx, before)
	return x.bare(x.word(c.LanguageOf(x.member.Language, "")).HTML), err
}

// bare leaves the words of such a message, without its buttons.
func (x complaint) bare(html string) chat.Outgoing {
	return chat.Outgoing{Chat: x.Member, Card: WordName(x.Order), IfThere: true, Last: true, Screen: &chat.Screen{HTML: html}}
}

// asks is the owner's question as the member reads it.
func (x complaint) asks(l chat.Language) string {
	return tMemberMore.In(l, "question", x.Question) + "\n" + TextFinalWhat.In(l, "number", x.of.Number, "amount", x.of.Amount)
}

// word is what the member reads.
func (x complaint) word(l chat.Language) (s chat.Screen) {
	what := "\n" + TextFinalWhat.In(l, "number", x.of.Number, "amount", x.of.Amount)
	again := [][]chat.Button{{{Text: bStillNot.In(l), Data: chat.Data("cp", "new", x.Order)}}}
	if x.Reopened {
		again = nil
	}
	switch x.State {
	case order.ComplaintAsked:
		s.HTML = tMemberAsked.In(l) + what
	case order.ComplaintMore:
		s.HTML = x.asks(l)
		s.Buttons = [][]chat.Button{{{Text: bAnswer.In(l), Data: chat.Data("cp", "more", x.Order), Style: chat.Main}}}
	case order.ComplaintArrived:
		s.HTML, s.Buttons = tMemberArrived.In(l)+what, again
	case order.ComplaintRefunded:
		s.HTML = tMemberShared.In(l) + what
		if x.of.Hand != nil {
			s.HTML = tMemberSharedHand.In(l) + what
		}
		if x.Refunded != 0 {
			s.HTML = tMemberRefunded.In(l, "price", chat.Full(x.Refunded)) + what + "\n" + Account(l, x.balance, x.terms, x.Since)
		}
	case order.ComplaintClosed:
		s.HTML, s.Buttons = tMemberLapsed.In(l)+what, again
		if x.Reopened {
			s.HTML = tMemberLapsedAgain.In(l) + what
		}
	default:
		found := tOpenedNoWord
		if x.Evidence.Answer == order.RecheckDone {
			found = tOpenedDone
		}
		if x.of.Hand != nil {
			found = tOpenedHand
		}
		s.HTML = tComplaintOpened.In(l) + what + "\n" + found.In(l)
	}
	return s
}

// CostStays says, in place of [Cost], that an order whose price was given back after a
// complaint moves no more money.
func CostStays(l chat.Language, o order.Order) string {
	return tCostStays.In(l, "price", chat.Full(o.Price))
}
