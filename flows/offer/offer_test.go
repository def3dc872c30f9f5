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

// TestCheckBounds: the last that is right, and the first that is not.
func TestCheckBounds(t *testing.T) {
	for name, test := range map[string]struct {
		change func(o *Offer)
		want   Fault
	}{
		"postpaid":                  {func(o *Offer) { o.Connection = 2 }, ""},
		"no connection":             {func(o *Offer) { o.Connection = 0 }, FaultConnection},
		"a taka":                    {func(o *Offer) { o.Amount = 1_00 }, ""},
		"no amount":                 {func(o *Offer) { o.Amount = 0 }, FaultAmount},
		"less than nothing":         {func(o *Offer) { o.Amount = -1_00 }, FaultAmount},
		"the most":                  {func(o *Offer) { o.Amount = MostAmount }, ""},
		"more than the most":        {func(o *Offer) { o.Amount = MostAmount + 1_00 }, FaultAmount},
		"one title":                 {func(o *Offer) { o.Title[0] = "" }, ""},
		"the other title":           {func(o *Offer) { o.Title[1] = "" }, ""},
		"no title":                  {func(o *Offer) { o.Title = [2]string{} }, FaultTitle},
		"long titles":               {func(o *Offer) { o.Title = [2]string{strings.Repeat("a", MostTitle), strings.Repeat("ক", MostTitle)} }, ""},
		"a title too long":          {func(o *Offer) { o.Title[0] = strings.Repeat("a", MostTitle+1) }, FaultTitle},
		"no days":                   {func(o *Offer) { o.Days = 0 }, ""},
		"the most days":             {func(o *Offer) { o.Days = MostDays }, ""},
		"more days":                 {func(o *Offer) { o.Days = MostDays + 1 }, FaultDays},
		"twice the amount":          {func(o *Offer) { o.Price = 2 * o.Amount }, ""},
		"more than that":            {func(o *Offer) { o.Price = 2*o.Amount + 1 }, FaultPrice},
		"a price less than nothing": {func(o *Offer) { o.Price = -1 }, FaultPrice},
		"only a start":              {func(o *Offer) { o.Starts = noon }, ""},
		"only an end":               {func(o *Offer) { o.Ends = noon }, ""},
		"a moment":                  {func(o *Offer) { o.Starts, o.Ends = noon, noon.Add(1) }, ""},
		"a day":                     {func(o *Offer) { o.Promise = MostPromise }, ""},
		"a minute more":             {func(o *Offer) { o.Promise = MostPromise + time.Minute }, FaultPromise},
		"half a minute":             {func(o *Offer) { o.Promise = 30 * time.Second }, FaultPromise},
		"minutes less than nothing": {func(o *Offer) { o.Promise = -time.Minute }, FaultPromise},
	} {
		o := pack(1, 108)
		if test.change(&o); o.Check(operator) != test.want {
			t.Errorf("%s: %q instead of %q", name, o.Check(operator), test.want)
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
	for at, want := range map[int64]money.Taka{57: money.WholeTaka(7), 58: 0} { // 50 taka at most
		only := func(a money.Taka) (bool, error) { return a.Whole() == 7, nil }
		if below, above, err := Near(money.WholeTaka(at), only); below != want || above != 0 || err != nil {
			t.Errorf("near %d: %s, %s, %v", at, below, above, err)
		}
	}
	if below, _, _ := Near(money.WholeTaka(3), func(a money.Taka) (bool, error) { return a.Whole() < 1, nil }); below != 0 {
		t.Errorf("an amount of %s is near 3", below)
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
	Kind:     func(word string) Kind { return Kind(strings.ToLower(word)) },
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

// What cannot be read is wrong: no price is not that of the plan, nor is no id a new row.
func TestReadCells(t *testing.T) {
	head := []string{"ID", "Operator", "Type", "Amount", "Title", "Kind", "Price", "Active", "By hand", "Minutes"}
	good := Offer{Key: Key{"GP", 1, 108_00}, Title: [2]string{"a", ""}, Kind: Minutes, Active: true}
	for line, test := range map[string]struct {
		change func(o *Offer)
		fault  Fault
	}{
		"|gp||108|a|minutes||||":                      {func(o *Offer) {}, ""},
		"৭|gp|postpaid|108|a|minutes|104.50|no|yes|0": {func(o *Offer) { o.ID, o.Connection, o.Price, o.Active, o.ByHand = 7, 2, 104_50, false, true }, ""},
		"7.0|gp|prepaid|108|a|minutes|৳১০৪||না|1440":  {func(o *Offer) { o.ID, o.Price, o.Promise = 7, 104_00, MostPromise }, ""},
		"x|gp||108|a|minutes||||":                     {nil, FaultID},
		"-7|gp||108|a|minutes||||":                    {nil, FaultID},
		"|gp|both|108|a|minutes||||":                  {nil, FaultConnection},
		"|gp||108|a|minutes|free|||":                  {nil, FaultPrice},
		"|gp||108|a|minutes|10,4|||":                  {nil, FaultPrice},
		"|gp||108|a|minutes||perhaps||":               {nil, FaultYes},
		"|gp||108|a|minutes|||perhaps|":               {nil, FaultYes},
		"|gp||108|a|minutes||||1441":                  {nil, FaultPromise},
		"|gp||108|a|minutes||||-1":                    {nil, FaultPromise},
		"|gp||108|a|minutes||||soon":                  {nil, FaultPromise},
	} {
		read, _ := names.Read([][]string{head, strings.Split(line, "|")}, operator)
		if len(read) != 1 || read[0].Fault != test.fault {
			t.Errorf("%s: %+v, want %q", line, read, test.fault)
			continue
		}
		want := good
		if test.change == nil {
			continue
		}
		if test.change(&want); read[0].Offer != want {
			t.Errorf("%s: %+v instead of %+v", line, read[0].Offer, want)
		}
	}
	for word, want := range map[string]bool{"yes": true, "Y": true, "on": true, "TRUE": true, "1": true, "হ্যাঁ": true, "হ্যা": true, "চালু": true,
		"no": false, "N": false, "off": false, "false": false, "0": false, "না": false, "বন্ধ": false} {
		if got, ok := readYes(" "+word+" ", !want); got != want || !ok {
			t.Errorf("%q is %v, %v", word, got, ok)
		}
	}
}

// What a sheet adds or changes is confirmed by it, what it leaves alone or switches off is not;
// and there are never more than MostOffers.
func TestCompareConfirms(t *testing.T) {
	never := func(Key) bool { return false }
	later := noon.Add(time.Hour)
	same, off, changed := pack(1, 108), pack(2, 109), pack(3, 110)
	off.Active, changed.Price = false, 1_00
	table := []Offer{pack(1, 108), pack(2, 109), pack(3, 110)}
	c := Compare(table, []Row{{Line: 2, Offer: same}, {Line: 3, Offer: off}, {Line: 4, Offer: changed}, {Line: 5, Offer: pack(0, 111)}}, never, later)
	if c.Same != 1 || len(c.Off) != 1 || len(c.Changed) != 1 || len(c.Added) != 1 || c.Wrong != nil {
		t.Fatalf("%+v", c)
	}
	if !c.Off[0].To.Confirmed.Equal(noon) || !c.Changed[0].To.Confirmed.Equal(later) || !c.Added[0].To.Confirmed.Equal(later) || c.Changed[0].From != pack(3, 110) {
		t.Errorf("%+v", c)
	}
	var full []Offer
	for id := range MostOffers - 1 {
		full = append(full, pack(uint64(id+1), int64(1000+id)))
	}
	c = Compare(full, []Row{{Line: 2, Offer: pack(1, 20)}, {Line: 3, Offer: pack(0, 21)}, {Line: 4, Offer: pack(0, 22)}, {Line: 5, Offer: pack(2, 23)}}, never, later)
	if len(c.Changed) != 2 || len(c.Added) != 1 || len(c.Wrong) != 1 || c.Wrong[0].Line != 4 || c.Wrong[0].Fault != FaultMany {
		t.Errorf("added to %d rows: %d, changed %d, wrong %+v", len(full), len(c.Added), len(c.Changed), c.Wrong)
	}
	twice := Compare(table, []Row{{Line: 2, Offer: pack(1, 120)}, {Line: 3, Offer: pack(1, 121)}}, never, later)
	if len(twice.Wrong) != 2 || twice.Wrong[0].Fault != FaultTwice || twice.Any() {
		t.Errorf("two rows of one id: %+v", twice)
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
