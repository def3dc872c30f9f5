package shop

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// What a member shows of a payment: a transaction id, a photo or PDF, the SMS, or where
// a channel has no provider a note. Whatever comes first is sent to the owners.

// tellUsedEvery is how often the owners are told that a member sends used transaction ids.
const tellUsedEvery = 30 * time.Second

// leastSMS is how many bytes the SMS of a payment has at least.
const leastSMS = 40

// clip shortens a text for a line.
func clip(s string) string { return text.Clean(s, 120) }

// transaction reads a transaction id as people type it. A word without a digit is none,
// nor is a mobile number: both are likelier something else.
func transaction(typed string) (string, bool) {
	id, ok := account.ReadTransactionID(typed)
	if !ok || !strings.ContainsAny(id, "0123456789") {
		return "", false
	}
	if _, err := order.ParseNumber(id); err == nil {
		return "", false
	}
	return id, true
}

// mostBesideID is how many words a transaction id may stand among.
const mostBesideID = 8

// transactionAmong reads a transaction id that stands among words without digits: "bhai taka
// diyechi 9BK4XYZ3QQ". There it has letters and digits, eight of them at least.
func transactionAmong(typed string) (found string, ok bool) {
	words := strings.Fields(text.Clean(typed, 200))
	if len(words) > mostBesideID {
		return "", false
	}
	for _, word := range words {
		word = bare(tidy(word))
		if !hasDigit(word) {
			continue
		}
		id, ok := account.CleanTransactionID(word)
		if found != "" || !ok || len(id) < 8 || !strings.ContainsFunc(id, unicode.IsLetter) || countDigits(id) > 10 {
			return "", false
		}
		found = id
	}
	return found, found != ""
}

// idAlone answers a transaction id that nothing waits for: with the order that has it, or
// where it may be sent. False where it is none.
func (t turn) idAlone(typed string) (bool, error) {
	id, ok := transactionAmong(typed)
	if !ok {
		return false, nil
	}
	if o, ok, err := t.find(id); err != nil || ok {
		if err == nil {
			err = t.refreshOrder(o)
		}
		return true, err
	}
	own, err := t.ownWallet()
	if err != nil || !own {
		return false, err
	}
	return true, t.Say(tIDAlone, "id", id)
}

// depositText takes the text that a deposit waits for. What reads as an order or a
// command is answered as that, and the deposit waits on.
func (t turn) depositText() error {
	all, err := t.payings()
	if err != nil {
		return err
	}
	p := all.paying
	if !t.Fresh(p.Kept, depositWaits) {
		all.remove(p.No)
		return t.PassOn(flowDeposit, all.kept())
	}
	command, rest := t.Routes.Plain(t.In.Text, t.Owner)
	if command == "cancel" {
		return t.cancel(rest)
	}
	if taken, err := t.sms(p); taken || err != nil {
		return err
	}
	if read, _ := parse(t.In.Text); command != "" || read.Number != "" && (read.Amount != 0 || p.Step != askProof) {
		return t.PassOn(flowDeposit, all)
	}
	if p.Step == askSum || p.Step == askChannel {
		return t.sumTyped(p)
	}
	return t.proofTyped(p)
}

func (t turn) sumTyped(p paying) error {
	sum, ok := chat.ReadTaka(t.In.Text)
	if !ok || sum <= 0 {
		return t.Say(tNoSum, "typed", clip(t.In.Text))
	}
	p.Amount = sum
	return t.askNext(p)
}

func (t turn) proofTyped(p paying) error {
	c, _, err := t.Tx.Channel(p.Channel)
	if err != nil {
		return err
	}
	id, ok := transaction(t.In.Text)
	if !ok && c.Provider != "" {
		id, ok = transactionAmong(t.In.Text)
	}
	if ok {
		p.Proof.TransactionID = id
		return t.sendDeposit(p)
	}
	if note := text.Clean(t.In.Text, 500); c.Provider == "" && utf8.RuneCountInString(note) >= account.LeastReason {
		p.Proof.Text = note
		return t.sendDeposit(p)
	}
	ask := tNoTransactionID
	if c.Provider == "" {
		ask = tNoNote
	}
	return t.Say(ask, "typed", clip(t.In.Text))
}

