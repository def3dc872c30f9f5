package shop

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/sheet"
)

// What is a list, and what is one order in several lines.
func TestWhatIsAList(t *testing.T) {
	for message, want := range map[string]bool{
		"01712345678 50\n01812345678 60":                true,
		"01712345678 50\n01712345678 50":                true,
		"01712345678 50\nhello\n\n01812345678":          true,
		"Rahim\n01712345678\n50":                        false,
		"01712345678\n01712345678 50":                   false,
		"01712345678\n01812345678":                      false,
		"Dear customer,\n01712345678 has 50 taka left.": false,
		"1\n2\n3": false,
		"01712345674 20, 01712345675 30,01712345676 40":                            true,
		"01712345674 1,000; 01712345675 30":                                        true,
		"01712345674, 20":                                                          false,
		"01712345674, 01712345675 30":                                              false,
		"01712345674 20, please":                                                   false,
		"01712345678 50\n0181234567":                                               true,
		"01712345678 50\ncall 0181234567":                                          false,
		"01712345678 50\n01234567890":                                              true,
		"01712345678 50\nask 01234567890":                                          false,
		"01712345674 20, 01712345675 30,":                                          true,
		"rahim 01712345674 20, karim 01712345675 30":                               true,
		"01712345674 20, 01712345675 30 Rahim Uddin":                               true,
		"01712345674 20, 01712345675 30 for my next door neighbour, he pays later": false,
		"01712345674 20, 01712345675 30 bkash":                                     false,
		"01712345674 20, 01712345675 30 gese":                                      false,
		"1. 01712345678 50\n2. 01812345678 60":                                     true,
		"1. 01712345678\n2. 50":                                                    false,
		"":                                                                         false,
	} {
		if _, list := readLines(message, nil); list != want {
			t.Errorf("%q: %v", message, list)
		}
	}
}

// A list may be numbered, as people copy it out of a notebook.
func TestANumberedList(t *testing.T) {
	for message, want := range map[string]string{
		"1. 01712345678 50\n2. 01812345678 60":                       "1:01712345678 50, 2:01812345678 60",
		"Today:\n\n1) 01712345678 50\n 2)01812345678 60\n Total 110": "3:01712345678 50, 4:01812345678 60, 5:number",
		"১। ০১৭১২৩৪৫৬৭৮ ৫০\n২। ০১৮১২৩৪৫৬৭৮ ৬০":                       "1:01712345678 50, 2:01812345678 60",
		"(1) 01712345678 50\n[2] 01812345678 60\n3- 50 01912345678":  "1:01712345678 50, 2:01812345678 60, 3:01912345678 50",
		"1 - 01712345678 - 50\n2 - 01812345678 - 60":                 "1:01712345678 50, 2:01812345678 60",
		"1.01712345678 50\n2.01812345678 60":                         "1:01712345678 50, 2:01812345678 60",
		"০১. 01712345678 - 50\n০২. 01812345678 - 60":                 "1:01712345678 50, 2:01812345678 60",
		"1 01712345678 50\n2 01812345678 60\n03 50 01912345678":      "1:01712345678 50, 2:01812345678 60, 3:amounts",
		// None of these is numbered.
		"01712345678 50\n1. 01812345678 60":                   "1:01712345678 50, 2:amounts",
		"2. 01712345678 50\n3. 01812345678 60\n01912345678 5": "1:amounts, 2:amounts, 3:01912345678 5",
		"1.500 01712345678\n2.500 01812345678\n01912345678 5": "1:whole, 2:whole, 3:01912345678 5",
		"20. 01712345678\n20. 01812345678":                    "1:01712345678 20, 2:01812345678 20",
		"1 rahim 01712345678\n2 karim 01812345678":            "1:01712345678 1, 2:01812345678 2",
		// A comma behind the last one parts nothing off.
		"01712345678 50, 01812345678 60,":  "1:01712345678 50, 1:01812345678 60",
		"01712345678 50, 01812345678 60, ": "1:01712345678 50, 1:01812345678 60",
	} {
		rows, _ := readLines(message, nil)
		var got []string
		for _, r := range rows {
			what := string(r.Out)
			if r.Out == "" {
				what = fmt.Sprintf("%s %d", r.Number, r.Amount.Whole())
			}
			got = append(got, fmt.Sprintf("%d:%s", r.Line, what))
		}
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("%q:\n%s\n%s", message, got, want)
		}
	}
}

