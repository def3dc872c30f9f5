package sheet

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

func readCSV(data []byte, bounds Bounds) ([][]string, error) {
	text, ok := decoded(data)
	if !ok || otherFormat(text) {
		return nil, ErrNotASheet
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	offset := 0 // of rows that are not data
	var comma rune
	if line, rest, _ := strings.Cut(text, "\n"); len(line) == 5 && strings.HasPrefix(line, "sep=") && strings.ContainsAny(line[4:], ",;\t") {
		comma, text, offset = rune(line[4]), rest, 1 // a line for Excel, by which it knows the separator
	} else {
		comma = separator(text)
	}
	if strings.Count(text, string(comma)) > mostSplits || strings.Count(text, "\n") > mostSplits {
		return nil, ErrTooBig
	}
	t := table{Bounds: bounds}
	err := t.quoted(text, comma, offset)
	if errors.Is(err, csv.ErrQuote) || errors.Is(err, csv.ErrBareQuote) {
		t = table{Bounds: bounds}
		err = t.unquoted(text, comma, offset)
	}
	return t.rows, err
}

// Lines gives the lines of a text, each as a row of one cell; at most so many of them.
func Lines(data []byte, most int) (rows [][]string, err error) {
	text, ok := decoded(data)
	switch {
	case len(data) > mostBytes:
		return nil, ErrTooBig
	case !ok || otherFormat(text):
		return nil, ErrNotASheet
	}
	t := table{Bounds: Bounds{Rows: most, Columns: 1}}
	row := 0
	for line := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n") {
		row++
		if err := t.add(row, []string{line}); err != nil {
			return nil, err
		}
	}
	if len(t.rows) == 0 {
		return nil, ErrEmpty
	}
	return t.rows, nil
}

// quoted reads text in which quotes are used as they should be.
func (t *table) quoted(text string, comma rune, offset int) error {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	row, line, end := offset, 1, 0 // the line on which the next record may begin, and where the one before ended
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrNotASheet, err)
		}
		begins, _ := r.FieldPos(0)
		row += begins - line + 1 // blank lines are rows too; a cell with several lines is in one row
		if err := t.add(row, cells); err != nil {
			return err
		}
		next := int(r.InputOffset())
		line += strings.Count(text[end:next], "\n")
		end = next
	}
}

// unquoted takes each line for a row and quotes for characters: with a quote that is
// never closed the rest of the file would be one cell, and its rows lost.
func (t *table) unquoted(text string, comma rune, offset int) error {
	row := offset
	for line := range strings.SplitSeq(text, "\n") {
		row++
		cells := strings.Split(line, string(comma))
		for i, c := range cells {
			c = strings.TrimSpace(c)
			// ="01712345678" is how programs keep Excel from taking off the zero
			if c = strings.TrimPrefix(c, "="); len(c) >= 2 && c[0] == '"' && c[len(c)-1] == '"' {
				cells[i] = strings.ReplaceAll(c[1:len(c)-1], `""`, `"`)
			}
		}
		if err := t.add(row, cells); err != nil {
			return err
		}
	}
	return nil
}

// separator is the one that parts the first lines into the same number of cells; else
// the most frequent.
func separator(text string) rune {
	counts := map[rune][]int{}
	sample := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		n, inQuotes := map[rune]int{}, false
		for _, r := range line {
			switch {
			case r == '"':
				inQuotes = !inQuotes
			case !inQuotes:
				n[r]++
			}
		}
		for _, s := range separators {
			counts[s] = append(counts[s], n[s])
		}
		if sample++; sample == 20 {
			break
		}
	}
	best, most := ',', 0
	for _, s := range separators {
		sum, even := 0, true
		for _, n := range counts[s] {
			sum += n
			even = even && n == counts[s][0]
		}
		if even && sum > 0 {
			return s
		}
		if sum > most {
			best, most = s, sum
		}
	}
	return best
}

// separators, the one that stands least in values first.
var separators = [...]rune{'\t', ';', ','}

// otherFormat reports text that is no table: a page, a PDF, JSON.
func otherFormat(text string) bool {
	text = strings.TrimSpace(text)
	for _, begin := range []string{"<", "%PDF", "{", "[{", `{\rtf`, "#!"} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

// decoded gives a file's text: UTF-8, UTF-16 as Excel writes it, or Windows-1252, which
// is what Excel writes where it is told nothing. It is false for what is no text.
func decoded(data []byte) (string, bool) {
	var text string
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		text = fromUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		text = fromUTF16(data[2:], binary.BigEndian)
	default:
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		if utf8.Valid(data) {
			text = string(data)
		} else {
			text = fromWindows1252(data)
		}
	}
	for _, r := range text {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\v' && r != '\f' && r != '\x1a' {
			return "", false
		}
	}
	return text, true
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	return string(utf16.Decode(units))
}

// windows1252 are the characters of the bytes 0x80 to 0x9f. All others are those of
// Unicode with the same number.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

func fromWindows1252(data []byte) string {
	special := []rune(windows1252)
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		if c >= 0x80 && c < 0xa0 {
			b.WriteRune(special[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}
