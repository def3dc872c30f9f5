package shop

import (
	"slices"
	"strings"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// A table of recharges has a row for each. Which column is which its heads say; where they
// do not, what stands in the columns does.

// column is what stands in a column of a table.
type column int

const (
	columnNumber column = iota
	columnAmount
	columnOperator
	columnType
	columns
	columnNote   column = -1 // any number of columns, as all are that nobody knows
	columnOther  column = -2 // a note, too: numbers that are neither the customer's nor an amount
	columnSerial column = -3 // the rows' own numbers, which are nothing to the order
)

// columnWords are the heads of columns in both languages.
var columnWords = map[column]map[string]bool{
	columnNumber:   wordSet("number,mobile,phone,cell,msisdn,contact,mobile no,phone no,cell no,sim no,contact no,নম্বর,নাম্বার,নং,মোবাইল,ফোন"),
	columnAmount:   wordSet("amount,amounts,amt,taka,tk,bdt,৳,টাকা,টাকার,অঙ্ক,পরিমাণ,পরিমান,এমাউন্ট,অ্যামাউন্ট"),
	columnOperator: wordSet("operator,operators,sim,network,অপারেটর,সিম"),
	columnType:     wordSet("type,connection,prepaid postpaid,prepaid/postpaid,ধরন,ধরণ,টাইপ,সংযোগ"),
	columnNote:     wordSet("note,notes,name,customer,remark,remarks,নোট,নাম,কাস্টমার,গ্রাহক,মন্তব্য"),
	columnOther:    wordSet("id,roll,nid,order,invoice,bill,account,date,time,alternative,রোল,আইডি,হিসাব,একাউন্ট,তারিখ"),
	columnSerial:   wordSet("serial,sl,sn,si,s/n,sr,#,no,row,line,ক্রমিক,ক্রম,সিরিয়াল,লাইন"),
}

// headOf says what a head stands over. Of several words in it the one counts that stands
// first here: "Operator name", "Mobile recharge amount", "Serial no", "Customer's mobile".
func headOf(head string) (column, bool) {
	head = strings.ToLower(tidy(head))
	for c, words := range columnWords {
		if words[text.Fold(head)] {
			return c, true
		}
	}
	words := strings.FieldsFunc(head, func(r rune) bool { return strings.ContainsRune(" \t\n()[]:,;/_-.'’", r) })
	for _, c := range []column{columnOperator, columnType, columnAmount, columnSerial, columnOther, columnNumber, columnNote} {
		if slices.ContainsFunc(words, func(w string) bool { return w != "sim" && w != "no" && columnWords[c][text.Fold(w)] }) {
			return c, true
		}
	}
	return 0, false
}

// layout says in which place of a row each column stands, -1 for nowhere, and which are
// the notes.
type layout struct {
	at    [columns]int
	notes []int
	// several says that there are several columns of amounts and nothing tells them apart.
	several bool
}

// known reports whether a place has its column.
func (l layout) known(place int) bool {
	return slices.Contains(l.at[:], place) || slices.Contains(l.notes, place)
}

// headed reads a row of heads; false where it is none. serial are the places of the rows'
// own numbers.
func headed(cells []string) (l layout, serial []int, ok bool) {
	l = layout{at: [columns]int{-1, -1, -1, -1}}
	digits := false
	for i, cell := range cells {
		digits = digits || hasDigit(text.LatinDigits(cell))
		switch c, known := headOf(cell); {
		case !known:
		case c == columnSerial:
			serial = append(serial, i)
		case c == columnNote, c == columnOther:
			l.notes = append(l.notes, i)
		case l.at[c] < 0:
			l.at[c] = i
		case c == columnAmount:
			l.several = true
		}
	}
	number, amount := l.at[columnNumber] >= 0, l.at[columnAmount] >= 0
	return l, serial, number && amount || (number || amount) && !digits
}

// mostHeading is within how many rows the heads stand.
const mostHeading = 10

// layoutOf finds the columns of a table, and the row at which it begins, below its heads.
func layoutOf(table [][]string) (l layout, from int) {
	l = layout{at: [columns]int{-1, -1, -1, -1}}
	var serial []int
	for i, cells := range table[:min(len(table), mostHeading)] {
		if slices.ContainsFunc(cells, isNumber) {
			break
		}
		if at, others, ok := headed(cells); ok && filled(cells) > 1 {
			l, serial, from = at, others, i+1
			break
		}
	}
	l.complete(table[from:], serial)
	return l, from
}

func filled(cells []string) (n int) {
	for _, c := range cells {
		if c != "" {
			n++
		}
	}
	return n
}

func isNumber(cell string) bool {
	_, err := order.ParseNumber(cell)
	return err == nil
}

func isAmount(cell string) bool {
	const longest = 40 // bytes of "১,০০,০০০ টাকা"
	var r order.Recharge
	return len(cell) <= longest && readSum(&r, cell) == nil && r.Amount > 0
}

// mostSampled is how many rows are looked at to tell the columns.
const mostSampled = 100

// content is what stands in the columns of a table that no head names, to be counted.
type content struct {
	*layout
	rows   [][]string
	serial []int
	width  int
}

// count gives by place how many cells of the columns that are not known yet fit.
func (c content) count(fits func(string) bool) []int {
	found := make([]int, c.width)
	for _, cells := range c.rows {
		for i, cell := range cells {
			if cell != "" && c.free(i) && fits(cell) {
				found[i]++
			}
		}
	}
	return found
}

// free reports whether it is not known what stands in a place.
func (c content) free(place int) bool { return !c.known(place) && !slices.Contains(c.serial, place) }

// take makes the place of which most was found the column's, if it has none yet.
func (c content) take(of column, found []int) {
	most := slices.Max(append(found, 1))
	if place := slices.Index(found, most); c.at[of] < 0 && place >= 0 {
		c.at[of] = place
	}
}

// takeWord does so for a column of words, in a place where most of what stands there is
// one of them.
func (c content) takeWord(of column, fits func(string) bool) {
	found, all := c.count(fits), c.count(func(string) bool { return true })
	for i := range found {
		if found[i]*2 <= all[i] {
			found[i] = 0
		}
	}
	c.take(of, found)
}

// complete finds the columns that no head names by what stands in them. All others are
// notes.
func (l *layout) complete(rows [][]string, serial []int) {
	c := content{layout: l, rows: rows[:min(len(rows), mostSampled)], serial: serial}
	for _, cells := range c.rows {
		c.width = max(c.width, len(cells))
	}
	c.take(columnNumber, c.count(isNumber))
	if l.at[columnAmount] < 0 {
		l.findAmount(c.rows, c.count(isAmount), c.count(func(s string) bool { return hasDigit(text.LatinDigits(s)) }))
	}
	c.takeWord(columnOperator, func(s string) bool { _, ok := order.ParseOperator(s); return ok })
	c.takeWord(columnType, func(s string) bool { _, ok := order.ParseConnection(s); return ok })
	for i := range c.width {
		if c.free(i) {
			l.notes = append(l.notes, i)
		}
	}
	slices.Sort(l.notes)
}

// findAmount finds the column of amounts, of which found has how many in each place, and
// some where there is any digit. Where the number stands first, the amount stands behind
// it. The rows' own numbers are no amounts.
func (l *layout) findAmount(rows [][]string, found, some []int) {
	place := func(i int) bool { return found[i] > 0 && found[i]*2 > slices.Max(found) }
	if l.at[columnNumber] == 0 && len(found) > 1 && place(1) {
		l.at[columnAmount] = 1
		return
	}
	var places []int
	for i := range found {
		if place(i) {
			places = append(places, i)
		}
	}
	if len(places) > 1 {
		places = slices.DeleteFunc(places, func(i int) bool { return counts(rows, i) })
	}
	switch {
	case len(places) > 1:
		l.several = true
	case len(places) == 1:
		l.at[columnAmount] = places[0]
	default: // none that is right: name what is wrong with it
		l.at[columnAmount] = slices.IndexFunc(some, func(n int) bool { return n > 0 })
	}
}

// counts reports whether a column counts the rows: 1, 2, 3.
func counts(rows [][]string, place int) bool {
	n := int64(0)
	for _, cells := range rows {
		if place >= len(cells) || cells[place] == "" {
			continue
		}
		var r order.Recharge
		if readSum(&r, cells[place]) != nil || r.Amount != money.WholeTaka(n+1) {
			return false
		}
		n++
	}
	return n > 1
}

// readTable reads the rows of a spreadsheet. A row of one cell is read as a typed line.
// find may be nil.
func readTable(table [][]string, find lookup) (rows []order.BatchRow) {
	at, from := layoutOf(table)
	for i, cells := range table[from:] {
		switch filled(cells) {
		case 0:
		case 1:
			line := cells[slices.IndexFunc(cells, func(c string) bool { return c != "" })]
			if hasDigit(text.LatinDigits(line)) { // else a heading
				rows = append(rows, readPieces(from+i+1, line, find)...)
			}
		default:
			rows = append(rows, readCells(from+i+1, cells, at))
		}
	}
	return rows
}

// readCells reads a row of a table.
func readCells(n int, cells []string, l layout) order.BatchRow {
	cell := func(c column) string {
		if i := l.at[c]; i >= 0 && i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	number, amount := cell(columnNumber), cell(columnAmount)
	if !isNumber(number) && isNumber(amount) { // the other way round
		number, amount = amount, number
	}
	var notes []string
	for _, i := range l.notes {
		if i < len(cells) && cells[i] != "" {
			notes = append(notes, cells[i])
		}
	}
	r := order.BatchRow{Line: n, Note: text.Clean(strings.Join(notes, ", "), 60)}
	var err error
	if r.Number, err = order.ParseNumber(number); err != nil {
		r.Out = outOfNumber(number)
	} else if w := readSum(&r.Recharge, amount); w != nil {
		r.Out = outOfWrong(w)
	} else if l.several {
		r.Out = order.OutAmounts
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

// outOfNumber is why a cell is no mobile number.
func outOfNumber(cell string) order.RowOut {
	if _, w := parse(cell); w != nil {
		switch w.text {
		case tBadNumber, tBadPrefix, tTwoNumbers:
			return outOfWrong(w)
		}
	}
	return order.OutNumber
}

// readSum reads the amount in a cell.
func readSum(into *order.Recharge, cell string) *wrong {
	if cell == "" {
		return nil
	}
	p, w := parse(cell)
	switch {
	case w != nil && w.aboutAmount():
		return w
	case w != nil, p.number != "", p.unread != "", p.operator != "", p.connection != 0, p.times != 0, p.amount == 0,
		p.amount > money.WholeTaka(1_000_000):
		return refuse(tBadAmount)
	}
	into.Amount = p.amount
	return nil
}
