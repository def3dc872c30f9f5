package shop

import (
	"time"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// A receipt is a plain message about an order that is done, to be forwarded to the
// customer. It has no word of price, commission or balances.

const (
	flowReceipt  = "receipt" // of a session that waits for what the customer paid, or for the shop's name
	receiptWaits = 10 * time.Minute
	longestShop  = 40
)

// receipts is their route.
func receipts() chat.Route {
	return chat.Route{
		Command: "shop", Words: "shop name,dokaner nam,দোকানের নাম", Do: doWith(turn.nameShop),
		Tap:   "rc",
		OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.receiptTap(a.At(0), a.ID(1)) },
		Flow:  flowReceipt, Leaves: true,
		OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.receiptText() },
		OnDone: func(_ *chat.Config, l chat.Language, o order.Order) []chat.Button {
			return []chat.Button{receiptButton(l, o)}
		},
		OnOrder: func(t *chat.Turn, o order.Order) ([]chat.Button, error) {
			if o.State != order.Done || o.Reseller != t.In.From.ID {
				return nil, nil
			}
			return []chat.Button{receiptButton(t.L, o)}, nil
		},
	}
}

func receiptButton(l chat.Language, o order.Order) chat.Button {
	return chat.Button{Text: bReceipt.In(l), Data: chat.Data("rc", "give", o.ID)}
}

// asked is what a session keeps while a receipt waits for a text.
type asked struct {
	Order order.ID `json:"order"`
	Shop  bool     `json:"shop,omitzero"` // the shop's name is asked for, else what was paid
	Asked int64    `json:"asked"`         // Unix seconds
}

// receiptTap answers the buttons: the receipt ("give"), with what was paid ("paid"), with
// the shop's name ("shop").
func (t turn) receiptTap(action string, id order.ID) error {
	o, err := t.receiptOrder(id)
	if err != nil {
		return err
	}
	if o.ID == "" {
		return t.ShowToast(chat.OldButton)
	}
	t.Below = true
	ask := asked{Order: o.ID, Asked: t.In.At.Unix()}
	switch action {
	case "give":
		return t.giveReceipt(o, "")
	case "paid":
		if err := t.WaitFor(flowReceipt, ask); err != nil {
			return err
		}
		return t.Say(tAskPaid)
	case "shop":
		ask.Shop = true
		if err := t.WaitFor(flowReceipt, ask); err != nil {
			return err
		}
		return t.Say(tAskShop)
	}
	return t.ShowToast(chat.OldButton)
}

// receiptOrder gives an order of the member's for which there may be a receipt; the zero
// Order where it is none.
func (t turn) receiptOrder(id order.ID) (order.Order, error) {
	o, ok, err := t.Tx.Order(id)
	if err != nil || !ok || o.Reseller != t.In.From.ID || o.State != order.Done {
		return order.Order{}, err
	}
	return o, nil
}

// giveReceipt sends the receipt and remembers that it was given. paid is a line of it.
func (t turn) giveReceipt(o order.Order, paid string) error {
	if c, _, err := t.Tx.Complaint(o.ID); err != nil {
		return err
	} else if c.Result == order.ResultRefunded {
		t.Alert = true
		return t.ShowToast(tReceiptRefunded)
	}
	o.Receipt = t.In.At
	if err := t.Tx.PutOrder(o); err != nil {
		return err
	}
	head := tReceipt.In(t.L)
	if t.Member.Shop != "" {
		head = tReceiptOf.In(t.L, "shop", t.Member.Shop)
	}
	s := chat.Screen{HTML: head + "\n" + tReceiptWhat.In(t.L, "number", o.Number, "operator", o.Operator, "connection", card.Connection(o.Connection),
		"amount", o.Amount, "time", t.Moment(t.L, o.Settled))}
	if pack := card.PackOf(t.L, o); pack != "" {
		s.HTML += "\n" + pack
	}
	if id := card.TransactionID(o); id != "" {
		s.HTML += "\n" + tReceiptTransaction.In(t.L, "id", id)
	}
	s.HTML += "\n" + tReceiptOrder.In(t.L, "id", o.ID) + paid
	row := []chat.Button{{Text: bPaid.In(t.L), Data: chat.Data("rc", "paid", o.ID)}}
	if t.Member.Shop == "" {
		row = append(row, chat.Button{Text: bShop.In(t.L), Data: chat.Data("rc", "shop", o.ID)})
	}
	s.Buttons = [][]chat.Button{row}
	t.Send(s)
	return nil
}

// receiptText takes what was asked for. A command, or what reads as an order, is answered
// as that.
func (t turn) receiptText() error {
	var a asked
	if err := t.Waiting(flowReceipt, &a); err != nil {
		return err
	}
	command, rest := t.Routes.Plain(t.In.Text, t.Owner)
	if command == "cancel" {
		return t.cancel(rest)
	}
	p, _ := parse(t.In.Text)
	_, sale, err := t.saleTyped()
	if err != nil {
		return err
	}
	o, err := t.receiptOrder(a.Order)
	if err != nil {
		return err
	}
	if command != "" || p.Number != "" || sale || !t.Fresh(a.Asked, receiptWaits) || o.ID == "" && a.Order != "" {
		return t.PassOn(flowReceipt, nil)
	}
	if a.Shop {
		return t.shopNamed(t.In.Text, o)
	}
	sum, ok := chat.ReadTaka(t.In.Text)
	if !ok || sum <= 0 {
		return t.Say(tAskPaid)
	}
	if err := t.StopWaiting(flowReceipt); err != nil {
		return err
	}
	return t.giveReceipt(o, "\n"+tReceiptPaid.In(t.L, "paid", sum))
}

// nameShop answers /shop: it keeps the name that stands on receipts, or asks for it.
func (t turn) nameShop(name string) error {
	if name != "" {
		return t.shopNamed(name, order.Order{})
	}
	if err := t.WaitFor(flowReceipt, asked{Shop: true, Asked: t.In.At.Unix()}); err != nil {
		return err
	}
	return t.Say(tAskShop)
}

// shopNamed keeps the shop's name, and gives the receipt that waited for it.
func (t turn) shopNamed(typed string, o order.Order) error {
	t.Member.Shop = text.Clean(typed, longestShop)
	if t.Member.Shop == "" {
		return t.Say(tAskShop)
	}
	if err := t.Tx.PutMember(t.Member); err != nil {
		return err
	}
	if err := t.StopWaiting(flowReceipt); err != nil {
		return err
	}
	if o.ID != "" {
		return t.giveReceipt(o, "")
	}
	return t.Say(tShopNamed, "shop", t.Member.Shop)
}