// sms takes an SMS of a payment that a member pastes or writes under a photo: a claim, from which the
// transaction id and the sum are read. Where the member named another sum it is asked
// which is right. One with another transaction id than the one at hand has is of another
// payment, which does not take the place of that one. A note that came before stays.
func (t turn) sms(p paying) (taken bool, err error) {
	if len(t.In.Text) < leastSMS {
		return false, nil
	}
	said, ok := account.ParseSMS(t.In.Text)
	several := account.SeveralSMS(t.In.Text)
	if !ok && !several {
		return false, nil
	}
	own, err := t.ownWallet()
	if err != nil || !own {
		return false, err
	}
	if several {
		return true, t.Say(card.TextOneSMS)
	}
	if p.ID == 0 && p.Proof.TransactionID != "" && p.Proof.TransactionID != said.TransactionID {
		p = t.withFile(paying{})
	}
	note := p.Proof.Text
	if _, ok := account.ParseSMS(note); ok { // of which this one takes the place
		note = ""
	}
	p.Proof.TransactionID, p.Proof.Text = said.TransactionID, text.Clean(t.In.Text+" "+note, 1000)
	c, err := t.channelOf(said, p.Channel)
	if err != nil {
		return true, err
	}
	p.Channel = c.ID
	if p.Amount == 0 {
		p.Amount = said.Amount
	}
	if p.Amount != said.Amount {
		return true, t.askWhichSum(p, said)
	}
	if p.Step != askProof || p.Channel == "" || c.Elsewhere(p.Proof) != "" {
		return true, t.askNext(p)
	}
	return true, t.sendDeposit(p)
}

// channelOf gives the channel on which a payment came in by its SMS: of its provider's the
// one with the number that was paid to, else the chosen one, else the only one. The zero
// one where there is none, or several.
func (t turn) channelOf(said account.SMSPayment, chosen string) (account.Channel, error) {
	on, err := t.channelsOn()
	if err != nil {
		return account.Channel{}, err
	}
	of := slices.DeleteFunc(on, func(c account.Channel) bool { return said.Channel != "" && c.Provider != said.Channel })
	if owns := slices.DeleteFunc(slices.Clone(of), func(c account.Channel) bool { return !c.Owns(said.Receiver) }); len(owns) > 0 {
		of = owns
	}
	if at := slices.IndexFunc(of, func(c account.Channel) bool { return c.ID == chosen }); at >= 0 {
		return of[at], nil
	}
	if len(of) == 1 && (said.Channel != "" || of[0].Owns(said.Receiver)) {
		return of[0], nil
	}
	return account.Channel{}, nil
}

func (t turn) askWhichSum(p paying, said account.SMSPayment) error {
	t.Show(chat.Screen{HTML: tWhichSum.In(t.L, "paid", said.Amount, "sum", p.Amount), Buttons: [][]chat.Button{
		{{Text: t.L.Value(said.Amount), Data: p.data("sum", int64(said.Amount)), Style: chat.Main},
			{Text: t.L.Value(p.Amount), Data: p.data("sum", int64(p.Amount))}}, t.stopRow(p)}})
	p.Step = askWhetherNow
	return t.keepPaying(p)
}

// readProof takes a text that nobody waits for, where it can only be the proof of a
// payment: an SMS, or the transaction id of a deposit that was begun.
func (t turn) readProof() (bool, error) {
	id, ok := transaction(t.In.Text)
	if ok = ok && len(id) >= 8; !ok && len(t.In.Text) < leastSMS {
		return false, nil // without a look at the session: this is asked of every text
	}
	p, err := t.freshPaying()
	if err != nil {
		return false, err
	}
	if taken, err := t.sms(p); taken || err != nil {
		return taken, err
	}
	if p.Step != askProof || !ok {
		return false, nil
	}
	p.Proof.TransactionID = id
	return true, t.sendDeposit(p)
}

