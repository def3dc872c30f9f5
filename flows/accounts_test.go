package flows_test

import (
	"errors"
	"fmt"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// allEntries books for somebody on their own wallet what can be booked besides orders.
func allEntries(tx chat.Tx, id int64, now time.Time) error {
	books, owner := account.Ledger{Tx: tx, Location: dhaka}, people["admin"].ID
	if err := tx.PutChannel(account.Channel{ID: "nagad", Name: "Nagad", Bonus: 150, On: true}); err != nil {
		return err
	}
	_, paid := books.Deposit(id, money.WholeTaka(500), "nagad", "TRX1234", owner, now)
	_, adjusted := books.Adjust(id, -1050, "counted twice", "n1", owner, now)
	_, out := books.Pay(id, money.WholeTaka(100), "nagad", "he closes", "n2", owner, now)
	_, to := books.Move(id, people["other"].ID, money.WholeTaka(40), "for the shop", "n3", owner, now)
	_, back := books.Move(people["other"].ID, id, money.WholeTaka(15), "for the shop", "n4", owner, now)
	for i := range 4 {
		if _, err := books.Adjust(id, money.Taka(100+i), "found in the drawer", fmt.Sprint("n5", i), owner, now); err != nil {
			return err
		}
	}
	return errors.Join(paid, adjusted, out, to, back)
}

// debtors are n members who owe something.
func debtors(tx chat.Tx, n int64, now time.Time) error {
	for i := range n {
		if err := tx.PutMember(chat.Member{ID: 5001 + i, Name: fmt.Sprintf("Shop %02d", i+1), Allowed: true}); err != nil {
			return err
		}
		if err := ownWallet(tx, 5001+i, fmt.Sprintf("-%d", 100+i), now.Add(time.Duration(i)*time.Minute)); err != nil {
			return err
		}
	}
	return nil
}
