package shop

import (
	"slices"
	"strings"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// A deposit is asked for in steps: how much, by which channel, and what proves it. What
// is known already is not asked; the request goes to the owners with the proof.

const (
	flowDeposit   = "deposit"      // of a session that waits for a sum or a proof
	depositWaits  = 24 * time.Hour // people pay first, and come back
	askSum        = "sum"
	askChannel    = "channel"
	askProof      = "proof"
	askWhetherNow = "ready" // all is known; it is sent by a button
)

// usualSums are offered as buttons, in taka.
var usualSums = []int64{500, 1000, 2000, 5000, 10000, 20000}

// paying is a deposit that is being put together.
type paying struct {
	No      int           `json:"no,omitzero"` // by which it is told from the others of the chat
	Step    string        `json:"step"`
	ID      uint64        `json:"id,omitzero"` // a rejected or lapsed one that is corrected
	Amount  money.Taka    `json:"amount,omitzero"`
	Channel string        `json:"channel,omitzero"`
	Proof   account.Proof `json:"proof,omitzero"`
	Kept    int64         `json:"kept"`          // Unix seconds
	Told    int64         `json:"told,omitzero"` // when the owners were told of a used transaction id
	Was     []string      `json:"was,omitempty"` // the marks of what its card showed before
}

// deposits is their route.
func deposits() chat.Route {
	return chat.Route{
		Command: "deposit", Help: hDeposit, Menu: mDeposit, Words: "deposit,deposit money,add money,pay in,add balance,balance add,balance nibo,balance lagbe,deposit dibo,deposit korbo," +
			"joma,taka joma,joma dibo,joma debo,joma dite chai,joma korbo,taka joma dibo,taka joma debo,taka joma dite chai,taka joma korbo,taka add korbo,bkash number,bikash number,bkash number den," +
			"জমা,টাকা জমা,জমা দিন,টাকা জমা দিন,জমা দিব,জমা দেব,জমা দিতে চাই,জমা করব,টাকা জমা দিব,টাকা জমা দেব,টাকা জমা দিতে চাই,টাকা জমা করব,ব্যালেন্স নিব,ব্যালেন্স নেব,ব্যালেন্স লাগবে,বিকাশ নম্বর,বিকাশ নাম্বার",
		Beside: isSum,
		Do:     doWith(turn.deposit),
		Tap:    "dep", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.depositTap(a) },
		Flow: flowDeposit, Leaves: true, Keeps: true, OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.depositText() },
		Reads:  func(t *chat.Turn) (bool, error) { return turn{t}.readProof() },
		OnFile: func(t *chat.Turn, _ chat.Session) (bool, error) { return turn{t}.fileProof() },
	}
}

// isSum reports whether a text is a sum that can be paid in. A mobile number is none.
func isSum(typed string) bool {
	sum, ok := chat.ReadTaka(typed)
	return ok && sum > 0 && sum <= account.MostSum
}

// deposit begins one, of the sum that stands behind the command, if one does.
func (t turn) deposit(rest string) error {
	var p paying
	if sum, ok := chat.ReadTaka(rest); ok && sum > 0 {
		p.Amount = sum
	}
	return t.askNext(p)
}

// ownWallet reports whether somebody's orders are paid from their own wallet.
func (t turn) ownWallet() (bool, error) {
	with, err := t.conditions()
	return with.Own, err
}

// channelsOn are the channels on which people can pay now.
func (t turn) channelsOn() ([]account.Channel, error) {
	all, err := t.Tx.Channels()
	return slices.DeleteFunc(all, func(c account.Channel) bool { return !c.On }), err
}

// takes reports whether a channel takes a sum.
func takes(c account.Channel, sum money.Taka) bool {
	return sum >= max(c.Least, account.LeastDeposit) && sum <= account.MostSum && (c.Most == 0 || sum <= c.Most)
}

