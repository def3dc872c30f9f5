package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// olderThanZip tells the two kinds of file apart that begin as Excel's old format does: an
// encrypted XLSX is wrapped in one, with a stream of this name.
func olderThanZip(data []byte) error {
	var name []byte
	for _, r := range utf16.Encode([]rune("EncryptedPackage")) {
		name = append(name, byte(r), byte(r>>8))
	}
	if bytes.Contains(data, name) {
		return ErrEncrypted
	}
	return ErrOldExcel
}

func readXLSX(name string, data []byte, bounds Bounds) ([][]string, error) {
	inspected, err := inspect(name, data)
	if err != nil {
		return nil, err
	}
	// With both limits the same nothing is written to temporary files.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrNotASheet, err)
	}
	defer f.Close()
	f.Pkg.Range(func(path, _ any) bool { // a sheet may be said to be anywhere
		if !inspected[strings.ToLower(path.(string))] {
			f.Pkg.Delete(path)
		}
		return true
	})
	first, err := firstSheet(f)
	if err != nil {
		return nil, err
	}
	t := table{Bounds: bounds}
	unclear := false
	err = eachRow(f, first, true, func(row int, cells []string, hidden bool) error {
		if hidden && strings.TrimSpace(strings.Join(cells, "")) != "" {
			return ErrHidden
		}
		for _, c := range cells {
			unclear = unclear || isLongNumber(c)
		}
		return t.add(row, cells)
	})
	if err == nil && unclear {
		err = t.clarify(f, first)
	}
	return t.rows, err
}

// firstSheet is the first that a person sees.
func firstSheet(f *excelize.File) (string, error) {
	for _, name := range f.GetSheetList() {
		visible, err := f.GetSheetVisible(name)
		if err != nil {
			return "", fmt.Errorf("%w: %v", ErrNotASheet, err)
		}
		if visible {
			return name, nil
		}
	}
	return "", ErrNotASheet
}

func eachRow(f *excelize.File, sheet string, raw bool, do func(row int, cells []string, hidden bool) error) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return fmt.Errorf("%w: %v", ErrNotASheet, err)
	}
	defer rows.Close()
	for row := 1; rows.Next(); row++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: raw})
		if err != nil {
			return fmt.Errorf("%w: %v", ErrNotASheet, err)
		}
		if err := do(row, cells, rows.GetRowOpts().Hidden); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return fmt.Errorf("%w: %v", ErrNotASheet, err)
	}
	return nil
}

// inspect looks at the archive before anything of it is kept: its declared sizes, which
// the reader of archives holds each part to, and what its parts are. It gives the parts
// of which cells and texts may be read.
func inspect(name string, data []byte) (inspected map[string]bool, err error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrNotASheet, err)
	}
	if len(archive.File) > mostParts {
		return nil, ErrTooBig
	}
	var unpacked uint64
	macros, types := strings.HasSuffix(strings.ToLower(name), ".xlsm"), false
	for _, part := range archive.File {
		if part.Flags&1 != 0 {
			return nil, ErrEncrypted
		}
		if part.UncompressedSize64 > mostUnpacked {
			return nil, ErrTooBig
		}
		if unpacked += part.UncompressedSize64; unpacked > mostUnpacked {
			return nil, ErrTooBig
		}
		path := partPath(part)
		types = types || path == "[content_types].xml"
		macros = macros || strings.Contains(path, "vbaproject") || strings.Contains(path, "vbadata") || strings.Contains(path, "macrosheets/")
	}
	if macros {
		return nil, ErrMacros
	}
	if !types {
		return nil, ErrNotASheet
	}
	budget := &tags{elements: mostElements, sheets: mostSheetTags}
	inspected = map[string]bool{}
	for _, part := range archive.File {
		path := partPath(part)
		if err := budget.inspect(part, path); err != nil {
			return nil, err
		}
		err := inspectTexts(part)
		if err != nil && (path == sharedTexts || strings.HasPrefix(path, sheetsBegin)) {
			return nil, err
		}
		again, known := inspected[path] // of two parts with one name either may be read
		inspected[path] = err == nil && (again || !known)
	}
	return inspected, nil
}

const (
	sharedTexts = "xl/sharedstrings.xml"
	sheetsBegin = "xl/worksheets/sheet"
)

func partPath(part *zip.File) string {
	return strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
}

