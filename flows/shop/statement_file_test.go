package shop

import (
	"bytes"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// long is a member with very many payouts of one taka, of which nothing was paid in.
type long struct {
	chat.Tx
	entries uint64
}

func (l long) entry(seq uint64) account.Entry {
	sum := money.Taka(-100)
	return account.Entry{Seq: seq, At: time.Date(2026, 1, 1, 0, 0, int(seq), 0, time.UTC), Kind: account.Payout,
		Lines: []account.Line{{Member: 2001, Name: account.Wallet, Amount: sum}}, After: []account.After{{Member: 2001, Wallet: sum * money.Taka(seq)}}}
}

func (l long) Statement(_ int64, _, _ time.Time, before uint64, limit int) (all []account.Entry, err error) {
	if before == 0 {
		before = l.entries + 1
	}
	for seq := before - 1; seq > 0 && len(all) < limit; seq-- {
		all = append(all, l.entry(seq))
	}
	return all, nil
}

func (l long) Standing(member int64, at time.Time) (account.Balance, error) {
	b := account.Balance{Member: member}
	if at.After(l.entry(l.entries).At) {
		b.Wallet = money.Taka(-100) * money.Taka(l.entries)
	}
	return b, nil
}

func (l long) Code(int64, uint64) (string, error) { return "code", nil }

// TestALongStatement: where a spreadsheet does not have all lines of its days, those that it
// has lead from its first balance to its last.
func TestALongStatement(t *testing.T) {
	for _, entries := range []uint64{3, statementMost + 7} {
		data, err := makeStatement(&chat.Config{Location: time.UTC}, long{entries: entries}, []string{"2001", "2026010120261231", "en"})
		if err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := file.GetRows("statement")
		if err != nil {
			t.Fatal(err)
		}
		read := func(row, column int) money.Taka {
			sum, err := money.ParseTaka(rows[row][column])
			if err != nil {
				t.Fatal(err)
			}
			return sum
		}
		sum := read(1, 3)
		for i := 2; i < len(rows)-1; i++ {
			sum += read(i, 2)
		}
		if closing := read(len(rows)-1, 3); sum != closing {
			t.Errorf("of %d entries: the lines lead to %v, not to %v", entries, sum, closing)
		}
	}
}
