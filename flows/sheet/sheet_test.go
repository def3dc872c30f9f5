package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

var wide = Bounds{Rows: 1000, Columns: 20}

// workbook is an XLSX file with these parts besides, or in place of, those of a plain
// one whose first sheet has the given XML between <sheetData> and its end.
func workbook(t testing.TB, sheetData string, more map[string]string) []byte {
	t.Helper()
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	parts := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook ` + main + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
			`<sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": `<worksheet ` + main + `><sheetData>` + sheetData + `</sheetData></worksheet>`,
	}
	for name, content := range more {
		parts[name] = content
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadCSV(t *testing.T) {
	inUTF16 := func(order binary.AppendByteOrder, mark, text string) []byte {
		data := []byte(mark)
		for _, unit := range utf16.Encode([]rune(text)) {
			data = order.AppendUint16(data, unit)
		}
		return data
	}
	orders := [][]string{{"number", "amount"}, {"01712345678", "50"}}
	for _, test := range []struct {
		what string
		data []byte
		want [][]string
	}{
		{"commas", []byte("number,amount\n01712345678,50\n"), orders},
		{"semicolons", []byte("number;amount\r\n01712345678;50\r\n"), orders},
		{"tabs", []byte("number\tamount\r01712345678\t50\r"), orders},
		{"the sign of UTF-8", []byte("\xef\xbb\xbfnumber,amount\n01712345678,50"), orders},
		{"UTF-16 LE", inUTF16(binary.LittleEndian, "\xff\xfe", "number\tamount\r\n01712345678\t50\r\n"), orders},
		{"UTF-16 BE", inUTF16(binary.BigEndian, "\xfe\xff", "number\tamount\r\n01712345678\t50\r\n"), orders},
		{"a line for Excel", []byte("sep=;\nnumber;amount\n01712345678;50\n"), append([][]string{nil}, orders...)},
		{"Bangla", []byte("নম্বর,টাকা\n০১৭১২৩৪৫৬৭৮,৫০\n"), [][]string{{"নম্বর", "টাকা"}, {"০১৭১২৩৪৫৬৭৮", "৫০"}}},
		{"Windows-1252", []byte("caf\xe9,\x80 5\n\x93a\x94,b"), [][]string{{"café", "€ 5"}, {"“a”", "b"}}},
		{"one column", []byte("01712345678\n01812345678\n"), [][]string{{"01712345678"}, {"01812345678"}}},
		{"amounts with commas", []byte("n;a\n01712345678;1,000\n"), [][]string{{"n", "a"}, {"01712345678", "1,000"}}},
		{"commas of which some are text", []byte("01712345678,50,a; b\n01812345678,60,c\n"), [][]string{{"01712345678", "50", "a; b"}, {"01812345678", "60", "c"}}},
		{"quotes", []byte("\"a, b\",\"say \"\"x\"\"\"\nc,d"), [][]string{{"a, b", `say "x"`}, {"c", "d"}}},
		{"blank lines and cells with lines", []byte("\n\na,\"x\ny\"\n\nb,c\n\n\n"), [][]string{nil, nil, {"a", "x\ny"}, nil, {"b", "c"}}},
		{"a quote never closed", []byte("a,\"b\nc,d\ne,f"), [][]string{{"a", `"b`}, {"c", "d"}, {"e", "f"}}},
		{"zeros kept by a formula", []byte("=\"01712345678\",50"), [][]string{{"01712345678", "50"}}},
		{"rows of several lengths", []byte("a\nb,c,d,,\n,,\n e , f"), [][]string{{"a"}, {"b", "c", "d"}, nil, {"e", "f"}}},
	} {
		rows, err := Read("orders.csv", test.data, wide)
		if err != nil || !reflect.DeepEqual(rows, test.want) {
			t.Errorf("%s: %q, %v, want %q", test.what, rows, err, test.want)
		}
	}
}

// Numbers come as the digits that people see, texts as they are.
func TestReadNumbers(t *testing.T) {
	text := func(s string) string { return `<c t="inlineStr"><is><t>` + s + `</t></is></c>` }
	number := func(s string) string { return `<c><v>` + s + `</v></c>` }
	for _, test := range []struct{ cell, want string }{
		{number("1712345678"), "1712345678"}, {number("8801712345678"), "8801712345678"}, {number("1.712345678E9"), "1712345678"},
		{number("1.712345678e+09"), "1712345678"}, {`<c s="1"><v>1.712345678E9</v></c>`, "1712345678"}, {number("48.750000000000007"), "48.75"},
		{number("0.10000000000000001"), "0.1"}, {number("-2.5E-3"), "-0.0025"}, {number("50"), "50"}, {number("-3.05"), "-3.05"}, {number("1E5"), "100000"},
		{number("5E-324"), "5E-324"}, {text("01712345678"), "01712345678"}, {text("12E45678"), "12E45678"}, {text("9E10"), "9E10"},
		{text("1.12345678901234567"), "1.12345678901234567"}, {text("০১৭১২"), "০১৭১২"}, {text(" x "), "x"}, {`<c t="b"><v>1</v></c>`, "1"},
		{`<c t="str"><f>"0"&amp;A2</f><v>01712345678</v></c>`, "01712345678"}, {`<c t="s"><v>1</v></c>`, "shared"}, {`<c s="1"><v>1712345678</v></c>`, "1712345678"},
	} {
		rows, err := Read("x", workbook(t, `<row r="1">`+test.cell+`</row>`, map[string]string{
			"xl/sharedStrings.xml": `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>other</t></si><si><r><t>sha</t></r><r><t>red</t></r></si></sst>`,
			"xl/styles.xml":        `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="11"/></cellXfs></styleSheet>`,
		}), wide)
		if err != nil || len(rows) != 1 || len(rows[0]) != 1 || rows[0][0] != test.want {
			t.Errorf("%s: %q, %v, want %q", test.cell, rows, err, test.want)
		}
	}
}

// A sheet may be anywhere in the file, and other parts have many elements too.
func TestReadOtherParts(t *testing.T) {
	rows, err := Read("", workbook(t, "", map[string]string{
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/data/Mine.xml"/></Relationships>`,
		"data/Mine.xml":              `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
		"xl/calcChain.xml":           `<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + strings.Repeat(`<c r="A1" i="1"/>`, 5000) + `</calcChain>`,
		"xl/media/image1.png":        "\x89PNG" + strings.Repeat("<\x00", 1000),
		"customXml/item1.xml":        "\xff\xfe<\x00a\x00/\x00>\x00",
	}), wide)
	if err != nil || !reflect.DeepEqual(rows, [][]string{{"7"}}) {
		t.Errorf("%q, %v", rows, err)
	}
}

// Rows and cells stand where they stand in the sheet.
func TestReadPlaces(t *testing.T) {
	rows, err := Read("", workbook(t, `<row r="2"><c r="B2"><v>1</v></c><c r="D2"/></row><row r="5"><c r="A5"><v>2</v></c></row><row r="1048576"><c r="A1048576" s="0"/></row>`, nil), Bounds{Rows: 5, Columns: 2})
	if want := [][]string{nil, {"", "1"}, nil, nil, {"2"}}; err != nil || !reflect.DeepEqual(rows, want) {
		t.Errorf("%q, %v, want %q", rows, err, want)
	}
}

func TestRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it reads hostile megabytes, in one goroutine")
	}
	encrypted := func() []byte {
		f := excelize.NewFile()
		defer f.Close()
		var b bytes.Buffer
		if err := f.Write(&b, excelize.Options{Password: "secret"}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var manySheets strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&manySheets, `<sheet name="%d" sheetId="%d" r:id="rId1"/><x/>`, i, i+1)
	}
	parts := map[string]string{}
	for i := range mostParts + 1 {
		parts["xl/media/"+strconv.Itoa(i)] = ""
	}
	const shared, sst = "xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
	row := `<row r="1"><c r="A1"><v>1</v></c></row>`
	for _, test := range []struct {
		what, name string
		data       []byte
		want       error
	}{
		{"nothing", "a.xlsx", nil, ErrEmpty},
		{"no rows", "a.csv", []byte("\n , ,\n"), ErrEmpty},
		{"an empty sheet", "a.xlsx", workbook(t, "", nil), ErrEmpty},
		{"a picture", "a.xlsx", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), ErrNotASheet},
		{"a PDF", "a.csv", []byte("%PDF-1.7\n1 0 obj"), ErrNotASheet},
		{"a page named .xls", "a.xls", []byte("<html><table><tr><td>1"), ErrNotASheet},
		{"bytes", "a.csv", bytes.Repeat([]byte{1, 2, 3}, 100), ErrNotASheet},
		{"an archive of something else", "a.xlsx", archive(t, "a.txt", "x"), ErrNotASheet},
		{"a broken archive", "a.xlsx", workbook(t, row, nil)[:200], ErrNotASheet},
		{"an archive without a workbook", "a.xlsx", archive(t, "[Content_Types].xml", "<Types/>"), ErrNotASheet},
		{"the old format", "a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook"), ErrOldExcel},
		{"a password", "a.xlsx", encrypted(), ErrEncrypted},
		{"macros", "a.xlsx", workbook(t, row, map[string]string{"xl/vbaProject.bin": "x"}), ErrMacros},
		{"macros by the list of parts", "a.xlsx", workbook(t, row, map[string]string{"[Content_Types].xml": `<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`}), ErrMacros},
		{"macros by the name", "A.XLSM", workbook(t, row, nil), ErrMacros},
		{"old macros", "a.xlsx", workbook(t, row, map[string]string{"xl/macrosheets/sheet1.xml": "<x/>"}), ErrMacros},
		{"a bomb in the sheet", "a.xlsx", workbook(t, strings.Repeat(" ", mostUnpacked+1), nil), ErrTooBig},
		{"a bomb of many parts", "a.xlsx", workbook(t, row, map[string]string{"xl/a": strings.Repeat("a", mostUnpacked/2), "xl/b": strings.Repeat("b", mostUnpacked/2)}), ErrTooBig},
		{"a bomb that lies about its size", "a.xlsx", lyingBomb(t), ErrNotASheet},
		{"thousands of parts", "a.xlsx", workbook(t, row, parts), ErrTooBig},
		{"thousands of sheets", "a.xlsx", workbook(t, row, map[string]string{"xl/workbook.xml": "<workbook><sheets>" + manySheets.String() + "</sheets></workbook>"}), ErrTooBig},
		{"hundreds of thousands of shared texts", "a.xlsx", workbook(t, row, map[string]string{shared: sst + strings.Repeat("<si/>", mostElements) + "</sst>"}), ErrTooBig},
		{"a shared text without end", "a.xlsx", workbook(t, row, map[string]string{shared: sst + "<si><t>" + strings.Repeat("x", mostText+1) + "</t></si></sst>"}), ErrTooBig},
		{"a shared text of many pieces", "a.xlsx", workbook(t, row, map[string]string{shared: sst + "<si>" + strings.Repeat("<r><t>xxxxxxxx</t></r>", 10_000) + "</si></sst>"}), ErrTooBig},
		{"a large file", "a.csv", bytes.Repeat([]byte("1\n"), mostBytes/2+1), ErrTooBig},
		{"separators alone", "a.csv", bytes.Repeat([]byte(","), mostSplits+1), ErrTooBig},
		{"a row too many", "a.csv", bytes.Repeat([]byte("1\n"), 1001), ErrTooManyRows},
		{"a row too many", "a.xlsx", workbook(t, `<row r="1001"><c><v>1</v></c></row>`, nil), ErrTooManyRows},
		{"the last row of all", "a.xlsx", workbook(t, `<row r="1048576"><c><v>1</v></c></row>`, nil), ErrTooManyRows},
		{"a row beyond all", "a.xlsx", workbook(t, `<row r="99999999"><c><v>1</v></c></row>`, nil), ErrNotASheet},
		{"a column too many", "a.csv", []byte(strings.Repeat("1,", 20) + "1"), ErrTooManyColumns},
		{"the last column of all", "a.xlsx", workbook(t, `<row r="1"><c r="XFD1"><v>1</v></c></row>`, nil), ErrTooManyColumns},
		{"a row of thousands of cells that share a text", "a.xlsx", workbook(t, `<row>`+strings.Repeat(`<c t="s"><v>0</v></c>`, mostCells+1)+`</row>`, map[string]string{shared: sst + "<si><t>" + strings.Repeat("x", mostText/2) + "</t></si></sst>"}), ErrTooManyColumns},
		{"the same with rows within cells", "a.xlsx", workbook(t, `<row>`+strings.Repeat(`<c t="s"><v>0</v><row/></c>`, mostCells+1)+`</row>`, nil), ErrTooManyColumns},
		{"the same with cells within cells", "a.xlsx", workbook(t, `<row><c><x>`+strings.Repeat(`<c/>`, mostCells+1)+`</x></c></row>`, nil), ErrTooManyColumns},
		{"many rows that share a text", "a.xlsx", workbook(t, strings.Repeat(`<row>`+strings.Repeat(`<c t="s"><v>0</v></c>`, 20)+`</row>`, 1000), map[string]string{shared: sst + "<si><t>" + strings.Repeat("x", mostText/2) + "</t></si></sst>"}), ErrTooBig},
		{"a sheet in a place of its own", "a.xlsx", workbook(t, "", map[string]string{
			"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="else.bin"/></Relationships>`,
			"xl/else.bin":                `<worksheet><sheetData><row>` + strings.Repeat(`<c><v>0</v></c>`, mostCells+1) + `</row></sheetData></worksheet>`}), ErrEmpty},
		{"a text full of escapes", "a.xlsx", workbook(t, `<row><c t="inlineStr"><is><t>`+strings.Repeat("_x0041_", 2000)+`</t></is></c></row>`, nil), ErrTooBig},
		{"a text full of escaped escapes", "a.xlsx", workbook(t, `<row><c t="inlineStr"><is><t>`+strings.Repeat("&#95;x0041&#95;", 200)+`</t></is></c></row>`, nil), ErrTooBig},
		{"wide rows without anything", "a.xlsx", workbook(t, strings.Repeat(`<row><c r="XFD1"><f>1</f></c></row>`, 5000), nil), ErrTooBig},
	} {
		rows, err := Read(test.name, test.data, wide)
		if !errors.Is(err, test.want) || rows != nil {
			t.Errorf("%s: %v rows, %v, want %v", test.what, len(rows), err, test.want)
		}
	}
}

