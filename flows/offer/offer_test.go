package offer

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/money"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func operator(code string) bool { return code == "GP" || code == "RB" }

func pack(id uint64, amount int64) Offer {
	return Offer{ID: id, Key: Key{"GP", 1, money.WholeTaka(amount)}, Title: [2]string{"175 min", "১৭৫ মিনিট"}, Kind: Minutes, Days: 7, Active: true, Confirmed: noon}
}

func TestCheck(t *testing.T) {
	if fault := pack(1, 108).Check(operator); fault != "" {
		t.Errorf("a good row: %s", fault)
	}
	for want, change := range map[Fault]func(*Offer){
		FaultOperator:   func(o *Offer) { o.Operator = "XX" },
		FaultConnection: func(o *Offer) { o.Connection = 3 },
		FaultAmount:     func(o *Offer) { o.Amount = 1050 },
		FaultTitle:      func(o *Offer) { o.Title = [2]string{"", strings.Repeat("ক", MostTitle+1)} },
		FaultKind:       func(o *Offer) { o.Kind = "gift" },
		FaultDays:       func(o *Offer) { o.Days = -1 },
		FaultPrice:      func(o *Offer) { o.Price = 3 * o.Amount },
		FaultDates:      func(o *Offer) { o.Starts, o.Ends = noon, noon },
		FaultPromise:    func(o *Offer) { o.Promise = 25 * time.Hour },
	} {
		o := pack(1, 108)
		if change(&o); o.Check(operator) != want {
			t.Errorf("want %s, got %q", want, o.Check(operator))
		}
	}
}

func TestOnAndStale(t *testing.T) {
	o := pack(1, 108)
	o.Starts, o.Ends = noon, noon.Add(time.Hour)
	for at, want := range map[time.Duration]bool{-time.Second: false, 0: true, time.Hour - 1: true, time.Hour: false} {
		if o.On(noon.Add(at)) != want {
			t.Errorf("after %s: %v", at, !want)
		}
	}
	if o.Stale(noon.Add(StaleAfter-1)) || !o.Stale(noon.Add(StaleAfter)) {
		t.Error("it is stale after 30 days")
	}
	if o.Active = false; o.On(noon) || o.Stale(noon.Add(2*StaleAfter)) {
		t.Error("a row that is off can be bought, or is to be confirmed")
	}
}

func TestNear(t *testing.T) {
	packs := map[int64]bool{107: true, 108: true, 109: true, 110: true}
	free := func(a money.Taka) (bool, error) { return !packs[a.Whole()] && a.Whole() >= 20, nil }
	if below, above, err := Near(money.WholeTaka(108), free); below != money.WholeTaka(106) || above != money.WholeTaka(111) || err != nil {
		t.Error(below, above, err)
	}
	if below, above, _ := Near(money.WholeTaka(20), free); below != 0 || above != money.WholeTaka(21) {
		t.Error(below, above)
	}
	broken := errors.New("broken")
	if _, _, err := Near(money.WholeTaka(20), func(money.Taka) (bool, error) { return false, broken }); err != broken {
		t.Error(err)
	}
}

func TestKept(t *testing.T) {
	o := pack(12, 108)
	o.Price, o.ByHand = 10450, true
	k, ok := KeptIn(o.Keep())
	if want := (Kept{12, o.Title, Minutes, 7, 10450, true}); !ok || k != want {
		t.Errorf("%+v", k)
	}
	if _, ok := KeptIn(""); ok {
		t.Error("a plain order has a pack")
	}
	if k, ok := KeptIn("offer"); !ok || k.TitleIn(true) != "offer" {
		t.Errorf("%+v", k)
	}
	if o.TitleIn(true) != "১৭৫ মিনিট" || (Offer{Title: [2]string{"a", ""}}).TitleIn(true) != "a" {
		t.Error("titles")
	}
}

var names = Names{
	Operator: func(w string) (string, bool) { return strings.ToUpper(w), operator(strings.ToUpper(w)) },
	Connection: func(w string) (int, bool) {
		return map[string]int{"prepaid": 1, "postpaid": 2}[w], w == "prepaid" || w == "postpaid"
	},
	OperatorName:   func(code string) string { return code },
	ConnectionName: func(code int) string { return []string{"", "prepaid", "postpaid"}[code] },
	Location:       time.UTC,
}

// What goes out comes in again as it was.
func TestSheetOutAndIn(t *testing.T) {
	full := pack(7, 1498)
	full.Price, full.Starts, full.Ends, full.ByHand, full.Promise, full.Connection = 148050, noon.Truncate(24*time.Hour), noon.Truncate(24*time.Hour).AddDate(0, 1, 0), true, 45*time.Minute, 2
	table := []Offer{pack(1, 108), full}
	rows := [][]string{Columns}
	for _, o := range table {
		rows = append(rows, names.Cells(o))
	}
	read, missing := names.Read(rows, operator)
	c := Compare(table, read, func(Key) bool { return false }, noon)
	if missing != "" || len(read) != 2 || c.Any() || c.Same != 2 || c.Wrong != nil {
		t.Errorf("%q %+v %+v", missing, read, c)
	}
}