// freshPaying is the deposit at hand; the zero one where it is too old, or there is none.
func (t turn) freshPaying() (paying, error) {
	all, err := t.payings()
	if err != nil || !t.Fresh(all.Kept, depositWaits) {
		return paying{}, err
	}
	return all.paying, nil
}

// fileProof takes a photo or a PDF of a receipt, and what is written under it: the SMS, a
// transaction id or a note.
func (t turn) fileProof() (bool, error) {
	f := t.In.File
	own, err := t.ownWallet()
	pdf := strings.HasSuffix(strings.ToLower(f.Name), ".pdf") || strings.HasPrefix(f.Type, "image/") || f.Type == "application/pdf"
	if err != nil || !own || f.Kind != chat.PhotoFile && !pdf {
		return false, err
	}
	if further, err := t.ofTakenAlbum(); further || err != nil {
		return true, err
	}
	p, err := t.freshPaying()
	if err != nil {
		return false, err
	}
	p = t.withFile(p)
	if taken, err := t.sms(p); taken || err != nil {
		return true, err
	}
	if id, ok := transaction(t.In.Text); ok {
		p.Proof.TransactionID = id
	} else if note := text.Clean(t.In.Text, 500); !strings.Contains(p.Proof.Text, note) {
		p.Proof.Text = text.Clean(p.Proof.Text+" "+note, 1000)
	}
	if p.Step == askProof || p.Step == askWhetherNow {
		return true, t.sendDeposit(p)
	}
	return true, t.askNext(p)
}

// withFile adds the file that came, if one did, to what proves a payment.
func (t turn) withFile(p paying) paying {
	if f := t.In.File; f != nil {
		p.Proof.File, p.Proof.FileUnique, p.Proof.FileKind = f.ID, f.Unique, string(f.Kind)
	}
	return p
}

// flowAlbum is the flow by which a session remembers the album of which a proof was taken.
const flowAlbum = "album"

// takenAlbum is that album.
type takenAlbum struct {
	ID   string `json:"id"`
	Told bool   `json:"told,omitzero"` // that the rest of it is left out
}

// ofTakenAlbum reports whether the file is one more of an album of which a proof was taken,
// and says so once. Each file of an album is a message of its own, and the next one is no
// proof of another payment.
func (t turn) ofTakenAlbum() (bool, error) {
	if t.In.Album == "" {
		return false, nil
	}
	var last takenAlbum
	if err := t.Waiting(flowAlbum, &last); err != nil {
		return false, err
	}
	if last.ID != t.In.Album {
		return false, t.Keep(flowAlbum, takenAlbum{ID: t.In.Album})
	}
	if last.Told {
		return true, nil
	}
	last.Told = true
	if err := t.Keep(flowAlbum, last); err != nil {
		return true, err
	}
	return true, t.Say(tOneProof)
}

// ForwardedFile takes a photo or a PDF that a member forwards.
func ForwardedFile(t *chat.Turn) (bool, error) { return turn{t}.fileProof() }

// sendDeposit keeps a deposit and shows it to the owners. Where that cannot be, all
// that was typed is kept.
func (t turn) sendDeposit(p paying) error {
	d, err := t.Books().Ask(account.Deposit{ID: p.ID, Member: t.In.From.ID, Channel: p.Channel, Amount: p.Amount, Proof: p.Proof}, t.In.At)
	if err != nil {
		return t.notAsked(p, err)
	}
	if err := t.dropPaying(p); err != nil {
		return err
	}
	return t.asked(d)
}

