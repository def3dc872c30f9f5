package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"rechargebot/flows/money"
)

// Kind is what stands in a column.
type Kind int

// The kinds.
const (
	Text   Kind = iota // strings; anything else as fmt.Sprint writes it
	Taka               // money.Taka, as a number with two decimals
	Time               // time.Time, as its own clock shows it, to the second
	Number             // int and int64
)

// Column is one column of a sheet.
type Column struct {
	Title string
	Width float64 // in characters; 0 for what suits the kind
	Kind  Kind
}

// Sheet is one sheet of a spreadsheet. A nil, a zero time and what a row lacks are left
// blank; a string may stand in a column of any kind, such as "Total".
type Sheet struct {
	Name    string // what Excel does not allow in it is replaced
	Columns []Column
	Rows    [][]any
}

// mostExact is the amount up to which a number of a spreadsheet, which has 15 digits,
// is exact to the paisa: ten thousand billion taka. Larger ones are written as text.
const mostExact = money.Taka(999_999_999_999_999)

// Write makes an XLSX file of sheets. The titles are bold and stay in sight. The same
// sheets give the same bytes.
//
// A text is always a cell of text, so that leading zeros stay and Excel runs nothing in
// it. That would be lost when somebody saves the sheet as CSV, since CSV knows no types:
// a text that begins as a formula does gets an apostrophe before it, which everybody
// sees. A signed number, such as +8801712345678, is no formula that could do anything
// and stays as it is.
func Write(sheets []Sheet) ([]byte, error) {
	if len(sheets) == 0 {
		return nil, errors.New("there is no sheet to write")
	}
	f := excelize.NewFile()
	defer f.Close()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &sortedZip{to: w} })
	styles, err := newStyles(f)
	if err != nil {
		return nil, err
	}
	names := sheetNames(sheets)
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", names[0])
		} else {
			_, err = f.NewSheet(names[i])
		}
		if err != nil {
			return nil, fmt.Errorf("naming sheet %q: %w", names[i], err)
		}
		if err := writeSheet(f, names[i], s, styles); err != nil {
			return nil, fmt.Errorf("writing sheet %q: %w", names[i], err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("writing the spreadsheet: %w", err)
	}
	return b.Bytes(), nil
}

type styles struct {
	title int
	of    [4]int // by kind
}

func newStyles(f *excelize.File) (s styles, err error) {
	moment := "yyyy-mm-dd hh:mm:ss"
	formats := []*excelize.Style{
		{Font: &excelize.Font{Bold: true}, NumFmt: 49},
		{NumFmt: 49}, // text
		{NumFmt: 4},  // #,##0.00
		{CustomNumFmt: &moment},
		{NumFmt: 1}, // 0
	}
	for i, to := range []*int{&s.title, &s.of[Text], &s.of[Taka], &s.of[Time], &s.of[Number]} {
		if *to, err = f.NewStyle(formats[i]); err != nil {
			return s, fmt.Errorf("making a style: %w", err)
		}
	}
	return s, nil
}

// widths are those of columns without one, by kind.
var widths = [...]float64{18, 14, 20, 12}