// Rows of a table are read as people write them.
func TestReadTable(t *testing.T) {
	recharge := func(n order.Number, o order.Operator, c order.Connection, taka int64) order.Recharge {
		return order.Recharge{Number: n, Operator: o, Connection: c, Amount: money.WholeTaka(taka)}
	}
	for name, test := range map[string]struct {
		table [][]string
		want  []order.BatchRow
	}{
		"titles in any order": {[][]string{{"Name", "Taka", "Mobile No."}, {}, {"Rahim", "50.00", "1712345678"}}, []order.BatchRow{
			{Line: 3, Written: "1712345678", Note: "Rahim", Recharge: recharge("01712345678", order.Grameenphone, order.Prepaid, 50)}}},
		"in Bangla": {[][]string{{"মোবাইল নম্বর", "টাকার অঙ্ক", "ধরন"}, {"০১৮১২৩৪৫৬৭৮", "৳১,০০০", "পোস্টপেইড"}}, []order.BatchRow{
			{Line: 2, Written: "০১৮১২৩৪৫৬৭৮", Recharge: recharge("01812345678", order.Robi, order.Postpaid, 1000)}}},
		"without titles": {[][]string{{"01912345678", "20", "bl", "pre", "shop"}, {"x", "y"}}, []order.BatchRow{
			{Line: 1, Note: "shop", Recharge: recharge("01912345678", order.Banglalink, order.Prepaid, 20)},
			{Line: 2, Written: "x y", Out: order.OutNumber, Recharge: order.Recharge{Connection: order.Prepaid}}}},
		"wrong amounts": {[][]string{{"01912345678", "1.71E+09"}, {"01912345678", "-5"}, {"01912345678", "20.5"}, {"01912345678", "99999999999"}}, []order.BatchRow{
			{Line: 1, Written: "01912345678 1.71E+09", Out: order.OutNoAmount, Recharge: recharge("01912345678", order.Banglalink, order.Prepaid, 0)},
			{Line: 2, Written: "01912345678 -5", Out: order.OutNoAmount, Recharge: recharge("01912345678", order.Banglalink, order.Prepaid, 0)},
			{Line: 3, Written: "01912345678 20.5", Out: order.OutWhole, Recharge: recharge("01912345678", order.Banglalink, order.Prepaid, 0)},
			{Line: 4, Written: "01912345678 99999999999", Out: order.OutNoAmount, Recharge: recharge("01912345678", order.Banglalink, order.Prepaid, 0)}}},
		"heads as people write them": {[][]string{{"Name", "Mobile No", "Amount (Tk)"}, {"Rahim", "01712345407", "20"}}, []order.BatchRow{
			{Line: 2, Note: "Rahim", Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 20)}}},
		"below a heading, with columns of their own": {[][]string{{"Karim Store, 26-11-2026"}, {"SL No", "Customer's phone", "গ্রাহকের নাম", "Recharge Taka", "Area"}, {"1", "01712345407", "Rahim", "Tk 20/-", "Uttara"}}, []order.BatchRow{
			{Line: 3, Note: "Rahim, Uttara", Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 20)}}},
		"in Bangla, with columns of their own": {[][]string{{"ক্রমিক নং", "নাম", "মোবাইল নং", "টাকা (৳)"}, {"১", "রহিম", "01712345407", "২০"}}, []order.BatchRow{
			{Line: 2, Note: "রহিম", Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 20)}}},
		"heads that nobody knows": {[][]string{{"Bondhu", "Kothay", "Koto"}, {"Rahim", "01712345407", "20"}}, []order.BatchRow{
			{Line: 1, Written: "Bondhu Kothay Koto", Note: "Bondhu", Out: order.OutNumber, Recharge: order.Recharge{Connection: order.Prepaid}},
			{Line: 2, Note: "Rahim", Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 20)}}},
		"one head known": {[][]string{{"Who", "Where", "Taka"}, {"Rahim", "01712345407", "20"}}, []order.BatchRow{
			{Line: 2, Note: "Rahim", Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 20)}}},
		"without heads, counted": {[][]string{{"1", "Rahim", "01712345407", "20"}, {"2", "Karim", "01812345407", "30"}}, []order.BatchRow{
			{Line: 1, Note: "1, Rahim", Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 20)},
			{Line: 2, Note: "2, Karim", Recharge: recharge("01812345407", order.Robi, order.Prepaid, 30)}}},
		"two columns that may be the amount": {[][]string{{"50", "01712345407", "20"}}, []order.BatchRow{
			{Line: 1, Written: "50 01712345407 20", Note: "20", Out: order.OutAmounts, Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 50)}}},
		"two heads that are the amount": {[][]string{{"Number", "Bill Tk", "Paid Tk"}, {"01712345407", "50", "20"}}, []order.BatchRow{
			{Line: 2, Written: "01712345407 50 20", Note: "20", Out: order.OutAmounts, Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 50)}}},
		"two amounts in a cell, a name behind them, numbers cut short": {[][]string{{"01712345407", "20 25", "Rahim"}, {"0171234540", "20", "Karim"}, {"01712345407", "20 gp"}}, []order.BatchRow{
			{Line: 1, Written: "01712345407 20 25 Rahim", Note: "Rahim", Out: order.OutAmounts, Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 0)},
			{Line: 2, Written: "0171234540 20 Karim", Note: "Karim", Out: order.OutDigits(10), Recharge: order.Recharge{Connection: order.Prepaid}},
			{Line: 3, Written: "01712345407 20 gp", Out: order.OutNoAmount, Recharge: recharge("01712345407", order.Grameenphone, order.Prepaid, 0)}}},
	} {
		if got := readTable(test.table, nil); !slices.Equal(got, test.want) {
			t.Errorf("%s:\n%+v\n%+v", name, got, test.want)
		}
	}
}

