package office

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/text"
)

// An owner books a deposit without a request: by one line, from a member's card, or from
// a payment's SMS. What is missing is asked for, and it is confirmed once.

const (
	flowBook  = "book" // of a session that waits for what is missing
	bookWaits = time.Hour
)

// booking is a deposit that is about to be booked.
type booking struct {
	Of      string     `json:"of,omitzero"` // its own id, which the buttons of its questions carry
	Member  int64      `json:"member,omitzero"`
	Amount  money.Taka `json:"amount,omitzero"`
	Channel string     `json:"channel,omitzero"`
	ID      string     `json:"id,omitzero"`    // the transaction id
	NoID    bool       `json:"no_id,omitzero"` // there is none
	Nonce   string     `json:"nonce,omitzero"` // of the confirm card
	Last    uint64     `json:"last,omitzero"`  // see act.Last
	Kept    int64      `json:"kept"`
}

// bookCommand answers /deposit of an owner: person, sum, channel and transaction id.
func (t turn) bookCommand(rest string) error {
	words := strings.Fields(rest)
	if len(words) < 3 {
		return t.Say(tBookUsage)
	}
	id, ok := parseID(words[0])
	if !ok {
		return t.Say(tBookNobody, "id", text.Clean(words[0], 30))
	}
	b := booking{Member: id, NoID: true}
	if b.Amount, ok = typedSum(words[1]); !ok {
		return t.Say(tNoAmount, "typed", text.Clean(words[1], 60))
	}
	if !bookable(b.Amount) {
		return t.Say(tAmountBounds, "sum", b.Amount, "most", account.MostSum)
	}
	all, err := t.Tx.Channels()
	if err != nil {
		return err
	}
	named := words[2:]
	c, ok := channelNamed(all, strings.Join(named, " "))
	for i := len(named) - 1; i > 0 && !ok; i-- { // behind the channel's name, which may be of several words
		if c, ok = channelNamed(all, strings.Join(named[:i], " ")); !ok {
			continue
		}
		rest := strings.Join(named[i:], " ")
		if b.ID, ok = account.ReadTransactionID(rest); !ok { // the channel is known
			return t.Say(tNoTransaction, "typed", text.Clean(rest, 40))
		}
	}
	if !ok {
		return t.noSuchChannel(all, strings.Join(named, " "))
	}
	b.Channel = c.ID
	return t.beginBooking(b)
}

// channelNamed finds a channel by its name or its provider, which has other spellings too.
func channelNamed(all []account.Channel, typed string) (account.Channel, bool) {
	names := []string{text.Fold(typed)}
	for _, u := range usualChannels {
		if slices.ContainsFunc(u.words, func(w string) bool { return text.Fold(w) == names[0] }) {
			names = append(names, text.Fold(u.name))
			break
		}
	}
	for _, name := range names {
		for _, of := range []func(account.Channel) string{
			func(c account.Channel) string { return c.Name },
			func(c account.Channel) string { return c.ID },
			func(c account.Channel) string { return c.Provider },
		} {
			if i := slices.IndexFunc(all, func(c account.Channel) bool { return name != "" && text.Fold(of(c)) == name }); i >= 0 {
				return all[i], true
			}
		}
	}
	return account.Channel{}, false
}

func (t turn) noSuchChannel(all []account.Channel, typed string) error {
	var names []string
	for _, c := range all {
		names = append(names, card.ChannelName(c))
	}
	if names == nil {
		return t.Say(tBookNoChannels)
	}
	return t.Say(tBookNoChannel, "typed", text.Clean(typed, 40), "names", strings.Join(names, ", "))
}

// beginBooking begins one, of which something may be known already.
func (t turn) beginBooking(b booking) error {
	id, err := t.Tx.NextID(t.In.At)
	if err != nil {
		return err
	}
	b.Of = string(id)
	return t.bookNext(b)
}

