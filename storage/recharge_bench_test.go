package storage

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// BenchmarkRecharge is what the store does for one recharge, from the line that
// was typed to the final word that Telegram took, without waiting for the disk:
// ten reading and eleven writing transactions. What it costs is CPU.
func BenchmarkRecharge(b *testing.B) {
	s, err := Open(filepath.Join(b.TempDir(), "bot.db"), Options{noSync: true, Prompt: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const chats = 50
	for chatID := range int64(chats) {
		if err := s.Update(func(tx chat.Tx) error {
			return tx.PutMember(chat.Member{ID: chatID + 1, Name: "Rahim", Username: "rahim_store", Language: "bn", Allowed: true, Added: noon, Active: noon, Menu: "reseller bn 2"})
		}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if err := recharge(s, int64(i%chats+1), i, noon.Add(time.Duration(i)*time.Second)); err != nil {
			b.Fatal(err)
		}
	}
}

func recharge(s *Store, chatID int64, i int, at time.Time) error {
	number := order.Number("01712345678")
	if i%2 == 1 {
		number = "01812345678"
	}
	begun := func(tx chat.Tx, update int64) (chat.Session, error) {
		_, err := tx.Seen(update)
		_, _, err2 := tx.Member(chatID)
		session, err3 := tx.Session(chatID)
		return session, errors.Join(err, err2, err3)
	}
	sent := func(message int) error {
		h, ok, err := s.Head(chatID)
		if err != nil || !ok {
			return errors.Join(err, errors.New("nothing waits"))
		}
		return s.Sent(h.Outgoing, message, h.Skipped)
	}
	card := func(id order.ID, text string) chat.Outgoing {
		o := benchOutgoing(chatID)
		o.Card = "order " + string(id)
		o.Screen.HTML += text
		return o
	}
	var id order.ID
	err := s.Update(func(tx chat.Tx) (err error) {
		if _, err := begun(tx, int64(2*i)); err != nil {
			return err
		}
		if id, err = tx.NextID(at); err != nil {
			return err
		}
		if _, err := tx.OrdersTo(number, 5); err != nil {
			return err
		}
		o := card(id, "right?")
		o.New = true
		return errors.Join(tx.PutSession(chatID, benchSession(id)), tx.Post(o))
	})
	if err := errors.Join(err, sent(i+1)); err != nil {
		return err
	}
	err = s.Update(func(tx chat.Tx) error {
		session, err := begun(tx, int64(2*i+1))
		if err != nil {
			return err
		}
		var kept struct {
			Draft struct {
				ID order.ID `json:"id"`
			} `json:"draft"`
		}
		if err := session.Load("recharge", &kept); err != nil {
			return err
		}
		o := placed(kept.Draft.ID, chatID, at)
		o.Number = number
		with, err := account.Ledger{Tx: tx}.Conditions(chatID)
		if err != nil {
			return err
		}
		o.Price = with.Price(string(o.Operator), o.Amount)
		if _, _, err := order.Place(order.Unit{Tx: tx, Books: account.Ledger{Tx: tx, Location: time.UTC}}, o, order.Placing{With: &with}, at); err != nil {
			return err
		}
		return errors.Join(tx.PutSession(chatID, chat.Session{}), tx.Post(card(id, "taken")))
	})
	if err := errors.Join(err, sent(i+1)); err != nil {
		return err
	}
	due := func(q order.Queue) error {
		return s.View(func(tx chat.Tx) error {
			ids, err := tx.Due(q, at.Add(time.Minute), true, 33)
			if err == nil && len(ids) == 0 {
				err = errors.New("nothing is due")
			}
			return err
		})
	}
	if err := due(order.ToSend); err != nil {
		return err
	}
	step := func(change func(o *order.Order), more func(tx chat.Tx) error) error {
		return s.Update(func(tx chat.Tx) error {
			o, _, err := tx.Order(id)
			if err != nil {
				return err
			}
			change(&o)
			return errors.Join(tx.PutOrder(o), more(tx))
		})
	}
	none := func(chat.Tx) error { return nil }
	if err := step(func(o *order.Order) { o.State, o.Sent, o.Next = order.Sending, at, time.Time{} }, none); err != nil {
		return err
	}
	if err := step(func(o *order.Order) { o.State, o.CardPending, o.Next = order.Accepted, true, at.Add(3*time.Second) }, none); err != nil {
		return err
	}
	if err := due(order.ToCheck); err != nil {
		return err
	}
	balance := money.WholeTaka(int64(100_000 - i))
	err = s.Update(func(tx chat.Tx) error {
		o, _, err := tx.Order(id)
		if err != nil {
			return err
		}
		o.TransactionID, o.BalanceLeft = "BD26K4ROBI1", &balance
		unit := order.Unit{Tx: tx, Tell: quiet{}, Books: account.Ledger{Tx: tx, Location: time.UTC}}
		if err := order.Settle(unit, &o, order.Done, order.CauseNone, at); err != nil {
			return err
		}
		p, err := tx.PanelState(order.MainPanel)
		if err != nil {
			return err
		}
		p.Balance, p.BalanceAt = &balance, at
		_, _, err = tx.Member(chatID)
		last, word := card(id, "done"), benchOutgoing(chatID)
		last.Last = true
		word.Card, word.Final = "", true
		return errors.Join(err, tx.PutPanelState(order.MainPanel, p), tx.Post(last), tx.Post(word))
	})
	return errors.Join(err, sent(i+1), sent(i+2))
}