// A table of which it is not certain whose number is recharged and with how much is refused,
// row by row; certain are heads, or that there is one column of each.
func TestReadTableOfAccounts(t *testing.T) {
	for table, want := range map[string]string{
		// whose number
		"Sender Number|Receiver Number|Amount\n01712345678|01812345678|50":         "numbers",
		"আমার নম্বর|কাস্টমার নম্বর|টাকা\n01712345678|01812345678|50":               "numbers",
		"Agent No|Customer|Amount\n01712345678|01812345678|50":                     "numbers",
		"Agent No|Mobile|Amount\n01712345678|01812345678|50":                       "numbers",
		"01712345678|50|01812345678|100\n01912345678|20|01612345678|30":            "numbers numbers",
		"1764266400|01712345678|50\n1764266401|01812345678|100":                    "numbers numbers",
		"Mobile|Alternative Mobile|Amount\n01712345678|01812345678|50":             "01712345678 50",
		"নং|নাম|মোবাইল|টাকা\n১|রহিম|01712345678|৫০\n২|করিম|01812345678|৬০":         "01712345678 50 01812345678 60",
		"নং|নম্বর|টাকা\n১|01712345678|৫০":                                          "01712345678 50",
		"নং|টাকা\n01712345678|৫০":                                                  "01712345678 50",
		"Number|Mobile|Amount\n1|01712345678|50\n2|01812345678|60":                 "01712345678 50 01812345678 60",
		"Meter number|Mobile|Amount\n778812|01712345678|50\n778813|01812345678|60": "01712345678 50 01812345678 60",
		"Recharge number|Recharge\n01712345678|50":                                 "01712345678 50",
		// how much
		"Name|Mobile|Load|Due Tk\nRahim|01712345678|50|350\nKarim|01812345678|100|220": "01712345678 50 01812345678 100",
		"Mobile|Recharge|Commission Tk\n01712345678|1000|28\n01812345678|900|25":       "01712345678 1000 01812345678 900",
		"Customer|Mobile|Flexi|Total Taka\nA|01712345678|50|950\nB|01812345678|60|960": "01712345678 50 01812345678 60",
		"নাম|মোবাইল|ফ্লেক্সিলোড|বাকি টাকা\nরহিম|01712345678|50|350":                    "01712345678 50",
		"Amount Date|Mobile|Recharge\n25|01712345678|50\n26|01812345678|100":           "01712345678 50 01812345678 100",
		"Mobile|Previous|Recharge\n01712345678|100|50\n01812345678|200|60":             "01712345678 50 01812345678 60",
		"Mobile|Qty|Total\n01712345678|1|50\n01812345678|2|100":                        "01712345678 50 01812345678 100",
		"Mobile|Age|Load\n01712345678|25|50\n01812345678|26|60":                        "01712345678 50 01812345678 60",
		"Phone|Name|Balance\n01712345678|Karim|50":                                     "amount",
		"Phone|Name|Owed\n01712345678|Karim|50":                                        "amount",
		"মোবাইল|নাম|বকেয়া\n01712345678|Karim|50":                                      "amount",
		"Mobile|Due Tk\n01712345678|350\n01812345678|220":                              "amount amount",
		"01712345678|25|50\n01812345678|25|60":                                         "amounts amounts",
		"01712345678|1|50":                                                             "amounts",
		"01712345678|1|50\n01812345678|2|60":                                           "01712345678 50 01812345678 60",
		"Mobile|Recharge\n01712345678|(50)\n01812345678|- 50\n01912345678|50-":         "no amount no amount no amount",
		"Mobile|Recharge\n01712345678|50/-\n01812345678|৫০ /-":                         "01712345678 50 01812345678 50",
		// the rows' own numbers
		"24|01712345678\n25|01812345678\n26|01912345678":                "amount amount amount",
		"101|Rahim|01712345678\n102|Karim|01812345678":                  "amount amount",
		"3|01712345678|\n2|01812345678|\n1|01912345678|50":              "amount amount 01912345678 50",
		"50|01712345678\n100|01812345678\n50|01912345678":               "01712345678 50 01812345678 100 01912345678 50",
		"SL|Mobile|Load\n1|01712345678|50\n2|01812345678|60\n||\n||110": "01712345678 50 01812345678 60 number",
	} {
		var rows [][]string
		for line := range strings.SplitSeq(table, "\n") {
			rows = append(rows, strings.Split(line, "|"))
		}
		var said []string
		for _, r := range readTable(rows, nil) {
			if r.Out == "" {
				said = append(said, fmt.Sprint(r.Number, " ", r.Amount.Whole()))
			} else {
				said = append(said, string(r.Out))
			}
		}
		if got := strings.Join(said, " "); got != want {
			t.Errorf("%s\ngives %q, not %q", table, got, want)
		}
	}
}