// askNext asks for what is not known yet, and keeps the rest.
func (t turn) askNext(p paying) error {
	own, err := t.ownWallet()
	if err != nil {
		return err
	}
	if !own {
		return t.Say(tDepositShared)
	}
	on, err := t.channelsOn()
	switch {
	case err != nil:
		return err
	case len(on) == 0:
		return t.Say(tNoChannels)
	}
	fit := slices.DeleteFunc(slices.Clone(on), func(c account.Channel) bool { return !takes(c, p.Amount) })
	at := slices.IndexFunc(fit, func(c account.Channel) bool { return c.ID == p.Channel })
	if at < 0 && len(fit) == 1 {
		at = 0
	}
	if p.Amount != 0 && len(fit) > 0 {
		if p.Channel = ""; at >= 0 {
			p.Channel = fit[at].ID
		}
	}
	var s chat.Screen
	switch {
	case p.Amount == 0:
		p.Step, s = askSum, t.sumScreen(p, on)
	case len(fit) == 0:
		p.Step, s = askSum, t.sumScreen(p, on)
		s.HTML = t.takenSums(p.Amount, on)
	case at < 0:
		p.Step, s = askChannel, t.channelScreen(p, fit)
	case p.Proof.Empty():
		p.Step, s = askProof, t.payScreen(p, fit[at], len(fit))
	default:
		p.Step, s = askWhetherNow, t.readyScreen(p, fit[at], len(fit))
	}
	if p.empty() {
		lines, rows, err := t.waitingDeposits()
		if err != nil {
			return err
		}
		if lines != "" {
			s.HTML = strings.TrimPrefix(lines, "\n") + "\n\n" + s.HTML
			s.Buttons = append(s.Buttons, rows...)
		}
	}
	t.Show(s)
	return t.keepPaying(p)
}

// takenSums says that no channel takes a sum, and which sums they take.
func (t turn) takenSums(sum money.Taka, on []account.Channel) string {
	text := tSumNotTaken.In(t.L, "sum", sum)
	for _, c := range on {
		text += "\n" + t.L.Value(card.ChannelName(c)) + ": " + card.ChannelBounds(t.L, c)
	}
	return text
}

func (t turn) sumScreen(p paying, on []account.Channel) chat.Screen {
	s := chat.Screen{HTML: tAskSum.In(t.L)}
	var row []chat.Button
	for _, n := range usualSums {
		sum := money.WholeTaka(n)
		if !slices.ContainsFunc(on, func(c account.Channel) bool { return takes(c, sum) }) {
			continue
		}
		if row = append(row, chat.Button{Text: t.L.Value(sum), Data: p.data("sum", int64(sum))}); len(row) == 3 {
			s.Buttons, row = append(s.Buttons, row), nil
		}
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	s.Buttons = append(s.Buttons, t.stopRow(p))
	return s
}

func (t turn) channelScreen(p paying, fit []account.Channel) chat.Screen {
	s := chat.Screen{HTML: tAskChannel.In(t.L, "sum", p.Amount)}
	for i, c := range fit {
		if i%2 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, chat.Button{Text: card.ChannelName(c), Data: p.data("ch", c.ID)})
	}
	s.Buttons = append(s.Buttons, []chat.Button{t.otherSum(p)}, t.stopRow(p))
	return s
}

// payScreen says where to pay, and asks for the proof.
func (t turn) payScreen(p paying, c account.Channel, ways int) chat.Screen {
	s := chat.Screen{HTML: tPayBy.In(t.L, "sum", p.Amount, "channel", card.ChannelName(c))}
	if c.Number != "" {
		s.HTML += "\n" + card.NumberOf(c).In(t.L) + ": <code>" + t.L.Value(c.Number) + "</code>"
	}
	if c.Number != "" && c.Provider != "" {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bCopyNumber.Label(t.L, "number", c.Number), Copy: c.Number}})
	}
	if c.Least != 0 || c.Most != 0 {
		s.HTML += "\n(" + card.ChannelBounds(t.L, c) + ")"
	}
	if bonus := c.BonusOf(p.Amount); bonus > 0 {
		s.HTML += "\n" + tPayBonus.In(t.L, "bonus", chat.Full(bonus))
	}
	if line := chat.Text(c.Line).In(t.L); line != "" {
		s.HTML += "\n" + t.L.Value(line)
	}
	ask := tAskProof
	if c.Provider == "" {
		ask = tAskNote
	}
	s.HTML += "\n\n" + ask.In(t.L)
	s.Buttons = append(s.Buttons, t.changes(p, ways), t.stopRow(p))
	return s
}