// tags counts down how many tags of XML the parts may still have.
type tags struct{ elements, sheets int }

// inspect unpacks a part without keeping it.
func (b *tags) inspect(part *zip.File, path string) error {
	left := &b.elements
	if strings.HasPrefix(path, sheetsBegin) {
		left = &b.sheets
	}
	content, err := part.Open()
	if err != nil {
		return fmt.Errorf("%w: %v", ErrNotASheet, err)
	}
	defer content.Close()
	var types bytes.Buffer
	chunk := make([]byte, 32<<10)
	for {
		n, err := content.Read(chunk)
		if *left -= bytes.Count(chunk[:n], []byte("<")); *left < 0 {
			return ErrTooBig
		}
		if path == "[content_types].xml" {
			types.Write(chunk[:n])
		}
		if err == io.EOF {
			break
		}
		if err != nil { // also where more comes than was declared
			return fmt.Errorf("%w: %v", ErrNotASheet, err)
		}
	}
	if strings.Contains(types.String(), "macroEnabled") {
		return ErrMacros
	}
	return nil
}

// inspectTexts refuses what would cost far more to read than it has bytes: rows of
// thousands of cells, which are all read before the first can be looked at; texts
// longer than any that is of use, since each cell that shares one costs its length again;
// and texts full of escapes, of which each costs the length of its text.
func inspectTexts(part *zip.File) error {
	content, err := part.Open()
	if err != nil {
		return fmt.Errorf("%w: %v", ErrNotASheet, err)
	}
	defer content.Close()
	d := xml.NewDecoder(content)
	depth, cells, rows := 0, 0, false
	text, began, escapes := 0, int64(0), 0 // the depth of the text or cell that the decoder is in, 0 for none
	for {
		token, err := d.RawToken()
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			name := token.Name.Local
			if text == 0 && (name == "si" || name == "c") {
				text, began, escapes = depth, d.InputOffset(), 0
			}
			switch {
			case name == "row" && text == 0:
				cells, rows = 0, true
			case name == "c" && rows: // the chain of calculations has such elements too
				cells++
			}
		case xml.CharData:
			escapes += bytes.Count(token, []byte("_"))
		case xml.EndElement:
			if depth == text {
				text = 0
			}
			depth--
		}
		switch {
		case cells > mostCells:
			return ErrTooManyColumns
		case text != 0 && (d.InputOffset()-began > mostText || escapes > mostEscapes):
			return ErrTooBig
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%w: %v", ErrNotASheet, err)
		}
	}
}

// longNumber is what may be a number with more digits than a person sees, or with an
// exponent. It may be a text too, such as the transaction id 12E45678.
var longNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+$|^-?[0-9]+\.[0-9]{10,}$`)

func isLongNumber(value string) bool { return len(value) <= 64 && longNumber.MatchString(value) }

// clarify writes the numbers among the unclear cells as a person sees them. The file is
// read again, now with the formats of the cells: only numbers change by that.
func (t *table) clarify(f *excelize.File, sheet string) error {
	return eachRow(f, sheet, false, func(row int, cells []string, _ bool) error {
		if row > len(t.rows) {
			return nil
		}
		for i, raw := range t.rows[row-1] {
			if i < len(cells) && isLongNumber(raw) && cells[i] != raw {
				t.rows[row-1][i] = digits(raw)
			}
		}
		return nil
	})
}

// digits writes a number of a spreadsheet without an exponent and with the 15 digits that
// spreadsheets count and show: 1.712345678E9 is 1712345678, 48.750000000000007 is 48.75.
func digits(raw string) string {
	number, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(number, 'e', 14, 64), "e")
	shift, err := strconv.Atoi(exponent)
	if err != nil || shift > 20 || shift < -20 {
		return raw
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	all := strings.Replace(mantissa, ".", "", 1)
	if shift < 0 {
		all, shift = strings.Repeat("0", -shift)+all, 0
	}
	if missing := shift + 1 - len(all); missing > 0 {
		all += strings.Repeat("0", missing)
	}
	whole, fraction := all[:shift+1], strings.TrimRight(all[shift+1:], "0")
	if fraction != "" {
		whole += "." + fraction
	}
	if negative && strings.Trim(whole, "0.") != "" {
		whole = "-" + whole
	}
	return whole
}