// bookNext asks for what is missing, or shows the confirm card.
func (t turn) bookNext(b booking) error {
	if b.Member == 0 {
		return t.askWho(b)
	}
	m, may, err := t.bookFor(b.Member)
	if err != nil || !may {
		return err
	}
	all, err := t.Tx.Channels()
	switch {
	case err != nil:
		return err
	case len(all) == 0:
		return t.Say(tBookNoChannels)
	case b.Amount == 0:
		return t.keepBooking(b, chat.Screen{HTML: tBookSum.In(t.L, "name", m.name), Buttons: t.stopBooking(b)})
	case b.Channel == "" && len(all) > 1:
		return t.keepBooking(b, t.bookChannels(b, all))
	}
	b.Channel = cmp.Or(b.Channel, all[0].ID)
	c, _, err := t.Tx.Channel(b.Channel)
	if err != nil {
		return err
	}
	if b.ID == "" && !b.NoID {
		return t.keepBooking(b, chat.Screen{HTML: tBookID.In(t.L, "channel", card.ChannelName(c)),
			Buttons: append([][]chat.Button{{{Text: bNoID.In(t.L), Data: chat.Data("dep", "noid", b.Of)}}}, t.stopBooking(b)...)})
	}
	return t.bookConfirm(b, m, c)
}

// askWho asks for whom a payment is booked, with buttons of those last seen.
func (t turn) askWho(b booking) error {
	const most, shown = 500, 10
	all, err := t.Tx.Members(0, most)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(x, y chat.Member) int { return y.Active.Compare(x.Active) })
	s := chat.Screen{HTML: tBookWho.In(t.L, "sum", b.Amount)}
	for _, m := range all {
		terms, err := t.Tx.Terms(m.ID)
		if err != nil {
			return err
		}
		if terms.Own && !t.IsOwner(m) {
			s.Buttons = append(s.Buttons, []chat.Button{{Text: t.Name(m), Data: chat.Data("dep", "who", b.Of, m.ID)}})
		}
		if len(s.Buttons) == shown {
			break
		}
	}
	s.Buttons = append(s.Buttons, t.stopBooking(b)...)
	return t.keepBooking(b, s)
}

// payee is for whom a deposit is booked.
type payee struct {
	name string
	account.Balance
}

// bookFor looks for whom a deposit is to be booked, and says why it cannot be.
func (t turn) bookFor(id int64) (p payee, may bool, err error) {
	m, ok, err := t.Tx.Member(id)
	if err != nil {
		return p, false, err
	}
	if !ok {
		return p, false, t.Say(tBookNobody, "id", id)
	}
	m.ID, p.name = id, cmp.Or(text.Clean(m.ShownName(), 64), chat.NoName.In(t.L))
	with, err := t.Books().Conditions(id)
	if err != nil {
		return p, false, err
	}
	if !with.Own || t.IsOwner(m) {
		t.Show(chat.Screen{HTML: tBookShared.In(t.L, "name", p.name), Buttons: [][]chat.Button{{{Text: bMemberCard.In(t.L), Data: chat.Data("m", "card", id)}}}})
		return p, false, nil
	}
	p.Balance, err = t.Tx.Balance(id)
	return p, true, err
}

func (t turn) bookChannels(b booking, all []account.Channel) chat.Screen {
	s := chat.Screen{HTML: tBookChannel.In(t.L)}
	for i, c := range all {
		if i%2 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, chat.Button{Text: card.ChannelName(c), Data: chat.Data("dep", "by", b.Of, c.ID)})
	}
	s.Buttons = append(s.Buttons, t.stopBooking(b)...)
	return s
}