// readyScreen shows all that will be sent, to be changed or sent.
func (t turn) readyScreen(p paying, c account.Channel, ways int) chat.Screen {
	s := chat.Screen{HTML: tDepositReady.In(t.L, "sum", p.Amount, "channel", card.ChannelName(c)) + "\n" + t.proofLine(p.Proof)}
	if number := c.Elsewhere(p.Proof); number != "" {
		s.HTML += "\n" + tPaidElsewhere.In(t.L, "paid", number, "channel", card.ChannelName(c), "number", c.Number)
	}
	s.HTML += "\n\n" + tDepositSendIt.In(t.L)
	s.Buttons = [][]chat.Button{{{Text: bSendDeposit.In(t.L), Data: p.data("go"), Style: chat.Good}},
		t.changes(p, ways), {{Text: bOtherProof.In(t.L), Data: p.data("proof")}}, t.stopRow(p)}
	return s
}

func (t turn) proofLine(p account.Proof) string {
	switch {
	case p.TransactionID != "":
		return tProofID.In(t.L, "id", p.TransactionID)
	case p.File != "" && p.Text != "":
		return tProofFile.In(t.L) + "\n" + tProofText.In(t.L, "text", clip(p.Text))
	case p.File != "":
		return tProofFile.In(t.L)
	}
	return tProofText.In(t.L, "text", clip(p.Text))
}

func (t turn) otherSum(p paying) chat.Button {
	return chat.Button{Text: bOtherSum.In(t.L), Data: p.data("sum")}
}

func (t turn) changes(p paying, ways int) []chat.Button {
	row := []chat.Button{t.otherSum(p)}
	if ways > 1 {
		row = append(row, chat.Button{Text: bOtherChannel.In(t.L), Data: p.data("ch")})
	}
	return row
}

func (t turn) stopRow(p paying) []chat.Button {
	return []chat.Button{{Text: bCancel.In(t.L), Data: p.data("stop"), Style: chat.Bad}}
}

// depositTap answers the buttons of a deposit. Each is for the deposit on whose card it
// stands, also where another one was begun since.
func (t turn) depositTap(a chat.Args) error {
	switch a.At(0) {
	case "new":
		t.Below = true
		return t.askNext(paying{})
	case "for": // what is missing for an order, whose id stands before it, in whole taka
		t.Below = true
		missing := money.Taka(a.Int(2))
		if missing <= 0 || missing > account.MostSum {
			return t.ShowToast(chat.OldButton)
		}
		return t.askNext(paying{Amount: money.WholeTaka((missing + 99).Whole())})
	case "back":
		return t.takeBack(uint64(a.Int(1)), a.Int(2))
	case "fix":
		return t.correct(uint64(a.Int(1)))
	}
	all, err := t.payings()
	if err != nil {
		return err
	}
	p, now, ok := all.shown(a.At(1))
	if !ok {
		return t.ShowToast(chat.OldButton)
	}
	switch a.At(0) {
	case "sum":
		p.Amount = max(0, min(money.Taka(a.Int(2)), account.MostSum))
		return t.askNext(p)
	case "ch":
		p.Channel = a.At(2) // "": it is asked for again
		return t.askNext(p)
	case "proof":
		p.Proof = account.Proof{}
		return t.askNext(p)
	case "go":
		if !now { // it was changed on a card below
			t.Toast, t.Alert = tCardChanged, true
			return t.askNext(p)
		}
		return t.sendDeposit(p)
	case "stop":
		if err := t.dropPaying(p); err != nil {
			return err
		}
		return t.Say(tDepositDropped)
	}
	return t.ShowToast(chat.OldButton)
}

// correct takes up a deposit that was rejected or has lapsed, with all it had.
func (t turn) correct(id uint64) error {
	d, ok, err := t.Tx.Deposit(id)
	if err != nil {
		return err
	}
	if !ok || d.Member != t.In.From.ID || d.State != account.Rejected && d.State != account.Lapsed {
		return t.ShowToast(chat.OldButton)
	}
	t.Below = true // the reason stays
	return t.askNext(paying{ID: d.ID, Amount: d.Amount, Channel: d.Channel, Proof: d.Proof})
}
