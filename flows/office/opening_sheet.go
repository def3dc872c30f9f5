package office

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rechargebot/flows/chat"
	"rechargebot/flows/text"
)

// Which column of a sheet of opening balances is which only its heads say: a limit, or a
// debt without a minus, must not be booked as money that was paid ahead.

const (
	idTitle      = "Telegram id"
	balanceTitle = "Balance (minus: they owe)"
	// mostAbove is within how many rows the heads stand.
	mostAbove = 10
)

var (
	idHeads = text.WordSet("telegram id,tg id,টেলিগ্রাম আইডি")
	// balanceWords begin the head of a balance; sidelong may stand there too, and say nothing.
	balanceWords = text.WordSet("balance,balances,ব্যালেন্স,ব্যালান্স")
	sidelong     = text.WordSet("taka,tk,bdt,in,opening,current,টাকা,টাকায়,শুরুর,বর্তমান")
	// What a minus means may be said in these words behind one of minusWords.
	minusWords = text.WordSet("minus,মাইনাস")
	oweWords   = text.WordSet("they,he,it,owe,owes,owed,you,me,us,to,if,is,when,means,due,dues,debt,baki,বাকি,পাওনা,হলে,মানে,আমার,আপনার,আমাদের")

	// debtWords stand in heads of tables of balances and debts, saleWords in those of recharges.
	debtWords = text.WordSet("balance,balances,due,dues,baki,debt,debts,owe,owes,owed,outstanding,wallet,credit,debit,ব্যালেন্স,ব্যালান্স,বাকি,বকেয়া,পাওনা,দেনা")
	saleWords = text.WordSet("amount,amounts,amt,taka,tk,bdt,recharge,load,flexi,flexiload,topup,টাকা,অঙ্ক,পরিমাণ,রিচার্জ,লোড,ফ্লেক্সি,ফ্লেক্সিলোড")
)

// wordsOf parts a head into its words, as text.Fold writes them.
func wordsOf(head string) (words []string) {
	for _, w := range strings.FieldsFunc(head, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Cf) }) {
		words = append(words, text.Fold(w))
	}
	return words
}

// isBalance reports whether a head is that of our sheet, cut or changed a little.
func isBalance(head string) bool {
	folded := text.Fold(head)
	if len(folded) >= len("balance") && strings.HasPrefix(text.Fold(balanceTitle), folded) {
		return true
	}
	words := slices.DeleteFunc(wordsOf(head), func(w string) bool { return sidelong[w] })
	if len(words) == 0 || !balanceWords[words[0]] {
		return false
	}
	words = words[1:]
	return len(words) == 0 || minusWords[words[0]] && !slices.ContainsFunc(words[1:], func(w string) bool { return !oweWords[w] })
}

// openingSheet says where in a sheet of opening balances what stands.
type openingSheet struct {
	from    int // the first row below the heads
	id, sum int
	width   int // how many heads there are
}

// openingHeads finds the heads of a sheet: the first row that has the head of our ids. ours says
// that there is one, or that the first row is of a table of balances; ok that each column is
// there once.
func openingHeads(rows [][]string) (at openingSheet, ours, ok bool) {
	first := true
	for i, heads := range rows[:min(len(rows), mostAbove)] {
		if filledCells(heads) < 2 { // blank, a title, or the separator for Excel
			continue
		}
		at = openingSheet{from: i + 1, width: len(heads)}
		ids, sums := 0, 0
		for place, head := range heads {
			if idHeads[text.Fold(head)] {
				at.id, ids = place, ids+1
			}
			if isBalance(head) {
				at.sum, sums = place, sums+1
			}
		}
		if ids > 0 {
			return at, true, ids == 1 && sums == 1
		}
		ours, first = ours || first && ofDebts(heads), false
	}
	return at, ours, false
}

func filledCells(row []string) (n int) {
	for i := range row {
		if cell(row, i) != "" {
			n++
		}
	}
	return n
}

// ofDebts reports whether heads are those of a table of balances or debts: one names them, and
// none a recharge.
func ofDebts(heads []string) (debts bool) {
	for _, head := range heads {
		words := wordsOf(head)
		has := func(set map[string]bool) bool {
			return slices.ContainsFunc(words, func(w string) bool { return set[w] })
		}
		switch {
		case strings.ContainsAny(text.LatinDigits(head), "0123456789"): // a row of a list
			return false
		case has(debtWords):
			debts = true
		case has(saleWords):
			return false
		}
	}
	return debts
}

// cell gives what stands in a column of a row; "" where the row is shorter.
func cell(row []string, column int) string {
	if column >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[column])
}

// restOfSum is what stands in the cell behind a balance that was parted there, since the file
// has commas between its cells too: 1,240.50.
var restOfSum = regexp.MustCompile(`^[0-9]{2,3}(?:\.[0-9]+)?$`)

// fault says what is wrong with the cells of a row: with more of them than heads, what stands
// below the head of the balance may be another cell's. A remark behind the last one may stand.
func (at openingSheet) fault(row []string) (why chat.Text) {
	if len(row) <= at.width {
		return why
	}
	_, sum := signedSum(cell(row, at.sum))
	_, another := signedSum(cell(row, at.width))
	if at.sum != at.width-1 || !sum || another || restOfSum.MatchString(text.LatinDigits(cell(row, at.width))) {
		return tOpeningCells
	}
	return why
}