func TestReadRows(t *testing.T) {
	if _, missing := names.Read([][]string{{"Operator", "Title", "Kind"}}, operator); missing != "Amount" {
		t.Errorf("missing %q", missing)
	}
	head := []string{"kind", "OPERATOR", "amount", "Title-Bangla", "Title", "Days", "Ends", "Active", "Minutes"}
	for line, want := range map[string]Fault{
		"minutes|gp|৳১০৮||175 min|৭|30-11-2026|yes|30": "",
		"minutes|xx|108||a||||":                        FaultOperator,
		"minutes|gp|10.50||a||||":                      FaultAmount,
		"minutes|gp|||a||||":                           FaultAmount,
		"minutes|gp|108||||||":                         FaultTitle,
		"pack|gp|108||a||||":                           FaultKind,
		"minutes|gp|108||a|week|||":                    FaultDays,
		"minutes|gp|108||a||soon||":                    FaultDates,
		"minutes|gp|108||a|||maybe|":                   FaultYes,
		"minutes|gp|108||a||||9999":                    FaultPromise,
	} {
		read, _ := names.Read([][]string{head, strings.Split(line, "|"), {"", " "}}, operator)
		if len(read) != 1 || read[0].Fault != want || read[0].Line != 2 {
			t.Errorf("%s: %+v, want %q", line, read, want)
		}
	}
}

func TestCompare(t *testing.T) {
	never := func(Key) bool { return false }
	change := func(o Offer, how func(*Offer)) Offer { how(&o); return o }
	table := []Offer{pack(1, 108), pack(2, 109), pack(3, 110)}
	row := func(line int, o Offer) Row { o.Confirmed = time.Time{}; return Row{Line: line, Offer: o} }
	c := Compare(table, []Row{
		row(2, change(pack(1, 108), func(o *Offer) { o.Active = false })),
		row(3, change(pack(2, 109), func(o *Offer) { o.Days = 9 })),
		row(4, pack(0, 108)), // which the first row leaves
		row(5, pack(0, 120)), row(6, pack(0, 120)), row(7, pack(99, 130)), row(8, pack(0, 110)),
	}, never, noon)
	if len(c.Off) != 1 || len(c.Changed) != 1 || len(c.Added) != 2 || c.Same != 1 {
		t.Errorf("%+v", c)
	}
	faults := map[int]Fault{}
	for _, w := range c.Wrong {
		faults[w.Line] = w.Fault
	}
	if len(faults) != 2 || faults[6] != FaultTwice || faults[7] != FaultID {
		t.Errorf("%+v", c.Wrong)
	}
	swapped := Compare(table, []Row{row(2, pack(1, 109)), row(3, pack(2, 108))}, never, noon)
	if len(swapped.Changed) != 2 || swapped.Wrong != nil {
		t.Errorf("two rows that change amounts: %+v", swapped)
	}
	stuck := Compare(table, []Row{row(2, pack(1, 109)), row(3, pack(2, 110))}, never, noon)
	if len(stuck.Wrong) != 2 {
		t.Errorf("a row takes the amount of one that cannot leave it: %+v", stuck)
	}
	if c := Compare(table, []Row{row(2, pack(0, 50))}, func(Key) bool { return true }, noon); len(c.Wrong) != 1 || c.Wrong[0].Fault != FaultBlocked {
		t.Errorf("%+v", c)
	}
	if a, b := Compare(table, []Row{row(2, pack(0, 50))}, never, noon), Compare(table, []Row{row(2, pack(0, 50))}, never, noon.Add(time.Minute)); a.Sum() != b.Sum() {
		t.Error("the same changes have two sums")
	}
}

// Whatever differs in what is saved, the sum differs, so that a preview is confirmed as it
// was shown.
func TestSum(t *testing.T) {
	sum := func(from, to Offer) string { return Changes{Changed: []Change{{2, from, to}}}.Sum() }
	first := sum(pack(1, 108), pack(1, 108))
	changes := map[string]func(*Offer){
		"ID": func(o *Offer) { o.ID = 9 }, "operator": func(o *Offer) { o.Operator = "RB" }, "connection": func(o *Offer) { o.Connection = 2 },
		"amount": func(o *Offer) { o.Amount++ }, "title": func(o *Offer) { o.Title[0] += "x" }, "Bangla title": func(o *Offer) { o.Title[1] += "x" },
		"kind": func(o *Offer) { o.Kind = Drive }, "days": func(o *Offer) { o.Days++ }, "price": func(o *Offer) { o.Price++ },
		"starts": func(o *Offer) { o.Starts = noon }, "ends": func(o *Offer) { o.Ends = noon }, "active": func(o *Offer) { o.Active = !o.Active },
		"by hand": func(o *Offer) { o.ByHand = !o.ByHand }, "promise": func(o *Offer) { o.Promise++ },
	}
	for name, change := range changes {
		o := pack(1, 108)
		if change(&o); sum(o, pack(1, 108)) == first || sum(pack(1, 108), o) == first {
			t.Errorf("another %s has the same sum", name)
		}
	}
	if fields := reflect.TypeFor[Offer]().NumField() + reflect.TypeFor[Key]().NumField(); fields != len(changes)+1 { // Key and Confirmed do not count, Title twice
		t.Errorf("an offer has %d fields, the test knows others", fields)
	}
}

// TestKeptOnDisk: the form in which an order keeps its pack never changes in silence.
func TestKeptOnDisk(t *testing.T) {
	o := Offer{ID: 3, Key: Key{"GP", 1, 10800}, Title: [2]string{"175 min", "১৭৫ মিনিট"}, Kind: Minutes, Days: 7, Price: 10400, ByHand: true}
	const kept = `{"id":3,"t":["175 min","১৭৫ মিনিট"],"k":"minutes","d":7,"p":10400,"h":true}`
	if got := o.Keep(); got != kept {
		t.Errorf("written as %s", got)
	}
	want := Kept{ID: 3, Title: o.Title, Kind: Minutes, Days: 7, Price: 10400, ByHand: true}
	if got, ok := KeptIn(kept); !ok || got != want {
		t.Errorf("read as %+v, %v", got, ok)
	}
}
