package shop

import (
	"regexp"
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
	columnNote    column = -1 // any number of columns, as all are that nobody knows
	columnOther   column = -2 // a note, too: numbers that are neither the customer's nor the amount
	columnSerial  column = -3 // the rows' own numbers, which are nothing to the order
	columnSum     column = -4 // a note, too, unless no other column has amounts: a total, a price
	columnUnknown column = -5 // no head says
)

const moneyWords = "amount,amounts,amt,taka,tk,bdt,৳,টাকা,টাকার,অঙ্ক,পরিমাণ,পরিমান,এমাউন্ট,অ্যামাউন্ট"

// columnWords are the heads of columns in both languages.
var columnWords = map[column]map[string]bool{
	columnNumber:   text.WordSet("number,mobile,phone,cell,msisdn,contact,mobile no,phone no,cell no,sim no,contact no,নম্বর,নাম্বার,মোবাইল,মোবাইল নং,ফোন"),
	columnAmount:   text.WordSet(moneyWords, "recharge,load,flexi,flexiload,topup,top up,রিচার্জ,লোড,ফ্লেক্সি,ফ্লেক্সিলোড"),
	columnOperator: text.WordSet("operator,operators,sim,network,অপারেটর,সিম"),
	columnType:     text.WordSet("type,connection,prepaid postpaid,prepaid/postpaid,ধরন,ধরণ,টাইপ,সংযোগ"),
	columnNote:     text.WordSet("note,notes,name,customer,remark,remarks,নোট,নাম,কাস্টমার,গ্রাহক,মন্তব্য"),
	columnOther:    text.WordSet("id,roll,nid,order,invoice,bill,account,time,alternative,রোল,আইডি,হিসাব,একাউন্ট"),
	columnSerial:   text.WordSet("serial,sl,sn,si,s/n,sr,#,no,row,line,ক্রমিক,ক্রম,সিরিয়াল,লাইন,নং"),
}

// Words in heads by which more is to be known. What one of headOthers stands over is not what
// the customer gets, whatever else it says: "Due Tk", "Commission taka", "Amount date". One of
// headSums may be: "Total Tk". One of headMoney says that it is the amount, also where there is
// a word for another column: "Mobile recharge amount". One of headParts says nothing beside
// another: "Sim no".
var (
	headOthers = text.WordSet("due,dues,baki,debt,debts,owe,owes,owed,outstanding,credit,wallet,commission,profit,balance,rate,date,day,per,previous,prev,old,discount,bonus,charge,fee,qty,quantity," +
		"বাকি,বকেয়া,পাওনা,দেনা,কমিশন,লাভ,ব্যালেন্স,রেট,তারিখ,আগের,পুরোনো,ছাড়,বোনাস,চার্জ")
	headSums  = text.WordSet("total,price,cost,মোট,দাম")
	headMoney = text.WordSet(moneyWords)
	headParts = text.WordSet("sim,no,নং")
)

// headOf says what a head stands over; columnUnknown where it is none that is known. Of
// several words in it the one counts that stands first here: "Operator name", "Mobile
// recharge amount", "Recharge number", "Serial no", "Customer's mobile".
func headOf(head string) column {
	head = strings.ToLower(tidy(head))
	for c, words := range columnWords {
		if words[text.Fold(head)] {
			return c
		}
	}
	words := strings.FieldsFunc(head, func(r rune) bool { return strings.ContainsRune(" \t\n()[]:,;/_-.'’", r) })
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return !headParts[text.Fold(w)] && set[text.Fold(w)] })
	}
	switch {
	case has(headOthers):
		return columnOther
	case has(headSums):
		return columnSum
	case has(columnWords[columnOperator]):
		return columnOperator
	case has(columnWords[columnType]):
		return columnType
	case has(headMoney):
		return columnAmount
	}
	for _, c := range []column{columnSerial, columnOther, columnNumber, columnAmount, columnNote} {
		if has(columnWords[c]) {
			return c
		}
	}
	return columnUnknown
}

// layout says in which place of a row each column stands, -1 for nowhere, and which are
// the notes.
type layout struct {
	at    [columns]int
	notes []int
	// unnamed are those of the notes over which no head stands, or none that is known.
	unnamed []int
	// numbers and amounts say that there are several columns of them and nothing tells which
	// is the customer's.
	numbers, amounts bool
}

// headed reads a row of heads; false where it is none.
func headed(cells []string) (heads []column, ok bool) {
	number, amount, digits := false, false, false
	for _, cell := range cells {
		digits = digits || hasDigit(text.LatinDigits(cell))
		c := columnUnknown
		if cell != "" {
			c = headOf(cell)
		}
		heads = append(heads, c)
		number, amount = number || c == columnNumber, amount || c == columnAmount
	}
	return heads, number && amount || (number || amount) && !digits
}

// mostHeading is within how many rows the heads stand.
const mostHeading = 10

