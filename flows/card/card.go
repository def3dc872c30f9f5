package card

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// ForOwner is an order's card for an owner: whose it is, and the verdict
// where the panel leaves it open.
func ForOwner(c *chat.Config, l chat.Language, o order.Order, reseller chat.Member, now time.Time) chat.Screen {
	reseller.ID = o.Reseller
	s := chat.Screen{HTML: Text(c, Viewer{L: l, Owner: true, Balance: true, Out: out(c, reseller)}, o, now) + "\n\n" +
		tResellerIs.In(l, "person", Person(c, l, o.Reseller, reseller.ShownName(), reseller.Username)) + Said(l, o)}
	if o.State == order.Accepted || o.State == order.Unclear {
		s.Buttons = [][]chat.Button{{{Text: bAsk.In(l), Data: chat.Data("o", o.ID)}}}
	}
	if o.Hand != nil && o.State == order.Placed {
		s.Buttons = [][]chat.Button{{{Text: bHandOpen.In(l), Data: chat.Data("hd", "card", o.ID)}}}
	}
	return WithVerdict(c, s, l, o)
}

// WithVerdict adds the owner's buttons to an order that the panel leaves open.
func WithVerdict(c *chat.Config, s chat.Screen, l chat.Language, o order.Order) chat.Screen {
	if o.State == order.Accepted || o.State == order.Unclear {
		s.Buttons = append(s.Buttons, []chat.Button{
			{Text: bArrived.In(l), Data: chat.Data("v", "done", o.ID)},
			{Text: bNotArrived.In(l), Data: chat.Data("v", "failed", o.ID)}})
	}
	return s
}

// StuckName is the name of the owners' card of an order that takes too long.
func StuckName(id order.ID) string { return "stuck " + string(id) }

// Name is the name of an order's card in its chats.
func Name(id order.ID) string { return "order " + string(id) }

// Viewer is who reads of an order: in which language, whether as an owner who
// looks at somebody else's order (Owner) or at their own (Own), and whether the
// panel's balance is for them. Out says that the order's reseller may not use the bot any
// more: they are not told to try again, and get no button that would refuse them. Paused
// says that they may order nothing for now: they are not told to try again either.
type Viewer struct {
	L       chat.Language
	Owner   bool
	Own     bool
	Balance bool
	Out     bool
	Paused  bool
}

// of is the viewer of one order: whose own wallet pays is not to read the panel's
// balance, whoever else may.
func (v Viewer) of(o order.Order) Viewer {
	v.Balance = v.Balance && (v.Owner || o.Price == 0)
	return v
}

// forOwners are the texts that owners read in place of the reseller's.
var forOwners = map[chat.Text]chat.Text{
	tPlaced: tOwnerPlaced, tAccepted: tOwnerAccepted, tUnclear: tOwnerUnclear, tUnclearNo: tOwnerUnclearNo, tStuckNote: tOwnerStuckNote,
	tDoneVerdict: tOwnerDoneVerdict, tDoneReversed: tOwnerDoneReversed, tFailed: tOwnerFailed, tDeniedTwice: tOwnerDeniedTwice,
	tCalledBack:    tOwnerCalledBack,
	tFailedVerdict: tOwnerFailedVerdict, tFailedReversed: tOwnerFailedReversed, tFailedContrary: tOwnerFailedContrary,
}

// forOwnersOwn are the texts that speak of the owner, as owners read them of orders
// of their own.
var forOwnersOwn = map[chat.Text]chat.Text{
	tDoneVerdict: tOwnerDoneVerdict, tFailedVerdict: tOwnerFailedVerdict, tFailedContrary: tOwnFailedContrary,
}

