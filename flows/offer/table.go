package offer

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"rechargebot/flows/money"
)

// Columns are the titles of the owner's sheet, in their order. A sheet that comes in may
// have them in another order, and lack those that a row can do without.
var Columns = []string{"ID", "Operator", "Type", "Amount", "Title", "Title Bangla", "Kind", "Days", "Price", "Starts", "Ends", "Active", "By hand", "Minutes", "Confirmed"}

// Names tells how people write operators, connections and kinds, and how the sheet does.
type Names struct {
	Operator       func(word string) (code string, ok bool)
	Connection     func(word string) (code int, ok bool)
	Kind           func(word string) Kind // what is none stays as it is written
	OperatorName   func(code string) string
	ConnectionName func(code int) string
	Location       *time.Location
}

// Cells are a row of the sheet, as people read it.
func (n Names) Cells(o Offer) []string {
	price, minutes := "", ""
	if o.Price != 0 {
		price = strings.ReplaceAll(o.Price.String(), ",", "")
	}
	if o.Promise != 0 {
		minutes = strconv.Itoa(int(o.Promise / time.Minute))
	}
	id := ""
	if o.ID != 0 {
		id = strconv.FormatUint(o.ID, 10)
	}
	return []string{id, n.OperatorName(o.Operator), n.ConnectionName(o.Connection), strconv.FormatInt(o.Amount.Whole(), 10), o.Title[0], o.Title[1],
		string(o.Kind), strconv.Itoa(o.Days), price, n.date(o.Starts), n.date(o.Ends), yesNo(o.Active), yesNo(o.ByHand), minutes, n.date(o.Confirmed)}
}

func (n Names) date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(n.Location).Format(time.DateOnly)
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// Row is a row of a sheet that came in, with the number of its line.
type Row struct {
	Line  int   `json:"line"`
	Offer Offer `json:"offer"`
	Fault Fault `json:"fault,omitzero"`
}

// Read reads the rows of a sheet, the first of which has the titles. missing is the title
// of a column that cannot be done without and is not there.
func (n Names) Read(rows [][]string, operator func(string) bool) (read []Row, missing string) {
	if len(rows) == 0 {
		return nil, Columns[1]
	}
	at := map[string]int{}
	for i, title := range rows[0] {
		if name := folded(title); name != "" {
			if _, twice := at[name]; !twice {
				at[name] = i
			}
		}
	}
	for _, title := range []string{"Operator", "Amount", "Title", "Kind"} {
		if _, ok := at[folded(title)]; !ok {
			return nil, title
		}
	}
	for i, cells := range rows[1:] {
		cell := func(title string) string {
			if c, ok := at[folded(title)]; ok && c < len(cells) {
				return strings.TrimSpace(cells[c])
			}
			return ""
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		o, fault := n.row(cell)
		if fault == "" {
			fault = o.Check(operator)
		}
		read = append(read, Row{Line: i + 2, Offer: o, Fault: fault})
	}
	return read, ""
}

// row reads the cells of one row.
func (n Names) row(cell func(string) string) (o Offer, fault Fault) {
	var ok bool
	fail := func(good bool, f Fault) {
		if !good && fault == "" {
			fault = f
		}
	}
	if id := latin(cell("ID")); id != "" {
		v, err := strconv.ParseUint(strings.TrimSuffix(id, ".0"), 10, 64)
		o.ID = v
		fail(err == nil, FaultID)
	}
	o.Operator, ok = n.Operator(cell("Operator"))
	fail(ok, FaultOperator)
	o.Connection = 1
	if word := cell("Type"); word != "" {
		o.Connection, ok = n.Connection(word)
		fail(ok, FaultConnection)
	}
	var err error
	o.Amount, err = money.ParseTaka(sum(cell("Amount")))
	fail(err == nil, FaultAmount)
	o.Title = [2]string{oneLine(cell("Title")), oneLine(cell("Title Bangla"))}
	o.Kind = n.Kind(cell("Kind"))
	if days := latin(cell("Days")); days != "" {
		o.Days, err = strconv.Atoi(strings.TrimSuffix(days, ".0"))
		fail(err == nil, FaultDays)
	}
	if price := sum(cell("Price")); price != "" {
		o.Price, err = money.ParseTaka(price)
		fail(err == nil, FaultPrice)
	}
	o.Starts, ok = n.day(cell("Starts"))
	fail(ok, FaultDates)
	o.Ends, ok = n.day(cell("Ends"))
	fail(ok, FaultDates)
	o.Active, ok = readYes(cell("Active"), true)
	fail(ok, FaultYes)
	o.ByHand, ok = readYes(cell("By hand"), false)
	fail(ok, FaultYes)
	if minutes := latin(cell("Minutes")); minutes != "" {
		m, err := strconv.Atoi(strings.TrimSuffix(minutes, ".0"))
		fail(err == nil && m >= 0 && m <= int(MostPromise/time.Minute), FaultPromise)
		o.Promise = time.Duration(min(max(m, 0), int(MostPromise/time.Minute))) * time.Minute
	}
	return o, fault
}

// day reads a date as people and spreadsheets write it; the zero time for none.
func (n Names) day(s string) (time.Time, bool) {
	s = latin(s)
	if s == "" {
		return time.Time{}, true
	}
	for _, form := range []string{time.DateOnly, "2006-01-02 15:04:05", "2006-01-02T15:04:05Z", "02-01-2006", "2-1-2006", "02/01/2006", "2/1/2006"} {
		if t, err := time.ParseInLocation(form, s, n.Location); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func readYes(s string, empty bool) (yes, ok bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "":
		return empty, true
	case "yes", "y", "on", "true", "1", "হ্যাঁ", "হ্যা", "চালু":
		return true, true
	case "no", "n", "off", "false", "0", "না", "বন্ধ":
		return false, true
	}
	return false, false
}

// sum is an amount without the currency.
func sum(s string) string {
	s = strings.ToLower(latin(s))
	for _, unit := range []string{"৳", "taka", "tk.", "tk", "bdt", "টাকা"} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, unit), unit))
	}
	return s
}