// bookConfirm shows what is booked, with the balance before and after, on a card whose
// button is good once.
func (t turn) bookConfirm(b booking, m payee, c account.Channel) error {
	if used, err := t.usedBefore(b, c); used || err != nil {
		return err
	}
	nonce, err := t.Tx.NextID(t.In.At)
	if err != nil {
		return err
	}
	b.Nonce = string(nonce)
	if b.Last, err = t.lastEntry(b.Member); err != nil {
		return err
	}
	bonus := c.BonusOf(b.Amount)
	s := chat.Screen{HTML: tBookConfirm.In(t.L, "sum", chat.Full(b.Amount), "name", m.name, "channel", card.ChannelName(c))}
	if b.ID != "" {
		doubt, err := t.bookDoubt(b, c)
		if err != nil {
			return err
		}
		s.HTML += "\n" + strings.Join(append([]string{tBookWithID.In(t.L, "id", b.ID)}, card.Doubt(t.Config, t.L, doubt)...), "\n")
	}
	if bonus != 0 {
		s.HTML += "\n" + tBookBonus.In(t.L, "bonus", chat.Full(bonus))
	}
	s.HTML += "\n" + tBookBalance.In(t.L, "before", chat.Full(m.Total()), "after", chat.Full(m.Total()+b.Amount+bonus))
	s.Buttons = append([][]chat.Button{{{Text: bBookIt.In(t.L, "sum", b.Amount), Data: chat.Data("dep", "yes", b.Nonce), Style: chat.Good}}}, t.stopBooking(b)...)
	return t.keepBooking(b, s)
}

// bookDoubt finds why a payment of which an SMS told may have been booked before.
func (t turn) bookDoubt(b booking, c account.Channel) (account.Doubt, error) {
	p, told, err := t.Tx.Payment(c.Key(), b.ID)
	if err != nil || !told {
		return account.Doubt{}, err
	}
	return t.Books().Doubt(account.Deposit{Member: b.Member, Key: c.Key(), Amount: b.Amount, Proof: account.Proof{TransactionID: b.ID}, Asked: t.In.At}, p)
}

// usedBefore says that a transaction id is another deposit's already.
func (t turn) usedBefore(b booking, c account.Channel) (bool, error) {
	if b.ID == "" {
		return false, nil
	}
	other, used, err := t.Tx.DepositBy(c.Key(), b.ID)
	if err != nil || !used {
		return false, err
	}
	return true, t.sayUsed(b, other)
}

func (t turn) sayUsed(b booking, other account.Deposit) error {
	said := tBookUsedOther
	if other.Member == b.Member {
		said = tBookUsedSame
	}
	t.Show(chat.Screen{HTML: said.In(t.L, "id", other.TransactionID, "time", t.Moment(t.L, other.Asked), "sum", other.Amount),
		Buttons: [][]chat.Button{{{Text: bSeeDeposit.In(t.L), Data: chat.Data("deps", "card", other.ID)}}}})
	return t.StopWaiting(flowBook)
}

func (t turn) keepBooking(b booking, s chat.Screen) error {
	t.Show(s)
	b.Kept = t.In.At.Unix()
	return t.WaitFor(flowBook, b)
}

func (t turn) stopBooking(b booking) [][]chat.Button {
	return [][]chat.Button{{{Text: bGoBack.In(t.L), Data: chat.Data("dep", "stop", b.Of)}}}
}

// bookTap answers the buttons of a booking.
func (t turn) bookTap(a chat.Args) error {
	switch a.At(0) {
	case "to": // from a member's card, which stays
		t.Below = true
		return t.beginBooking(booking{Member: a.Int(1)})
	case "sms":
		return t.bookPayment(a.At(1), a.At(2))
	}
	var b booking
	if err := t.Waiting(flowBook, &b); err != nil {
		return err
	}
	if b.Kept == 0 {
		t.Alert = a.At(0) == "yes"
		return t.ShowToast(tBookCardUsed)
	}
	if a.At(0) != "yes" && (b.Of == "" || b.Of != a.At(1)) { // of an earlier booking
		return t.ShowToast(chat.OldButton)
	}
	switch a.At(0) {
	case "who":
		b.Member = max(0, a.Int(2))
		return t.bookNext(b)
	case "by":
		b.Channel = a.At(2)
		return t.bookNext(b)
	case "noid":
		b.NoID = true
		return t.bookNext(b)
	case "yes":
		if b.Nonce == "" || b.Nonce != a.At(1) || !t.Fresh(b.Kept, bookWaits) {
			t.Alert = true
			return t.ShowToast(tBookCardUsed)
		}
		if since, err := t.bookedSince(b.Member, b.Last); err != nil || since {
			t.Toast, t.Alert = tBookedSince, true
			return errors.Join(err, t.bookNext(b))
		}
		return t.bookDeposit(b)
	case "stop":
		if err := t.StopWaiting(flowBook); err != nil {
			return err
		}
		return t.Say(tBookStopped)
	}
	return t.ShowToast(chat.OldButton)
}