// say gives the text as the viewer reads it.
func (v Viewer) say(x chat.Text, pairs ...any) string {
	if other, ok := forOwners[x]; ok && v.Owner {
		x = other
	} else if other, ok := forOwnersOwn[x]; ok && v.Own {
		x = other
	}
	see := chat.HTML("")
	if v.Balance {
		see = chat.HTML(tSeeBalance.In(v.L))
	}
	again := chat.HTML("")
	if advice, ok := againWhen[x]; ok && !v.Out && !v.Paused {
		if v.Owner && advice == tAgainMay {
			advice = tAgainReseller
		}
		again = chat.HTML(" " + advice.In(v.L))
	}
	return x.In(v.L, append(pairs, "see", see, "again", again)...)
}

// againWhen says of the texts of failed orders when they may be tried again.
var againWhen = map[chat.Text]chat.Text{
	tRefused: tAgainCause, tRefusedBalance: tAgainBalance, tFailed: tAgainMay, tDeniedTwice: tAgainMay, tNeverSent: tAgainLater, tNeverTried: tAgainNow,
	tFailedVerdict: tAgainMay, tFailedReversed: tAgainAsk, tFailedContrary: tAgainAsk, tOwnFailedContrary: tAgainAsk,
	tOwnerFailed: tAgainMay, tOwnerDeniedTwice: tAgainMay, tOwnerFailedVerdict: tAgainMay,
}

// out reports whether somebody may not use the bot any more.
func out(c *chat.Config, m chat.Member) bool { return !m.Allowed && !c.IsOwner(m) }

// Reads is a member as the reader of an order of their own.
func Reads(c *chat.Config, member chat.Member) Viewer {
	return Viewer{L: c.LanguageOf(member.Language, ""), Own: c.IsOwner(member), Balance: c.SeesBalance(member), Out: out(c, member)}
}

// Paused reports whether the order's reseller may order nothing for now. Of an order that
// did not fail nobody asks.
func Paused(tx chat.Tx, v Viewer, o order.Order) (bool, error) {
	if o.State != order.Failed || v.Own {
		return false, nil
	}
	terms, err := tx.Terms(o.Reseller)
	return terms.Paused, err
}

// Text says how an order stands: state first, then what it is.
func Text(c *chat.Config, v Viewer, o order.Order, now time.Time) string {
	v = v.of(o)
	return strings.Join(append([]string{stateText(c, v, o, now)}, outcome(c, v, o)...), "\n") + "\n\n" + What(c, v.L, o)
}

// Final is the final word as a new message, which has the whole: the card above it
// becomes a [Line].
func Final(c *chat.Config, v Viewer, o order.Order, now time.Time) string {
	v = v.of(o)
	what, id := what(c, v.L, o)
	lines := append([]string{stateText(c, v, o, now), what}, outcome(c, v, o)...)
	return strings.Join(append(lines, id), "\n")
}

// Line is what is left of the card of an order whose final word stands below it.
func Line(l chat.Language, o order.Order) chat.Screen {
	text := tLineDone
	switch {
	case o.Cause == order.CauseCancelled:
		text = tLineCalledBack
	case o.State == order.Failed:
		text = tLineFailed
	}
	return chat.Screen{HTML: text.In(l, "number", o.Number, "amount", o.Amount)}
}

// outcome is what a done order left: the operator's transaction id, for
// complaints, and the balance.
func outcome(c *chat.Config, v Viewer, o order.Order) []string {
	l := v.L
	if o.State != order.Done {
		return nil
	}
	var lines []string
	if o.TransactionID != "" {
		lines = append(lines, Transaction(v, o, mostInCard))
	} else if o.Cause != order.CauseVerdict && o.Cause != order.CauseByHand {
		lines = append(lines, tNoTransaction.In(l))
	}
	if o.BalanceLeft != nil && v.Balance && o.Cause != order.CauseVerdict {
		lines = append(lines, tBalanceLeft.In(l, "balance", *o.BalanceLeft))
	}
	return lines
}

// What says what an order is, with its id and time.
func What(c *chat.Config, l chat.Language, o order.Order) string {
	what, id := what(c, l, o)
	return what + "\n" + id
}