func archive(t *testing.T, name, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lyingBomb is an archive whose list of parts is said to unpack to 10 bytes and unpacks
// to 100 MB.
func lyingBomb(t *testing.T) []byte {
	t.Helper()
	var packed, b bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	blank := bytes.Repeat([]byte(" "), 1<<20)
	for range 100 {
		if _, err := f.Write(blank); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(&b)
	part, err := w.CreateRaw(&zip.FileHeader{Name: "[Content_Types].xml", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 10})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// allocated is how many bytes do asks for.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// A thousand rows of twenty columns are read with less than 64 MB asked for in total,
// and a bomb is refused with less than 4.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("counts what is allocated, which other checks add to")
	}
	s := Sheet{Name: "Orders", Columns: make([]Column, 20)}
	for i := range s.Columns {
		s.Columns[i].Title = strconv.Itoa(i)
	}
	for i := range 999 {
		row := make([]any, 20)
		for j := range row {
			row[j] = fmt.Sprintf("0171%07d %d", i, j)
		}
		s.Rows = append(s.Rows, row)
	}
	data, err := Write([]Sheet{s})
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	if got := allocated(func() { rows, err = Read("", data, wide) }); got > 64<<20 || err != nil || len(rows) != 1000 {
		t.Errorf("%d rows, %v, with %d MB", len(rows), err, got>>20)
	}
	for name, bomb := range map[string][]byte{"true": workbook(t, strings.Repeat(" ", 100<<20), nil), "lying": lyingBomb(t)} {
		if got := allocated(func() { _, err = Read("", bomb, wide) }); got > 4<<20 || err == nil {
			t.Errorf("a %s bomb: %v, with %d MB", name, err, got>>20)
		}
	}
}

// A long cell is cut, and its rest is not kept.
func TestLongCells(t *testing.T) {
	long := strings.Repeat("ক", 5000)
	for _, data := range [][]byte{[]byte("a," + long), workbook(t, `<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>`+long+`</t></is></c></row>`, nil)} {
		rows, err := Read("", data, wide)
		if want := [][]string{{"a", long[:3*mostCharacters]}}; err != nil || !reflect.DeepEqual(rows, want) {
			t.Errorf("%d rows, %v", len(rows), err)
		}
	}
}

// Whatever the bytes, reading ends without a panic and within the bounds.
func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte("number,amount\n01712345678,50\n"))
	f.Add("a.csv", []byte("\xff\xfea\x00;\x00b\x00"))
	f.Add("a.csv", []byte("sep=;\n\"a\n\n\";b\n\n=\"01\";c"))
	f.Add("a.xlsx", workbook(f, `<row r="2"><c r="B2" t="s"><v>7</v></c><c><v>1E9</v></c></row>`, nil))
	f.Add("a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	known := []error{ErrTooBig, ErrNotASheet, ErrMacros, ErrEncrypted, ErrOldExcel, ErrTooManyRows, ErrTooManyColumns, ErrHidden, ErrEmpty}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		bounds := Bounds{Rows: 50, Columns: 5}
		rows, err := Read(name, data, bounds)
		if err != nil {
			for _, k := range known {
				if errors.Is(err, k) {
					return
				}
			}
			t.Fatalf("an error of no kind: %v", err)
		}
		if len(rows) == 0 || len(rows) > bounds.Rows || len(rows[len(rows)-1]) == 0 {
			t.Fatalf("%d rows, or the last is blank", len(rows))
		}
		for _, row := range rows {
			if len(row) > bounds.Columns {
				t.Fatalf("%d columns", len(row))
			}
			for _, c := range row {
				if n := len([]rune(c)); n > mostCharacters {
					t.Fatalf("a cell of %d characters", n)
				}
			}
		}
	})
}