// latin writes Bangla digits in Latin ones.
func latin(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r >= '০' && r <= '৯' {
			return '0' + r - '০'
		}
		return r
	}, s))
}

func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

func folded(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '_' || r == '.' {
			return -1
		}
		return unicode.ToLower(r)
	}, title)
}

// Change is what one row of a sheet changes: From is the row as it is, the zero Offer
// where it is a new one.
type Change struct {
	Line     int
	From, To Offer
}

// Changes are what a sheet changes, in the order of its lines. Rows that are not in the
// sheet stay as they are.
type Changes struct {
	Added, Changed, Off []Change
	Wrong               []Row
	Same                int
}

// Any reports whether there is anything to save.
func (c Changes) Any() bool { return len(c.Added)+len(c.Changed)+len(c.Off) > 0 }

// All gives what is to be saved; what is switched off comes first, so that its amount is
// free for another row.
func (c Changes) All() []Change { return slices.Concat(c.Off, c.Changed, c.Added) }

// Sum is the same for the same changes, in all that a row has: what was shown is what is
// applied.
func (c Changes) Sum() string {
	h := sha256.New()
	for _, change := range c.All() {
		for _, o := range []Offer{change.From, change.To} {
			// A row is written out field by field: as a whole it would write itself as its key.
			fmt.Fprintf(h, "%d %q %d %d %q %q %q %d %d %d %d %t %t %d\n", o.ID, o.Operator, o.Connection, int64(o.Amount), o.Title[0], o.Title[1], o.Kind,
				o.Days, int64(o.Price), o.Starts.Unix(), o.Ends.Unix(), o.Active, o.ByHand, o.Promise)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:16])
}

// Compare finds what the rows of a sheet change in the table. Rows that add or change
// something are confirmed by it.
func Compare(table []Offer, rows []Row, blocked func(Key) bool, now time.Time) (c Changes) {
	byID, active := map[uint64]Offer{}, map[Key]uint64{}
	for _, o := range table {
		byID[o.ID] = o
		if o.Active {
			active[o.Key] = o.ID
		}
	}
	inSheet := map[uint64]int{}
	for _, r := range rows {
		if r.Offer.ID != 0 {
			inSheet[r.Offer.ID]++
		}
	}
	for i, r := range rows {
		if id := active[r.Offer.Key]; r.Offer.ID == 0 && r.Fault == "" && r.Offer.Active && inSheet[id] == 0 && id != 0 {
			rows[i].Offer.ID = id // the row that has this amount already
			inSheet[id]++
		}
	}
	for judge(rows, byID, active, inSheet, blocked, len(table)) { // a row that is wrong leaves its amount to nobody
	}
	for _, r := range rows {
		o := r.Offer
		was, known := byID[o.ID]
		o.Confirmed = was.Confirmed
		switch {
		case r.Fault != "":
			c.Wrong = append(c.Wrong, r)
		case !known:
			o.Confirmed = now
			c.Added = append(c.Added, Change{r.Line, Offer{}, o})
		case o.same(was):
			c.Same++
		case was.Active && !o.Active:
			c.Off = append(c.Off, Change{r.Line, was, o})
		default:
			o.Confirmed = now
			c.Changed = append(c.Changed, Change{r.Line, was, o})
		}
	}
	return c
}

// judge finds rows that do not go with others, and reports whether it found any.
func judge(rows []Row, byID map[uint64]Offer, active map[Key]uint64, inSheet map[uint64]int, blocked func(Key) bool, count int) (found bool) {
	taken := map[Key]bool{}
	for i, r := range rows {
		if r.Fault != "" {
			continue
		}
		o := r.Offer
		_, known := byID[o.ID]
		if !known {
			count++
		}
		switch id := active[o.Key]; {
		case o.ID != 0 && !known:
			r.Fault = FaultID
		case o.ID != 0 && inSheet[o.ID] > 1, o.Active && taken[o.Key]:
			r.Fault = FaultTwice
		case o.Active && id != 0 && id != o.ID && !leaves(rows, id, o.Key):
			r.Fault = FaultTaken
		case o.Active && blocked(o.Key):
			r.Fault = FaultBlocked
		case !known && count > MostOffers:
			r.Fault = FaultMany
		}
		if rows[i].Fault = r.Fault; r.Fault != "" {
			found = true
			continue
		}
		if o.Active {
			taken[o.Key] = true
		}
	}
	return found
}

// leaves reports whether the sheet takes the amount from the row that has it.
func leaves(rows []Row, id uint64, k Key) bool {
	return slices.ContainsFunc(rows, func(r Row) bool {
		return r.Offer.ID == id && r.Fault == "" && (!r.Offer.Active || r.Offer.Key != k)
	})
}

// same compares all but when a row was confirmed.
func (o Offer) same(other Offer) bool {
	times := o.Starts.Equal(other.Starts) && o.Ends.Equal(other.Ends)
	for _, t := range []*time.Time{&o.Starts, &o.Ends, &o.Confirmed, &other.Starts, &other.Ends, &other.Confirmed} {
		*t = time.Time{}
	}
	return times && o == other
}