func what(c *chat.Config, l chat.Language, o order.Order) (what, id string) {
	what = tOrderWhat.In(l, "number", o.Number, "operator", o.Operator, "connection", Connection(o.Connection), "amount", o.Amount)
	if pack := PackOf(l, o); pack != "" {
		what += "\n" + pack
	}
	return what, tOrderID.In(l, "id", o.ID, "time", c.Moment(l, o.Placed))
}

// Reason gives the panel's words as a reason; nothing where there are none.
func Reason(l chat.Language, message string) chat.HTML {
	if message == "" {
		return ""
	}
	return chat.HTML(tReason.In(l, "message", text.Clean(message, 200)))
}

// reason gives the panel's words of an order as the viewer reads them.
func (v Viewer) reason(o order.Order) chat.HTML { return Reason(v.L, v.Words(o.Message)) }

// stateText says how an order stands.
func stateText(c *chat.Config, v Viewer, o order.Order, now time.Time) string {
	switch o.State {
	case order.Placed:
		return placedText(c, v, o, now)
	case order.Sending:
		return v.say(tSending)
	case order.Accepted, order.Unclear:
		return underWayText(v, o, now)
	case order.Done:
		return v.say(cmp.Or(doneTexts[o.Cause], tDone))
	}
	return failedText(v, o)
}

func placedText(c *chat.Config, v Viewer, o order.Order, now time.Time) string {
	switch {
	case o.Hand != nil:
		return handText(v, o, now)
	case o.Tries > 0:
		return v.say(tWaiting, "until", c.Clock(v.L, o.SendUntil()))
	}
	return v.say(tPlaced)
}

// underWayText is for an order that is at the panel, or may be.
func underWayText(v Viewer, o order.Order, now time.Time) string {
	text := v.say(tAccepted)
	switch {
	case o.State == order.Unclear && o.Doubt:
		text = v.say(tUnclearNo, "reason", v.reason(o))
	case o.State == order.Unclear:
		text = v.say(tUnclear)
	}
	if !o.Stuck.IsZero() {
		text += "\n" + v.say(tStuckNote, "age", now.Sub(o.Placed))
	}
	return text
}

// doneTexts are those of done orders that were not simply done by the panel's word.
var doneTexts = map[order.Cause]chat.Text{
	order.CauseVerdict:  tDoneVerdict,
	order.CauseByHand:   tDoneHand,
	order.CauseReversed: tDoneReversed,
}

// failedText says why an order failed.
func failedText(v Viewer, o order.Order) string {
	switch o.Cause {
	case order.CauseRefused:
		if !v.Owner && ofBalance(o.Message) {
			return v.say(tRefusedBalance, "reason", v.reason(o))
		}
		return v.say(tRefused, "reason", v.reason(o))
	case order.CauseDenied:
		return v.say(tDeniedTwice, "reason", v.reason(o))
	case order.CauseNeverSent:
		if o.Tries == 0 { // nobody tried: the bot was off, or the panel asked to be left alone
			return v.say(tNeverTried)
		}
		return v.say(tNeverSent)
	case order.CauseVerdict:
		return v.say(tFailedVerdict)
	case order.CauseByHand:
		return v.say(tFailedHand, "reason", handReason(v.L, o.Message))
	case order.CauseCancelled:
		return v.say(tCalledBack)
	case order.CauseReversed:
		if o.Verdict != nil && o.Verdict.Done { // which the panel had not said
			return v.say(tFailedContrary, "reason", v.reason(o))
		}
		return v.say(tFailedReversed, "reason", v.reason(o))
	}
	return v.say(tFailed, "reason", v.reason(o))
}

// ofBalance reports whether the panel refused an order for want of money. It knows the
// owner's account only, which a reseller would take for their own.
func ofBalance(message string) bool {
	words := strings.FieldsFunc(strings.ToLower(message), func(r rune) bool { return strings.ContainsRune(" .,:;!|।<>/()[]\"'", r) })
	has := func(wanted ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(wanted, w) })
	}
	return has("balance", "fund", "funds", "credit", "ব্যালেন্স") &&
		has("insufficient", "insufficent", "low", "enough", "sufficient", "নেই", "নাই", "কম", "পর্যাপ্ত", "অপর্যাপ্ত", "যথেষ্ট")
}

