package notice

import (
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// batchEvery is the shortest time between two changes of a batch's card.
const batchEvery = 3 * time.Second

// row reports whether an order is told of by the card of its batch: it is a row of one
// that has not ended.
func (n notices) row(o order.Order) (b order.Batch, yes bool, err error) {
	if o.Batch == 0 {
		return b, false, nil
	}
	b, ok, err := n.tx.Batch(o.Batch)
	return b, ok && b.Runs(), err
}

// Batch changes the card of a batch, not more often than every few seconds, and says in a
// new message that it pauses, that only unclear rows are left, and that it has ended.
func (n notices) Batch(b order.Batch, news order.BatchNews, now time.Time) error {
	m, _, err := n.tx.Member(b.Reseller)
	if err != nil {
		return err
	}
	m.ID = b.Reseller
	v := card.Reads(n.Config, m)
	switch {
	case news == order.BatchEnds:
		return n.batchEnds(v, b)
	case news == order.BatchPauses:
		return n.batchPauses(v, b, now)
	case b.Settles() && !b.Told:
		b.Told = true
		if _, err := n.tx.PutBatch(b); err != nil {
			return err
		}
		if err := n.batchWord(v, b, false); err != nil {
			return err
		}
	}
	if now.Sub(b.Shown).Abs() < batchEvery {
		return n.batchLater(b)
	}
	b.Shown, b.Late = now, false
	if _, err := n.tx.PutBatch(b); err != nil {
		return err
	}
	s := card.Batch(n.Config, v, b)
	return n.tx.Post(chat.Outgoing{Chat: b.Reseller, Card: card.BatchName(b.ID), IfThere: true, Screen: &s})
}

// batchLater has the card changed once the time for it has come.
func (n notices) batchLater(b order.Batch) error {
	if b.Late || b.Works() { // then the next piece of work shows it
		return nil
	}
	b.Late = true
	if _, err := n.tx.PutBatch(b); err != nil {
		return err
	}
	return n.tx.PutTimer(account.Timer{At: b.Shown.Add(batchEvery), Kind: account.TimerBatch, Of: int64(b.ID)})
}

// batchPauses shows the card anew, below, since somebody has to decide.
func (n notices) batchPauses(v card.Viewer, b order.Batch, now time.Time) error {
	s := card.Batch(n.Config, v, b)
	bare := chat.Screen{HTML: s.HTML}
	for _, o := range []chat.Outgoing{
		{Chat: b.Reseller, Card: card.BatchName(b.ID), IfThere: true, Screen: &bare},
		{Chat: b.Reseller, Card: card.BatchName(b.ID), New: true, Screen: &s},
	} {
		if err := n.tx.Post(o); err != nil {
			return err
		}
	}
	b.Shown, b.Late = now, false
	if _, err := n.tx.PutBatch(b); err != nil {
		return err
	}
	return n.tx.PutTimer(account.Timer{At: b.Paused.Add(order.BatchPauseFor), Kind: account.TimerBatch, Of: int64(b.ID)})
}

// batchEnds says how a batch ended, and sends the file with the results where it is long.
func (n notices) batchEnds(v card.Viewer, b order.Batch) error {
	s := card.Batch(n.Config, v, b)
	if err := n.tx.Post(chat.Outgoing{Chat: b.Reseller, Card: card.BatchName(b.ID), IfThere: true, Last: true, Screen: &s}); err != nil {
		return err
	}
	if err := n.tx.DropTimer(account.Timer{Kind: account.TimerBatch, Of: int64(b.ID)}); err != nil {
		return err
	}
	if err := n.batchWord(v, b, true); err != nil || b.Rows <= card.ListedRows {
		return err
	}
	return n.tx.Post(chat.Outgoing{Chat: b.Reseller, Document: card.BatchDocument(v.L, b)})
}

// batchWord sends a word on the whole batch as a new message.
func (n notices) batchWord(v card.Viewer, b order.Batch, final bool) error {
	var lines []string
	if b.Rows <= card.ListedRows {
		rows, err := n.tx.BatchRows(b.ID, 0, card.ListedRows)
		if err != nil {
			return err
		}
		orders := map[order.ID]order.Order{}
		for _, r := range rows {
			o, ok, err := n.tx.Order(r.Order)
			if err != nil {
				return err
			}
			if ok {
				orders[o.ID] = o
			}
		}
		lines = card.BatchLines(v, b, rows, orders)
	}
	s := card.BatchWord(v, b, lines)
	return n.tx.Post(chat.Outgoing{Chat: b.Reseller, Final: final, Note: card.BatchNote(n.Config, v.L, b), Screen: &s})
}

// settledRow tells what is told of a single row of a batch: the card that somebody opened
// of it, and the owners.
func (n notices) settledRow(o order.Order, v card.Viewer) error {
	if n.tx.Bound(o.Reseller, card.Name(o.ID)) == 0 {
		return nil
	}
	line := card.Line(v.L, o)
	return n.tx.Post(chat.Outgoing{Chat: o.Reseller, Card: card.Name(o.ID), Last: true, IfThere: true, Screen: &line})
}