// asked says that a deposit is kept, or booked already, and shows it to the owners.
func (t turn) asked(d account.Deposit) error {
	c, _, err := t.Tx.Channel(d.Channel)
	if err != nil {
		return err
	}
	if d.State == account.Approved {
		if err := card.DepositEnded(t.Turn, d); err != nil {
			return err
		}
		return card.DepositToOwners(t.Turn, d, chat.Text{})
	}
	reached, err := t.OwnerReached(t.Tx)
	if err != nil {
		return err
	}
	said := tDepositSent
	if !reached {
		said = tDepositKept
	}
	if err := t.Say(said, "sum", d.Amount, "channel", card.ChannelName(c)); err != nil {
		return err
	}
	return card.DepositToOwners(t.Turn, d, chat.Text{})
}

// notAsked says why a deposit could not be kept. What was typed stays.
func (t turn) notAsked(p paying, why error) error {
	p.Step = askWhetherNow
	var used *account.UsedBefore
	var soon *account.TooSoon
	switch {
	case errors.As(why, &used):
		return t.usedBefore(p, used.Deposit)
	case errors.Is(why, account.ErrNoChannel), errors.Is(why, account.ErrAmount), errors.Is(why, account.ErrNoProof):
		return t.askNext(p) // which asks for what is wrong
	case errors.Is(why, account.ErrTooMany):
		return t.notYet(p, tTooManyDeposits, "count", account.MostWaiting)
	case errors.As(why, &soon):
		return t.notYet(p, tDepositTooSoon, "age", account.DepositEvery, "wait", (soon.Wait + time.Second - 1).Truncate(time.Second))
	case errors.Is(why, account.ErrDecided):
		if err := t.dropPaying(p); err != nil {
			return err
		}
		return t.ShowToast(chat.OldButton)
	}
	return why
}

// notYet says why a deposit cannot be sent now. A tap is told in a box too, since the card
// may say the same already.
func (t turn) notYet(p paying, why chat.Text, pairs ...any) error {
	c, _, err := t.Tx.Channel(p.Channel)
	if err != nil {
		return err
	}
	t.Show(chat.Screen{HTML: why.In(t.L, pairs...) + "\n\n" + tDepositReady.In(t.L, "sum", p.Amount, "channel", card.ChannelName(c)) + "\n" + t.proofLine(p.Proof),
		Buttons: t.sendLater(p)})
	if t.In.Tap != nil {
		t.Toast, t.Pairs, t.Alert = why, pairs, true
	}
	return t.keepPaying(p)
}

func (t turn) sendLater(p paying) [][]chat.Button {
	return [][]chat.Button{{{Text: bSendDeposit.In(t.L), Data: p.data("go"), Style: chat.Main}}, t.stopRow(p)}
}

// usedBefore tells a member and the owners that a transaction id is another deposit's:
// when it was used, and whether by the same member, no names.
func (t turn) usedBefore(p paying, other account.Deposit) error {
	id, said, told := p.Proof.TransactionID, tUsedByOther, tOwnersUsedByOther
	if other.Member == t.In.From.ID {
		said, told = tUsedByYou, tOwnersUsedByThem
	}
	p.Proof.TransactionID = ""
	if _, ok := account.ParseSMS(p.Proof.Text); ok { // a note stays
		p.Proof.Text = ""
	}
	s := chat.Screen{HTML: said.In(t.L, "id", id, "time", t.Moment(t.L, other.Asked), "sum", other.Amount)}
	if p.Step = askProof; !p.Proof.Empty() { // the photo can go without it
		p.Step = askWhetherNow
		s.Buttons = t.sendLater(p)
	}
	t.Show(s)
	if !t.Fresh(p.Told, tellUsedEvery) {
		p.Told = t.In.At.Unix()
		name := t.Name(t.Member)
		err := t.ToOwners(func(l chat.Language) chat.Outgoing {
			html := told.In(l, "name", name, "id", id, "time", t.Moment(l, other.Asked), "sum", other.Amount)
			return chat.Outgoing{Screen: &chat.Screen{HTML: html}, Note: strings.ReplaceAll(html, "\n", " · ")}
		})
		if err != nil {
			return err
		}
	}
	return t.keepPaying(p)
}