// Screen is an order's card for its reseller.
func Screen(c *chat.Config, v Viewer, o order.Order, now time.Time) chat.Screen {
	return chat.Screen{HTML: Text(c, v, o, now), Buttons: Buttons(v, o)}
}

// Buttons are those of the card.
func Buttons(v Viewer, o order.Order) [][]chat.Button {
	switch {
	case v.Out && o.State == order.Done:
		return copyButton(v, o)
	case v.Out:
		return nil
	case o.State == order.Accepted || o.State == order.Unclear:
		return [][]chat.Button{{{Text: bAsk.In(v.L), Data: chat.Data("o", o.ID)}}}
	case o.State == order.Placed:
		return callBack(v.L, o)
	case o.State == order.Done:
		return doneButtons(v, o)
	case o.State == order.Failed && o.Cause != order.CauseReversed && !v.Paused:
		return [][]chat.Button{{{Text: bTryAgain.In(v.L), Data: chat.Data("again", o.ID)}}}
	}
	return nil
}

// doneButtons are those of an order that is done: its transaction id to copy, and a
// fresh card with the same, unless the number has just got it unexpectedly.
func doneButtons(v Viewer, o order.Order) [][]chat.Button {
	rows := copyButton(v, o)
	if o.Cause == order.CauseReversed {
		return rows
	}
	return append(rows, []chat.Button{{Text: bAgain.In(v.L), Data: chat.Data("again", o.ID)}})
}

// Usual says how long the orders of its operator take now, to whoever waits for one; ""
// where too few were done within the hour, or it is about something else than waiting.
func Usual(tx chat.Tx, l chat.Language, o order.Order, now time.Time) (string, error) {
	if !o.Open() || o.Hand != nil || o.State == order.Unclear || !o.Stuck.IsZero() || o.Tries > 0 {
		return "", nil
	}
	took, err := tx.Took(o.Operator, now.Add(-order.UsualFor), now)
	if err != nil {
		return "", err
	}
	usual, ok := order.UsualOf(took)
	if !ok {
		return "", nil
	}
	mostly, all := order.Rounded(usual.Mostly), order.Rounded(usual.NearlyAll)
	return "\n" + tUsual.In(l, "operator", o.Operator, "mostly", mostly, "all", all), nil
}

// Said gives the panel's last words of an order that is open, for the owners,
// who may have to judge by them.
func Said(l chat.Language, o order.Order) string {
	if o.Said == "" || !o.Open() {
		return ""
	}
	return "\n\n" + tSaid.In(l, "message", text.Clean(o.Said, 200))
}

// Mark is an order's state as one sign.
func Mark(o order.Order) string {
	switch o.State {
	case order.Done:
		return "✅"
	case order.Failed:
		return "❌"
	case order.Unclear:
		return "❓"
	}
	return "⏳"
}

// Enough says of a balance only what somebody needs who is not to see it.
func Enough(c *chat.Config, l chat.Language, balance money.Taka, age time.Duration) string {
	switch {
	case balance < cmp.Or(c.MinAmount, money.WholeTaka(10)):
		return tBalanceEmpty.In(l, "age", age)
	case balance < cmp.Or(c.MaxAmount, money.WholeTaka(1000)):
		return tBalanceSome.In(l, "age", age)
	}
	return tBalanceEnough.In(l, "age", age)
}

// Person names somebody for the owners.
func Person(c *chat.Config, l chat.Language, id int64, name, username string) chat.HTML {
	if name == "" {
		name = chat.NoName.In(l)
	}
	if username != "" {
		username = " @" + username
	}
	return chat.HTML(tPerson.In(l, "name", name, "username", username, "id", id))
}

func Connection(c order.Connection) chat.Text {
	if c == order.Postpaid {
		return tPostpaid
	}
	return tPrepaid
}
