package shop

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// mostLines is how many lines of one message are read as a list.
const mostLines = 200

// mostWritten is how much of a row is kept as it was written.
const mostWritten = 40

// readLines reads a message of several lines, each a recharge. It is no list where it has
// one number only, or no line that is an order by itself: an SMS, a contact.
func readLines(message string) (rows []order.BatchRow, list bool) {
	numbers, orders := map[order.Number]bool{}, 0
	for i, line := range strings.Split(message, "\n") {
		if !hasDigit(text.LatinDigits(line)) {
			continue // a heading, or nothing
		}
		r := readLine(i+1, line)
		if r.Number != "" {
			numbers[r.Number] = true
		}
		if r.Number != "" && r.Amount != 0 {
			orders++
		}
		rows = append(rows, r)
	}
	return rows, len(rows) >= 2 && orders >= 1 && (orders >= 2 || len(numbers) >= 2)
}

// readLine reads a typed line of a list.
func readLine(n int, line string) order.BatchRow {
	p, w := parse(line)
	r := order.BatchRow{Line: n, Note: text.Clean(p.unread, 60), Recharge: order.Recharge{
		Number: p.number, Operator: p.operator, Connection: p.connection, Amount: p.amount}}
	switch {
	case w != nil:
		r.Out = outOfWrong(w)
	case p.complaint || p.asks:
		r.Out = order.OutQuestion
	case p.service:
		r.Out = order.OutService
	}
	return finished(r, line)
}

// outOfWrong is why a line cannot be read.
func outOfWrong(w *wrong) order.RowOut {
	switch w.text {
	case tBadNumber, tBadPrefix, tNoNumber:
		return order.OutNumber
	case tBadAmount, tTwoAmounts, tMinus:
		return order.OutAmount
	case tNotWhole:
		return order.OutWhole
	case tTwoOperators:
		return order.OutOperator
	case tTwoConnections:
		return order.OutConnection
	}
	return order.OutUnread
}

// finished fills in what a row does not say, and names what it lacks. written is how it
// stands in what was sent.
func finished(r order.BatchRow, written string) order.BatchRow {
	if r.Connection == 0 {
		r.Connection = order.Prepaid
	}
	if r.Operator == "" {
		r.Operator = order.Suggest(r.Number)
	}
	switch {
	case r.Out != "":
	case r.Number == "":
		r.Out = order.OutNumber
	case r.Amount == 0:
		r.Out = order.OutAmount
	case r.Operator == "":
		r.Out = order.OutOperator
	}
	if r.Out != "" || repaired(r.Number, written) {
		r.Written = text.Clean(written, mostWritten)
	}
	return r
}

// repaired reports whether a number was not written as it is: without its zero, with the
// country's code, in Bangla digits.
func repaired(n order.Number, written string) bool {
	if n == "" {
		return false
	}
	bare := strings.NewReplacer(" ", "", "-", "", "\t", "").Replace(written)
	i := strings.Index(bare, string(n))
	return i < 0 || i > 0 && strings.ContainsRune(digits, rune(bare[i-1]))
}

// unreadable reports whether a row is out for what is written in it, whatever else may
// change.
func unreadable(r order.BatchRow) bool {
	switch r.Out {
	case order.OutNumber, order.OutAmount, order.OutWhole, order.OutOperator, order.OutConnection,
		order.OutService, order.OutQuestion, order.OutUnread:
		return true
	}
	return false
}

// column is what stands in a column of a table.
type column int

const (
	columnNumber column = iota
	columnAmount
	columnOperator
	columnType
	columnNote
	columns
)