func writeSheet(f *excelize.File, name string, s Sheet, styles styles) error {
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	titles := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		if c.Kind < Text || c.Kind > Number {
			return fmt.Errorf("column %q is of no kind", c.Title)
		}
		width := c.Width
		if width <= 0 {
			width = widths[c.Kind]
		}
		if err := w.SetColWidth(i+1, i+1, min(width, excelize.MaxColumnWidth)); err != nil {
			return err
		}
		titles[i] = excelize.Cell{StyleID: styles.title, Value: neutral(c.Title)}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := w.SetRow("A1", titles); err != nil {
		return err
	}
	for i, row := range s.Rows {
		if len(row) > len(s.Columns) {
			return fmt.Errorf("row %d has %d cells for %d columns", i+1, len(row), len(s.Columns))
		}
		cells := make([]any, len(row))
		for j, value := range row {
			c, err := cell(s.Columns[j].Kind, value, styles)
			if err != nil {
				return fmt.Errorf("row %d, column %q: %w", i+1, s.Columns[j].Title, err)
			}
			cells[j] = c
		}
		if err := w.SetRow("A"+strconv.Itoa(i+2), cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

// cell gives the cell of a value, nil for a blank one.
func cell(kind Kind, value any, styles styles) (any, error) {
	asText := func(s string) any {
		if s == "" {
			return nil
		}
		return excelize.Cell{StyleID: styles.of[Text], Value: neutral(s)}
	}
	if s, ok := value.(string); ok {
		return asText(s), nil
	}
	if value == nil {
		return nil, nil
	}
	switch kind {
	case Text:
		return asText(fmt.Sprint(value)), nil
	case Taka:
		amount, ok := value.(money.Taka)
		if !ok {
			break
		}
		if amount > mostExact || amount < -mostExact {
			return asText(amount.String()), nil
		}
		// The quotient of two whole numbers is the float nearest to it, and no two
		// amounts of up to 15 digits share one: what is written are the amount's digits.
		return excelize.Cell{StyleID: styles.of[Taka], Value: float64(amount) / 100}, nil
	case Time:
		moment, ok := value.(time.Time)
		if !ok {
			break
		}
		if moment.IsZero() {
			return nil, nil
		}
		// A moment is kept as a fraction of a day, cut to 15 digits: the millisecond
		// more keeps a whole second from becoming the end of the one before.
		moment = moment.Truncate(time.Second).Add(time.Millisecond)
		return excelize.Cell{StyleID: styles.of[Time], Value: moment}, nil
	case Number:
		var n int64
		switch v := value.(type) {
		case int:
			n = int64(v)
		case int64:
			n = v
		default:
			return nil, fmt.Errorf("%T in a column of numbers", value)
		}
		if money.Taka(n) > mostExact || money.Taka(n) < -mostExact {
			return asText(strconv.FormatInt(n, 10)), nil
		}
		return excelize.Cell{StyleID: styles.of[Number], Value: n}, nil
	}
	return nil, fmt.Errorf("%T in a column of another kind", value)
}

// signedNumber is what begins as a formula does and is a number for sure.
var signedNumber = regexp.MustCompile(`^[+-][0-9][0-9 ,.-]*$|^[-+]$`)

// neutral puts an apostrophe before a text that a spreadsheet could take for a formula:
// one that begins with = + - @, also behind spaces and marks that are not seen, or with
// a tab or the end of a line, which some programs skip.
func neutral(text string) string {
	if signedNumber.MatchString(text) {
		return text
	}
	begin := strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
	if strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "\r") || strings.HasPrefix(text, "\n") || strings.ContainsAny(firstOf(begin), "=+-@＝＋－＠") {
		return "'" + text
	}
	return text
}

func firstOf(text string) string {
	for _, r := range text {
		return string(r)
	}
	return ""
}

// sheetNames gives the sheets names that Excel takes: no two alike, at most 31
// characters, none of those that stand for something in formulas.
func sheetNames(sheets []Sheet) []string {
	used := map[string]bool{}
	names := make([]string, len(sheets))
	for i, s := range sheets {
		name := strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || strings.ContainsRune(`:\/?*[]'`, r) {
				return ' '
			}
			return r
		}, s.Name)
		name = cut(strings.Join(strings.Fields(name), " "), 31)
		if name == "" {
			name = "Sheet " + strconv.Itoa(i+1)
		}
		unique := name
		for n := 2; used[strings.ToLower(unique)]; n++ {
			more := " " + strconv.Itoa(n)
			unique = cut(name, 31-len(more)) + more
		}
		used[strings.ToLower(unique)] = true
		names[i] = unique
	}
	return names
}

// cut shortens text to n units of UTF-16, in which Excel counts.
func cut(text string, n int) string {
	for i, r := range text {
		if n--; r > 0xffff {
			n--
		}
		if n < 0 {
			return strings.TrimSpace(text[:i])
		}
	}
	return text
}

// sortedZip writes the parts of a spreadsheet in the order of their names; their own
// order changes from one time to the next.
type sortedZip struct {
	to    io.Writer
	parts map[string]*bytes.Buffer
}

// Create gives what a part is written to.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	if z.parts == nil {
		z.parts = map[string]*bytes.Buffer{}
	}
	z.parts[name] = new(bytes.Buffer)
	return z.parts[name], nil
}

// AddFS is not used by what writes spreadsheets.
func (z *sortedZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the archive. The list of parts comes first, as readers expect.
func (z *sortedZip) Close() error {
	names := make([]string, 0, len(z.parts))
	for name := range z.parts {
		names = append(names, name)
	}
	slices.Sort(names)
	w := zip.NewWriter(z.to)
	for _, name := range names {
		part, err := w.Create(name)
		if err != nil {
			return err
		}
		if _, err := part.Write(z.parts[name].Bytes()); err != nil {
			return err
		}
	}
	return w.Close()
}
