package card

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/text"
)

// A deposit is seen by every owner, on a card that changes for all of them when one has
// decided, and by its member, who is told what became of it.

// deposit is all that is shown of one.
type deposit struct {
	account.Deposit
	member  chat.Member
	channel account.Channel
	paid    account.Payment // what an owner's SMS told of its transaction id
	told    bool            // there is such an SMS
	doubt   account.Doubt   // where there is one and it waits
	twin    account.Deposit // booked since it was asked for, and perhaps the same payment; ID 0 for none
	same    account.Deposit // another with the same photo or file; ID 0 for none
	by      chat.Member     // the owner who decided
	balance account.Balance
	terms   account.Conditions
	now     time.Time
}

func readDeposit(t *chat.Turn, d account.Deposit) (x deposit, err error) {
	x.Deposit, x.now = d, t.In.At
	if x.member, _, err = t.Tx.Member(d.Member); err != nil {
		return x, err
	}
	x.member.ID = d.Member
	if x.channel, _, err = t.Tx.Channel(d.Channel); err != nil {
		return x, err
	}
	if d.TransactionID != "" {
		if x.paid, x.told, err = t.Tx.Payment(d.Key, d.TransactionID); err != nil {
			return x, err
		}
	}
	if x.told && d.State == account.Waiting {
		if x.doubt, err = t.Books().Doubt(d, x.paid); err != nil {
			return x, err
		}
	}
	if d.State == account.Waiting {
		if x.twin, err = t.Books().Twin(d, d.Amount); err != nil {
			return x, err
		}
	}
	if d.FileUnique != "" {
		if x.same, _, err = t.Tx.DepositWith(d.FileUnique, d.ID); err != nil {
			return x, err
		}
	}
	if d.By != 0 {
		if x.by, _, err = t.Tx.Member(d.By); err != nil {
			return x, err
		}
	}
	if x.balance, err = t.Tx.Balance(d.Member); err != nil {
		return x, err
	}
	x.terms, err = t.Books().Conditions(d.Member)
	return x, err
}

// ChannelName is a channel as people read it.
func ChannelName(c account.Channel) string { return cmp.Or(c.Name, c.ID) }

// NumberOf says whose number a channel's is.
func NumberOf(c account.Channel) chat.Text {
	switch c.Kind {
	case "personal":
		return TextPersonal
	case "agent":
		return TextAgent
	case "merchant":
		return TextMerchant
	}
	switch c.Provider {
	case "":
		return TextWhere
	case "bank":
		return TextAccount
	}
	return TextNumber
}

// ChannelBounds says how much a channel takes at once.
func ChannelBounds(l chat.Language, c account.Channel) string {
	switch {
	case c.Least != 0 && c.Most != 0:
		return tBounds.In(l, "least", c.Least, "most", c.Most)
	case c.Least != 0:
		return tBoundsLeast.In(l, "least", c.Least)
	case c.Most != 0:
		return tBoundsMost.In(l, "most", c.Most)
	}
	return tBoundsNone.In(l)
}

// DepositCard is the name of a deposit's card with the owners.
func DepositCard(id uint64) string { return "deposit " + strconv.FormatUint(id, 10) }

// ToDecide is the data of a button by which an owner decides: a deposit that has been
// changed since is not meant by it, nor one of whose twin the card does not tell. Twin is the
// id of that, 0 for none.
func ToDecide(what string, d account.Deposit, twin uint64) string {
	args := []any{what, d.ID, int64(d.Amount), d.Asked.Unix()}
	if twin != 0 {
		args = append(args, twin)
	}
	return chat.Data("deps", args...)
}