// columnWords are the titles of the columns in both languages.
var columnWords = map[column]string{
	columnNumber:   "number,mobile,mobile number,mobile no,phone,phone number,msisdn,নম্বর,নাম্বার,মোবাইল,মোবাইল নম্বর,ফোন,ফোন নম্বর",
	columnAmount:   "amount,taka,tk,bdt,টাকা,অঙ্ক,টাকার অঙ্ক,পরিমাণ,এমাউন্ট",
	columnOperator: "operator,sim,অপারেটর,সিম",
	columnType:     "type,connection,prepaid postpaid,ধরন,টাইপ,সংযোগ",
	columnNote:     "note,name,customer,remarks,নোট,নাম,কাস্টমার,মন্তব্য",
}

var columnTitles = func() map[string]column {
	titles := map[string]column{}
	for c, words := range columnWords {
		for word := range strings.SplitSeq(words, ",") {
			titles[text.Fold(word)] = c
		}
	}
	return titles
}()

// layout says in which place of a row each column stands; -1 for nowhere.
type layout [columns]int

// headed reads a row of titles; false where it is none.
func headed(cells []string) (l layout, ok bool) {
	l = layout{-1, -1, -1, -1, -1}
	for i, cell := range cells {
		if c, known := columnTitles[text.Fold(cell)]; known && l[c] < 0 {
			l[c] = i
		}
	}
	return l, l[columnNumber] >= 0 && l[columnAmount] >= 0
}

// readTable reads the rows of a spreadsheet: number, amount, operator, type, note, in
// this order or as the first row says.
func readTable(table [][]string) (rows []order.BatchRow) {
	at, begun := layout{0, 1, 2, 3, 4}, false
	for i, cells := range table {
		if !slices.ContainsFunc(cells, func(c string) bool { return c != "" }) {
			continue
		}
		if !begun {
			begun = true
			if l, ok := headed(cells); ok {
				at = l
				continue
			}
		}
		rows = append(rows, readCells(i+1, cells, at))
	}
	return rows
}

// readCells reads a row of a table. A row of one cell is read as a typed line.
func readCells(n int, cells []string, at layout) order.BatchRow {
	if len(cells) == 1 {
		return readLine(n, cells[0])
	}
	cell := func(c column) string {
		if i := at[c]; i >= 0 && i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	number, amount := cell(columnNumber), cell(columnAmount)
	if _, err := order.ParseNumber(number); err != nil {
		if _, err := order.ParseNumber(amount); err == nil { // the other way round
			number, amount = amount, number
		}
	}
	r := order.BatchRow{Line: n, Note: text.Clean(cell(columnNote), 60)}
	var err error
	if r.Number, err = order.ParseNumber(number); err != nil {
		r.Out = order.OutNumber
	} else if w := readSum(&r.Recharge, amount); w != nil {
		r.Out = outOfWrong(w)
	}
	known := true
	if word := cell(columnOperator); word != "" {
		if r.Operator, known = order.ParseOperator(word); !known && r.Out == "" {
			r.Out = order.OutOperator
		}
	}
	if word := cell(columnType); word != "" {
		if r.Connection, known = order.ParseConnection(word); !known && r.Out == "" {
			r.Out = order.OutConnection
		}
	}
	if r = finished(r, number); r.Out != "" {
		r.Written = text.Clean(strings.Join(cells, " "), mostWritten)
	}
	return r
}

// readSum reads the amount in a cell.
func readSum(into *order.Recharge, cell string) *wrong {
	if cell == "" {
		return nil
	}
	f, ok := figureOf(strings.ReplaceAll(tidy(cell), " ", ""))
	if !ok {
		return refuse(tBadAmount)
	}
	var r reader
	w := r.readAmount(f)
	if r.amount > money.WholeTaka(1_000_000) {
		return refuse(tBadAmount)
	}
	into.Amount = r.amount
	return w
}

// printOf is the same for lists with the same rows, in whatever order.
func printOf(rows []order.BatchRow) string {
	var lines []string
	for _, r := range rows {
		if !unreadable(r) {
			lines = append(lines, chat.Data(string(r.Number), int64(r.Amount), r.Operator, int(r.Connection)))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:12])
}