// longTable is a table of so many recharges.
func longTable(t testing.TB, rows int) []byte {
	s := sheet.Sheet{Name: "list", Columns: []sheet.Column{{Title: "Number"}, {Title: "Amount", Kind: sheet.Taka}, {Title: "Note"}}}
	for i := range rows {
		s.Rows = append(s.Rows, []any{fmt.Sprintf("017%08d", i), money.WholeTaka(50), strings.Repeat("x", 100)})
	}
	data, err := sheet.Write([]sheet.Sheet{s})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A table of a thousand rows is read as it is, a longer one refused.
func TestLongTable(t *testing.T) {
	f := chat.File{Name: "list.xlsx", Data: longTable(t, order.MostRows)}
	f.ReadTable()
	rows := readTable(f.Rows, nil)
	if f.Fault != nil || len(rows) != order.MostRows {
		t.Errorf("%d rows: %v", len(rows), f.Fault)
	}
	for _, r := range rows {
		if r.Out != "" || r.Written != "" || r.Amount != money.WholeTaka(50) {
			t.Fatalf("%+v", r)
		}
	}
	f.Data = longTable(t, order.MostRows+1)
	if f.ReadTable(); !errors.Is(f.Fault, sheet.ErrTooManyRows) {
		t.Errorf("one row more: %v", f.Fault)
	}
}

// Reading a table of a thousand rows asks for less than 64 MB in total, so that it never
// takes more.
func TestLongTableMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("counts what is allocated, which other checks add to")
	}
	f := chat.File{Name: "list.xlsx", Data: longTable(t, order.MostRows)}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f.ReadTable()
	rows := readTable(f.Rows, nil)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 64<<20 || len(rows) != order.MostRows {
		t.Errorf("%d rows with %d MB", len(rows), got>>20)
	}
}