// owners is the card of a deposit as owners see it.
func (x deposit) owners(c *chat.Config, l chat.Language) chat.Outgoing {
	lines := []string{x.head(l), string(Person(c, l, x.Member, x.member.ShownName(), x.member.Username)),
		tDepositAsked.In(l, "channel", ChannelName(x.channel), "number", x.channel.Number, "time", c.Moment(l, x.Asked))}
	if x.TransactionID != "" {
		lines = append(lines, tDepositID.In(l, "id", x.TransactionID))
	}
	if x.Text != "" {
		lines = append(lines, tDepositSays.In(l, "text", text.Clean(x.Text, 300)))
	}
	o := chat.Outgoing{Card: DepositCard(x.ID), Last: x.State != account.Waiting}
	if x.File != "" {
		o.File = &chat.SentFile{ID: x.File, Kind: chat.FileKind(x.FileKind)}
	}
	o.Screen = &chat.Screen{HTML: strings.Join(append(lines, x.flags(c, l)...), "\n")}
	if x.State == account.Waiting {
		o.Screen.Buttons = [][]chat.Button{
			{{Text: bDepositYes.In(l, "sum", x.Amount), Data: ToDecide("y", x.Deposit, x.twin.ID), Style: chat.Good}},
			{{Text: bDepositOther.In(l), Data: ToDecide("o", x.Deposit, x.twin.ID)}, {Text: bDepositNo.In(l), Data: ToDecide("n", x.Deposit, x.twin.ID), Style: chat.Bad}},
		}
	}
	return o
}

// head says how a deposit stands.
func (x deposit) head(l chat.Language) string {
	by := cmp.Or(x.by.ShownName(), chat.NoName.In(l))
	switch x.State {
	case account.Approved:
		head := tDepositMatched.In(l, "sum", x.Booked)
		if x.By != 0 {
			head = tDepositApproved.In(l, "sum", x.Booked, "admin", by)
		}
		if x.Bonus != 0 {
			head += " " + tDepositWith.In(l, "bonus", chat.Full(x.Bonus))
		}
		if x.Booked != x.Amount {
			head += "\n" + tDepositInstead.In(l, "sum", x.Amount, "reason", x.Reason)
		}
		return head + "\n" + accountOf(l, x.balance, x.terms, x.now)
	case account.Rejected:
		if x.TakenBack() {
			return tDepositTakenBack.In(l, "sum", x.Amount)
		}
		return tDepositRejected.In(l, "sum", x.Amount, "admin", by, "reason", x.Reason)
	case account.Lapsed:
		return tDepositLapsed.In(l, "sum", x.Amount)
	}
	return tDepositAsks.In(l, "sum", x.Amount)
}

// flags are what an owner should know before deciding.
func (x deposit) flags(c *chat.Config, l chat.Language) (lines []string) {
	if x.State != account.Waiting {
		return nil
	}
	if x.told && x.paid.Amount == x.Amount {
		lines = append(lines, tDepositMatches.In(l, "sum", x.paid.Amount, "time", c.Moment(l, x.paid.At)))
	} else if x.told {
		lines = append(lines, tDepositDiffers.In(l, "paid", x.paid.Amount, "sum", x.Amount))
	}
	if number := x.channel.Elsewhere(x.Proof); number != "" && !x.told {
		lines = append(lines, tDepositElsewhere.In(l, "number", number))
	}
	lines = append(lines, Doubt(c, l, x.doubt)...)
	if x.twin.ID != 0 && x.twin.ID != x.doubt.Booked.ID {
		lines = append(lines, Twin(c, l, x.twin))
	}
	if x.same.ID != 0 {
		flag := tDepositSameOther
		if x.same.Member == x.Member {
			flag = tDepositSame
		}
		lines = append(lines, flag.In(l, "sum", x.same.Amount, "time", c.Moment(l, x.same.Asked)))
	}
	if !x.member.Allowed {
		lines = append(lines, tDepositRemoved.In(l))
	}
	return lines
}

// Doubt says to an owner why they have to look at a deposit that a payment matches.
func Doubt(c *chat.Config, l chat.Language, x account.Doubt) (lines []string) {
	if x.Refused {
		lines = append(lines, tDepositRefusedID.In(l))
	}
	if b := x.Booked; b.ID != 0 {
		text := tDepositBookedOnce
		if b.TransactionID != "" {
			text = tDepositBookedOther
		}
		lines = append(lines, text.In(l, "sum", b.Booked, "time", c.Moment(l, b.Decided), "id", b.TransactionID))
	}
	return lines
}

// Twin says to an owner that a deposit was booked which may be the same payment.
func Twin(c *chat.Config, l chat.Language, twin account.Deposit) string {
	return tDepositTwin.In(l, "sum", twin.Booked, "time", c.Moment(l, twin.Decided))
}

