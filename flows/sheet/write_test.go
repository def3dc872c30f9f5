package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rechargebot/flows/money"
)

func written(t *testing.T, sheets ...Sheet) []byte {
	t.Helper()
	data, err := Write(sheets)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// part is the text of a part of an XLSX file.
func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What is written is read again, with its leading zeros.
func TestRoundTrip(t *testing.T) {
	dhaka := time.FixedZone("", 6*3600)
	s := Sheet{Name: "Orders", Columns: []Column{{Title: "Number"}, {Title: "Amount", Kind: Taka}, {Title: "When", Kind: Time}, {Title: "Count", Kind: Number, Width: 8}, {Title: "নাম"}}, Rows: [][]any{
		{"01712345678", money.Taka(5050), time.Date(2026, 11, 26, 14, 5, 0, 999, dhaka), 3, "রহিম"},
		{"007", money.Taka(-5), time.Time{}, int64(1234567890123456789), nil},
		{},
		{"Total", money.Taka(0), "none", nil, "<&> \"x\"\nline _x0041_"},
	}}
	data := written(t, s)
	rows, err := Read("", data, wide)
	want := [][]string{{"Number", "Amount", "When", "Count", "নাম"}, {"01712345678", "50.5", rows[1][2], "3", "রহিম"},
		{"007", "-0.05", "", "1234567890123456789"}, nil, {"Total", "0", "none", "", "<&> \"x\"\nline _x0041_"}}
	if err != nil || !reflect.DeepEqual(rows, want) {
		t.Errorf("%q, %v", rows, err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at, want := range map[string]string{"A2": "01712345678", "B2": "50.50", "B3": "-0.05", "C2": "2026-11-26 14:05:00", "D3": "1234567890123456789"} {
		if got, err := f.GetCellValue("Orders", at); err != nil || got != want {
			t.Errorf("%s shows %q, %v, want %q", at, got, err, want)
		}
	}
	panes, err := f.GetPanes("Orders")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	id, _ := f.GetCellStyle("Orders", "A1")
	if style, err := f.GetStyle(id); err != nil || style.Font == nil || !style.Font.Bold {
		t.Errorf("the title's style is %+v, %v", style, err)
	}
}

// Every amount of up to 15 digits is in the file to the paisa, and larger ones too.
func TestTakaIsExact(t *testing.T) {
	amounts := []money.Taka{1, 29, 115, 435, 100565, 999999999999, 1000000000001, mostExact, -mostExact, mostExact - 1, mostExact + 1, 9223372036854775807}
	for n := money.Taka(7); n < mostExact; n = n*13 + 29 {
		amounts = append(amounts, n, -n)
	}
	s := Sheet{Columns: []Column{{Title: "Taka", Kind: Taka}}}
	for _, a := range amounts {
		s.Rows = append(s.Rows, []any{a})
	}
	cells := regexp.MustCompile(`<c r="A\d+"[^>]*>(?:<v>([^<]*)</v>|<is><t>([^<]*)</t></is>)`).FindAllStringSubmatch(part(t, written(t, s), "xl/worksheets/sheet1.xml"), -1)
	if len(cells) != len(amounts)+1 {
		t.Fatalf("%d cells for %d amounts", len(cells), len(amounts))
	}
	for i, a := range amounts {
		cell := cells[i+1]
		if got, err := money.ParseTaka(cell[1] + cell[2]); a < money.Taka(1e15) && (err != nil || got != a) {
			t.Errorf("%d paisa are written %q", a, cell[1:])
		}
		if number := cell[1] != ""; number != (a <= mostExact && a >= -mostExact) {
			t.Errorf("%d paisa are written %q", a, cell[1:])
		}
	}
}

// No text is a formula, in the sheet or in what Excel makes of it as CSV.
func TestFormulasAreText(t *testing.T) {
	hostile := []string{"=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+cmd|' /C calc'!A0", "-1+cmd", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", " =1+1", "\u200b=1", "\ufeff=1",
		"-2+3+cmd|' /C calc'!A0", "＝1+1", "＠SUM(A1)", "+8801712345678;=1", "-A1", "+(1)", "=", "@rahim"}
	harmless := []string{"+8801712345678", "-50.00", "-", "+", "+880 1712-345678", "a=b", "01712345678", "'quoted'", "x@y"}
	s := Sheet{Columns: []Column{{Title: "=title"}, {Title: "amounts", Kind: Number}}}
	for _, text := range append(hostile, harmless...) {
		s.Rows = append(s.Rows, []any{text, text})
	}
	data := written(t, s)
	xml := part(t, data, "xl/worksheets/sheet1.xml")
	if strings.Contains(xml, "<f>") || strings.Count(xml, `t="inlineStr"`) != 2*len(s.Rows)+2 {
		t.Errorf("there is a formula, or a text that is none: %s", xml)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	shown, err := f.GetRows("Sheet 1")
	if err != nil {
		t.Fatal(err)
	}
	var exported bytes.Buffer
	w := csv.NewWriter(&exported)
	if err := w.WriteAll(shown); err != nil {
		t.Fatal(err)
	}
	again, err := csv.NewReader(&exported).ReadAll()
	if err != nil || len(again) != len(s.Rows)+1 {
		t.Fatal(len(again), err)
	}
	for i, text := range hostile {
		if got := again[i+1][0]; !strings.HasPrefix(got, "'") {
			t.Errorf("%q is exported as %q", text, got)
		}
	}
	for i, text := range harmless {
		if got := again[len(hostile)+i+1][0]; got != text {
			t.Errorf("%q is exported as %q", text, got)
		}
	}
	rows, err := Read("", data, wide)
	if err != nil || rows[1][0] != "=1+1" || rows[0][0] != "=title" {
		t.Errorf("read again: %q, %v", rows, err)
	}
}

func TestWriteIsDeterministic(t *testing.T) {
	sheets := []Sheet{{Name: "A", Columns: []Column{{Title: "a"}}}, {Name: "B", Columns: []Column{{Title: "b"}}}, {Name: "C", Columns: []Column{{Title: "c"}}}}
	first := written(t, sheets...)
	for range 10 {
		if !bytes.Equal(written(t, sheets...), first) {
			t.Fatal("the same sheets give other bytes")
		}
	}
}

func TestSheetNames(t *testing.T) {
	long := strings.Repeat("ক", 40)
	data := written(t, Sheet{Name: "a/b:[c]*?"}, Sheet{Name: "A b c"}, Sheet{Name: "'"}, Sheet{Name: long}, Sheet{Name: long + "x"}, Sheet{Name: "Orders"}, Sheet{Name: "Sheet1"})
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"a b c", "A b c 2", "Sheet 3", long[:93], long[:87] + " 2", "Orders", "Sheet1"}
	if got := f.GetSheetList(); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWriteRefuses(t *testing.T) {
	column := func(kind Kind) []Column { return []Column{{Title: "x", Kind: kind}} }
	for _, sheets := range [][]Sheet{nil, {{Columns: column(Taka), Rows: [][]any{{50}}}}, {{Columns: column(Number), Rows: [][]any{{0.5}}}},
		{{Columns: column(Time), Rows: [][]any{{1}}}}, {{Columns: column(Text), Rows: [][]any{{1, 2}}}}, {{Columns: column(9)}}} {
		if data, err := Write(sheets); err == nil {
			t.Errorf("%v became %d bytes", sheets, len(data))
		}
	}
}