// What nobody who looked at the file has seen is not read: another sheet than the first that
// is visible, and a file with hidden rows that have something in them.
func TestHidden(t *testing.T) {
	for name, test := range map[string]struct {
		third  []any // the row between two others
		hidden []int
		sheet  bool // the first sheet is hidden
		want   string
		err    error
	}{
		"nothing":         {want: "[[01822222222 50] [] [] [01833333333 60]]"},
		"the first sheet": {sheet: true, want: "[[01711111111 900]]"},
		"an empty row":    {hidden: []int{3}, want: "[[01822222222 50] [] [] [01833333333 60]]"},
		"a row between":   {third: []any{"", 70}, hidden: []int{3}, err: ErrHidden},
		"the first row":   {hidden: []int{1}, err: ErrHidden},
		"the last row":    {hidden: []int{4}, err: ErrHidden},
		"all rows":        {third: []any{"01844444444", 70}, hidden: []int{1, 2, 3, 4}, err: ErrHidden},
	} {
		f := excelize.NewFile()
		_, err := f.NewSheet("today")
		errs := []error{err, f.SetSheetRow("Sheet1", "A1", &[]any{"01822222222", 50}), f.SetSheetRow("Sheet1", "A3", &test.third),
			f.SetSheetRow("Sheet1", "A4", &[]any{"01833333333", 60}), f.SetSheetRow("today", "A1", &[]any{"01711111111", 900})}
		for _, row := range test.hidden {
			errs = append(errs, f.SetRowVisible("Sheet1", row, false))
		}
		if test.sheet {
			f.SetActiveSheet(1)
			errs = append(errs, f.SetSheetVisible("Sheet1", false))
		}
		var b bytes.Buffer
		if err := errors.Join(append(errs, f.Write(&b), f.Close())...); err != nil {
			t.Fatal(err)
		}
		rows, err := Read("a.xlsx", b.Bytes(), Bounds{100, 10})
		if !errors.Is(err, test.err) || err == nil && fmt.Sprint(rows) != test.want {
			t.Errorf("%s is hidden: %v, %v", name, rows, err)
		}
	}
}