// ShowDeposit shows a deposit's card to the owner at hand, as a new message.
func ShowDeposit(t *chat.Turn, d account.Deposit) error {
	x, err := readDeposit(t, d)
	if err != nil {
		return err
	}
	o := x.owners(t.Config, t.L)
	o.Chat, o.New = t.In.Chat, true
	t.Out = append(t.Out, o)
	return nil
}

// DepositToOwners shows every owner a new card of a deposit, under a line where it is
// not the zero Text.
func DepositToOwners(t *chat.Turn, d account.Deposit, line chat.Text, pairs ...any) error {
	return depositOut(t, d, func(l chat.Language, o *chat.Outgoing) {
		o.New = true
		if line != (chat.Text{}) {
			o.Screen.HTML = line.In(l, pairs...) + "\n" + o.Screen.HTML
		}
	})
}

// DepositToOthers shows a deposit's card to the owners but the one at hand.
func DepositToOthers(t *chat.Turn, d account.Deposit) error {
	x, err := readDeposit(t, d)
	if err != nil {
		return err
	}
	return t.ToOthers(func(l chat.Language) chat.Outgoing {
		o := x.owners(t.Config, l)
		o.New, o.Note = true, strings.ReplaceAll(o.Screen.HTML, "\n", " · ")
		return o
	})
}

// DepositChanged changes the owners' cards of a deposit.
func DepositChanged(t *chat.Turn, d account.Deposit) error {
	return depositOut(t, d, func(_ chat.Language, o *chat.Outgoing) { o.IfThere = true })
}

func depositOut(t *chat.Turn, d account.Deposit, as func(l chat.Language, o *chat.Outgoing)) error {
	x, err := readDeposit(t, d)
	if err != nil {
		return err
	}
	return t.ToOwners(func(l chat.Language) chat.Outgoing {
		o := x.owners(t.Config, l)
		as(l, &o)
		return o
	})
}

// DepositEnded tells a deposit's member what became of it: the sum and the balance, or
// why not.
func DepositEnded(t *chat.Turn, d account.Deposit) error {
	x, err := readDeposit(t, d)
	if err != nil {
		return err
	}
	l := t.LanguageOf(x.member.Language, "")
	s := x.word(l, out(t.Config, x.member))
	t.Out = append(t.Out, chat.Outgoing{Chat: d.Member, Screen: &s, Note: strings.ReplaceAll(s.HTML, "\n", " · ")})
	return nil
}

// word is what the member reads of what became of a deposit. Who may not use the bot any more
// is not told to send it again.
func (x deposit) word(l chat.Language, out bool) (s chat.Screen) {
	channel := ChannelName(x.channel)
	again := chat.Button{Text: bDepositFix.In(l), Data: chat.Data("dep", "fix", x.ID), Style: chat.Main}
	switch x.State {
	case account.Approved:
		s.HTML = tDepositDone.In(l, "sum", chat.Full(x.Booked), "channel", channel)
		if x.Bonus != 0 {
			s.HTML += "\n" + tDepositBonus.In(l, "bonus", chat.Full(x.Bonus))
		}
		if x.Booked != x.Amount {
			s.HTML += "\n" + tDepositInstead.In(l, "sum", x.Amount, "reason", x.Reason)
		}
		s.HTML += "\n" + Account(l, x.balance, x.terms, x.now)
	case account.Rejected:
		s.HTML = tDepositRefused.In(l, "sum", x.Amount, "channel", channel, "reason", x.Reason)
		if !out {
			s.HTML += " " + tDepositFixIt.In(l)
			s.Buttons = [][]chat.Button{{again}}
		}
	case account.Lapsed:
		s.HTML = tDepositForgotten.In(l, "sum", x.Amount, "channel", channel)
		if again.Text = bDepositAgain.In(l); !out {
			s.HTML += " " + tDepositSendIt.In(l)
			s.Buttons = [][]chat.Button{{again}}
		}
	}
	return s
}

// DepositInPlace shows how a deposit stands in place of the tapped card.
func DepositInPlace(t *chat.Turn, d account.Deposit) error {
	x, err := readDeposit(t, d)
	if err != nil {
		return err
	}
	o := x.owners(t.Config, t.L)
	o.Chat, o.Edit = t.In.Chat, t.In.Tap.Message
	t.Out = append(t.Out, o)
	return nil
}