// layoutOf finds the columns of a table, and the row at which it begins, below its heads.
func layoutOf(table [][]string) (l layout, from int) {
	var heads []column
	for i, cells := range table[:min(len(table), mostHeading)] {
		if slices.ContainsFunc(cells, isNumber) {
			break
		}
		if found, ok := headed(cells); ok && filled(cells) > 1 {
			heads, from = found, i+1
			break
		}
	}
	rows := table[from:]
	c := content{rows: rows[:min(len(rows), mostSampled)], heads: heads}
	return c.layout(), from
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

// content is what stands in the columns of a table, and what its heads say of them.
type content struct {
	rows  [][]string
	heads []column
}

func (c content) head(place int) column {
	if place < len(c.heads) {
		return c.heads[place]
	}
	return columnUnknown
}

// count gives by place how many cells fit.
func (c content) count(fits func(string) bool) []int {
	width := len(c.heads)
	for _, cells := range c.rows {
		width = max(width, len(cells))
	}
	found := make([]int, width)
	for _, cells := range c.rows {
		for i, cell := range cells {
			if cell != "" && fits(cell) {
				found[i]++
			}
		}
	}
	return found
}

// most gives the places, of those that may be, in which a fair part of what was found stands.
func most(found []int, may func(place int) bool) (places []int) {
	top := 0
	for i, n := range found {
		if may(i) {
			top = max(top, n)
		}
	}
	for i, n := range found {
		if n > 0 && n*2 > top && may(i) {
			places = append(places, i)
		}
	}
	return places
}

// layout finds the columns. All but the rows' own numbers that are none of the four are
// notes.
func (c content) layout() layout {
	l := layout{at: [columns]int{-1, -1, -1, -1}}
	l.numbers = c.findNumber(&l)
	l.amounts = c.findAmount(&l)
	c.findWord(&l, columnOperator, func(s string) bool { _, ok := order.ParseOperator(s); return ok })
	c.findWord(&l, columnType, func(s string) bool { _, ok := order.ParseConnection(s); return ok })
	for i := range c.count(func(string) bool { return true }) {
		if slices.Contains(l.at[:], i) || c.head(i) == columnSerial {
			continue
		}
		l.notes = append(l.notes, i)
		if c.head(i) == columnUnknown {
			l.unnamed = append(l.unnamed, i)
		}
	}
	return l
}

// findNumber finds the column of mobile numbers: that whose head says so and that has any, or
// else the one that has them. It reports whether there are several.
func (c content) findNumber(l *layout) (several bool) {
	found := c.count(isNumber)
	headed := func(i int) bool { return c.head(i) == columnNumber }
	places := most(found, headed)
	if len(places) == 0 {
		places = most(found, func(i int) bool { return c.head(i) != columnOther })
	}
	if len(places) == 0 { // none that is right: name what is wrong with it
		places = append(places, slices.Index(c.heads, columnNumber))
	}
	l.at[columnNumber] = places[0]
	return len(places) > 1
}

// findAmount finds the column of amounts: that whose head says so, or else the only one in
// which amounts stand. It reports whether there are several. Columns that count the rows
// have none.
func (c content) findAmount(l *layout) (several bool) {
	var places []int
	for i, head := range c.heads {
		if head == columnAmount && i != l.at[columnNumber] {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		may := func(i int) bool {
			head := c.head(i)
			return i != l.at[columnNumber] && (head == columnUnknown || head == columnNumber || head == columnSum) && !c.counts(i)
		}
		found := c.count(isAmount)
		places = most(found, may)
		if len(places) == 0 { // none that is right: name what is wrong with it
			places = most(c.count(func(s string) bool { return hasDigit(text.LatinDigits(s)) }), func(i int) bool { return may(i) && found[i] == 0 })
		}
	}
	if len(places) > 0 {
		l.at[columnAmount] = places[0]
	}
	return len(places) > 1
}

// findWord finds a column of words: that whose head says so, or else one in which most of
// what stands is such a word.
func (c content) findWord(l *layout, of column, fits func(string) bool) {
	if l.at[of] = slices.Index(c.heads, of); l.at[of] >= 0 {
		return
	}
	found, all := c.count(fits), c.count(func(string) bool { return true })
	places := most(found, func(i int) bool {
		return c.head(i) == columnUnknown && !slices.Contains(l.at[:], i) && found[i]*2 > all[i]
	})
	if len(places) > 0 {
		l.at[of] = places[0]
	}
}

// counts reports whether a column counts the rows, from whatever number, up or down.
func (c content) counts(place int) bool {
	var last, step money.Taka
	n := 0
	for _, cells := range c.rows {
		if place >= len(cells) || cells[place] == "" {
			continue
		}
		var r order.Recharge
		if readSum(&r, cells[place]) != nil {
			return false
		}
		switch by := r.Amount - last; {
		case n == 0:
		case n == 1 && (by == money.WholeTaka(1) || by == -money.WholeTaka(1)):
			step = by
		case n == 1, by != step:
			return false
		}
		last = r.Amount
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
	} else {
		r.Out = l.doubt(cells)
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

// doubt is why it is not certain whose number a row recharges, or with how much; "" where
// it is.
func (l layout) doubt(cells []string) order.RowOut {
	switch {
	case l.numbers, slices.ContainsFunc(l.unnamed, func(i int) bool { return i < len(cells) && isNumber(cells[i]) }):
		return order.OutNumbers
	case l.amounts:
		return order.OutAmounts
	}
	return ""
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

// negative fits sums as books of accounts write them that are less than nothing: "(50)",
// "- 50", "50-". What has a slash is none: "50/-".
var negative = regexp.MustCompile(`^\s*[(−–-]|[^/\s]\s*[−–-]\s*$`)

// readSum reads the amount in a cell.
func readSum(into *order.Recharge, cell string) *wrong {
	if cell == "" {
		return nil
	}
	p, w := parse(cell)
	switch {
	case negative.MatchString(cell):
		return refuse(tMinus, "example", "50")
	case w != nil && w.aboutAmount():
		return w
	case w != nil, p.Number != "", p.unread != "", p.Operator != "", p.Connection != 0, p.times != 0, p.Amount == 0,
		p.Amount > money.WholeTaka(1_000_000):
		return refuse(tBadAmount)
	}
	into.Amount = p.Amount
	return nil
}
