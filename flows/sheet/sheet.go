package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Errors of Read. They are compared with errors.Is.
var (
	// ErrTooBig says that the file, or what it unpacks to, is larger than anybody needs.
	ErrTooBig = errors.New("the file is too big")
	// ErrNotASheet says that it is neither XLSX nor CSV, or damaged.
	ErrNotASheet = errors.New("the file is no spreadsheet")
	// ErrMacros says that it carries programs.
	ErrMacros = errors.New("the spreadsheet has macros")
	// ErrEncrypted says that it has a password.
	ErrEncrypted = errors.New("the spreadsheet has a password")
	// ErrOldExcel says that it is in the format of Excel before 2007.
	ErrOldExcel = errors.New("the spreadsheet is in the old format .xls")
	// ErrTooManyRows says that something stands below the last row that is allowed.
	ErrTooManyRows = errors.New("the spreadsheet has too many rows")
	// ErrTooManyColumns says that something stands right of the last column that is allowed.
	ErrTooManyColumns = errors.New("the spreadsheet has too many columns")
	// ErrHidden says that rows with something in them are hidden, as by a filter: nobody who
	// looked at the sheet has seen them.
	ErrHidden = errors.New("the spreadsheet has hidden rows")
	// ErrEmpty says that nothing stands in its first visible sheet.
	ErrEmpty = errors.New("the spreadsheet is empty")
)

// Bounds are how much a caller takes of a spreadsheet.
type Bounds struct {
	Rows    int // the last row in which something may stand, counted from 1
	Columns int // the last column, likewise
}

// Limits of any file.
const (
	mostBytes      = 8 << 20   // of the file
	mostUnpacked   = 24 << 20  // of all its parts together
	mostParts      = 1000      // files in the archive
	mostElements   = 300_000   // of its XML other than the sheets: this part is held in memory as a tree
	mostSheetTags  = 1_000_000 // of the XML of the sheets, which are read as a stream
	mostText       = 16 << 10  // bytes of one cell or shared text, with its tags
	mostEscapes    = 200       // underscores of one cell or shared text, with which characters are escaped
	mostCells      = 1024      // of a row
	mostWork       = 16 << 20  // cells, and bytes of their values, that are looked at
	mostSplits     = 1_000_000 // separators in a CSV file
	mostCharacters = 1000      // of a cell; what is beyond is cut off
)

// Read gives the rows of the first sheet of a spreadsheet. rows[0] is its first row, and
// rows that are left blank between others are there without cells, so that places can be
// named as people see them. Rows end with their last cell in which something stands.
//
// What the file is, its content decides; the name only adds that .xlsm means macros. A
// cell is cut after 1,000 characters. An apostrophe that [Write] put before the sign of a
// formula is taken off.
func Read(name string, data []byte, bounds Bounds) (rows [][]string, err error) {
	defer func() { // the reader of XLSX is not ours
		if p := recover(); p != nil {
			rows, err = nil, fmt.Errorf("%w: reading it panicked: %v", ErrNotASheet, p)
		}
	}()
	switch {
	case len(data) > mostBytes:
		return nil, ErrTooBig
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		rows, err = readXLSX(name, data, bounds)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return nil, olderThanZip(data)
	default:
		rows, err = readCSV(data, bounds)
	}
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, ErrEmpty
	}
	return rows, nil
}

// table collects rows within bounds.
type table struct {
	Bounds
	rows [][]string
	work int
}

// add takes the cells of a row, which is counted from 1.
func (t *table) add(row int, cells []string) error {
	t.work += len(cells)
	for _, c := range cells {
		t.work += len(c)
	}
	if t.work > mostWork {
		return ErrTooBig
	}
	for i := range cells {
		cells[i] = cleaned(cells[i])
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	switch {
	case len(cells) == 0:
		return nil
	case row > t.Rows:
		return ErrTooManyRows
	case len(cells) > t.Columns:
		return ErrTooManyColumns
	}
	for len(t.rows) < row {
		t.rows = append(t.rows, nil)
	}
	t.rows[row-1] = cells[:len(cells):len(cells)]
	return nil
}

// cleaned is a cell's value as callers get it. What is cut off is not kept in memory.
func cleaned(value string) string {
	value = strings.TrimSpace(strings.ToValidUTF8(value, "\ufffd"))
	if len(value) > mostCharacters {
		end, n := 0, 0
		for end < len(value) && n < mostCharacters {
			_, size := utf8.DecodeRuneInString(value[end:])
			end, n = end+size, n+1
		}
		value = strings.Clone(value[:end])
	}
	if plain, ok := strings.CutPrefix(value, "'"); ok && neutral(plain) != plain {
		value = strings.TrimSpace(plain)
	}
	return value
}