// bookPayment begins to book a payment that an SMS told of.
func (t turn) bookPayment(key, id string) error {
	p, ok, err := t.Tx.Payment(key, id)
	if err != nil {
		return err
	}
	all, err := t.Tx.Channels()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(c account.Channel) bool { return c.Key() == key })
	if !ok || at < 0 {
		return t.ShowToast(chat.OldButton)
	}
	t.Below = true
	other, used, err := t.Tx.DepositBy(key, id)
	if err != nil {
		return err
	}
	if used { // somebody has asked for it since, or it is booked
		t.Toast = tPaymentTaken
		return card.ShowDeposit(t.Turn, other)
	}
	if !bookable(p.Amount) {
		return t.Say(tAmountBounds, "sum", p.Amount, "most", account.MostSum)
	}
	return t.beginBooking(booking{Amount: p.Amount, Channel: all[at].ID, ID: id})
}

// bookText takes what was asked for: a person, a sum or a transaction id.
func (t turn) bookText() error {
	var b booking
	if err := t.Waiting(flowBook, &b); err != nil {
		return err
	}
	if elsewhere, err := t.elsewhere(flowBook, b, t.Fresh(b.Kept, bookWaits), true); elsewhere || err != nil {
		return err
	}
	typed := text.Clean(t.In.Text, 60)
	switch {
	case b.Member == 0:
		id, ok := parseID(typed)
		if !ok {
			return t.Say(tBookNobody, "id", typed)
		}
		b.Member = id
	case b.Amount == 0:
		sum, ok := typedSum(typed)
		if !ok {
			return t.Say(tNoAmount, "typed", typed)
		}
		if !bookable(sum) {
			return t.Say(tAmountBounds, "sum", sum, "most", account.MostSum)
		}
		b.Amount = sum
	case b.Channel == "":
		all, err := t.Tx.Channels()
		if err != nil {
			return err
		}
		c, ok := channelNamed(all, typed)
		if !ok {
			return t.noSuchChannel(all, typed)
		}
		b.Channel = c.ID
	case b.ID == "" && !b.NoID:
		id, ok := account.ReadTransactionID(typed)
		if !ok {
			return t.Say(tNoTransaction, "typed", typed)
		}
		b.ID = id
	default: // the card waits for a tap
		return t.PassOn(flowBook, b)
	}
	return t.bookNext(b)
}

// bookDeposit books it once: the card is used up.
func (t turn) bookDeposit(b booking) error {
	if err := t.StopWaiting(flowBook); err != nil {
		return err
	}
	d, err := t.Books().Deposit(b.Member, b.Amount, b.Channel, b.ID, t.In.From.ID, t.In.At)
	var used *account.UsedBefore
	if errors.As(err, &used) {
		return t.sayUsed(b, used.Deposit)
	}
	if err != nil {
		return err
	}
	t.auditDeposit("book deposit", d)
	if err := card.DepositInPlace(t.Turn, d); err != nil {
		return err
	}
	if err := card.DepositToOthers(t.Turn, d); err != nil {
		return err
	}
	return card.DepositEnded(t.Turn, d)
}