// BenchmarkLongTable reads a table of a thousand rows; the goal is a second and 64 MB.
func BenchmarkLongTable(b *testing.B) {
	f := chat.File{Name: "list.xlsx", Data: longTable(b, order.MostRows)}
	b.ReportAllocs()
	for b.Loop() {
		f.ReadTable()
		if rows := readTable(f.Rows, nil); len(rows) != order.MostRows {
			b.Fatalf("%d rows: %v", len(rows), f.Fault)
		}
	}
}

// Whatever is sent, a row that is not left out is a whole order, and no row is made up:
// each has its line.
func FuzzLists(f *testing.F) {
	for _, seed := range []string{
		"01712345678 50\n01812345678 60", "১৭১২৩৪৫৬৭৮,৫০\n+8801812345678;60", "number,amount\n01712345678,50", "=1+1\n-\n01712345678 50 x2\n",
		"01712345678\t50\n\x00\n01812345678 1e9", "gp 01712345678 50\nrobi 01812345678 50 postpaid", "1. 01712345678 50\n(2) 01812345678 60\n৩।50 01912345678",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, message string) {
		lines := strings.Split(message, "\n")
		rows, _ := readLines(message, nil)
		var table [][]string
		for _, line := range lines {
			table = append(table, strings.Split(line, ","))
		}
		for _, r := range append(rows, readTable(table, nil)...) {
			if r.Line < 1 || r.Line > len(lines) {
				t.Fatalf("line %d of %d", r.Line, len(lines))
			}
			if n, err := order.ParseNumber(string(r.Number)); r.Number != "" && (err != nil || n != r.Number) {
				t.Fatalf("number %q", r.Number)
			}
			whole := r.Number != "" && r.Operator.Valid() && r.Amount > 0 && r.Amount == money.WholeTaka(r.Amount.Whole()) && r.Connection != 0
			if r.Out == "" && !whole {
				t.Fatalf("%q gives %+v", message, r)
			}
			if len([]rune(r.Written)) > 2*mostWritten {
				t.Fatalf("%q is long", r.Written)
			}
		}
	})
}

// A number counts as set right only where it is not written as it is.
func TestRepaired(t *testing.T) {
	const n = "01712345678"
	for written, want := range map[string]bool{
		"01712345678 50": false, "50 01712345678": false, "188 01712345678": false, "50 01712-345 678": false, "Tk50 01712345678": false,
		"1712345678 50": true, "+8801712345678 50": true, "+88 01712345678": true, "50 0088 01712345678": true, "+880 1712-345678 50": true, "(+880) 01712345678": true, "০১৭১২৩৪৫৬৭৮ ৫০": true,
	} {
		if got := repaired(n, written); got != want {
			t.Errorf("%q: %v", written, got)
		}
	}
	if repaired("", "50") {
		t.Error("no number is set right")
	}
}
