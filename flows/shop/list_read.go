package shop

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// mostLines is how many lines of one message are read as a list.
const mostLines = 200

// mostWritten is how much of a row is kept as it was written.
const mostWritten = 40

// lookup reads a line without a number of which parse gave p and w: a name that was given to
// a number, or the number's last digits, may stand for it. Where none does, out says why.
type lookup func(line string, p parts, w *wrong) (read parts, bad *wrong, out order.RowOut)

// readLines reads a message of several lines, each a recharge, or several with commas
// between them. It is no list where it has one number only, or no line that is an order by
// itself: an SMS, a contact. A number that is wrong counts where its line says nothing else.
// find may be nil.
func readLines(message string, find lookup) (rows []order.BatchRow, list bool) {
	numbers, orders, wrong := map[order.Number]bool{}, 0, 0
	for i, line := range withoutOrdinals(strings.Split(message, "\n")) {
		if !hasDigit(text.LatinDigits(line)) && !speaksOfOrders(line) {
			continue // a heading, or nothing
		}
		for _, r := range readPieces(i+1, line, find) {
			if r.Number != "" {
				numbers[r.Number] = true
			}
			if r.Number != "" && r.Amount != 0 {
				orders++
			}
			if _, digits := r.Out.Digits(); (digits || r.Out == order.OutPrefix) && r.Note == "" {
				wrong++
			}
			rows = append(rows, r)
		}
	}
	return rows, len(rows) >= 2 && orders >= 1 && (orders >= 2 || len(numbers)+wrong >= 2)
}

// speaksOfOrders reports whether a line asks or tells how orders stand, or says no: "cancel
// all", "gese?".
func speaksOfOrders(line string) bool {
	p, _ := parse(line)
	return p.speaks()
}

// ordinal is what a line of a numbered list begins with: "1.", "(2)", "৩)", "4 -", "05.", "6|", and "7" or "8️⃣" before a number.
var ordinal = regexp.MustCompile(`^\s*[(\[]?([0-9০-৯]{1,3})(?:\s*[.)\]:।|-]+(\s*)|\x{fe0f}?\x{20e3}\s*|\s+)`)

// withoutOrdinals takes the ordinals off lines that are numbered from 1 on, two of them at
// least. What stands between such lines, as a total, is left as it is.
func withoutOrdinals(lines []string) []string {
	bare, count := slices.Clone(lines), 0
	for i, line := range lines {
		at := ordinal.FindStringSubmatchIndex(line)
		if at == nil || strings.TrimLeft(text.LatinDigits(line[at[2]:at[3]]), "0") != strconv.Itoa(count+1) {
			continue
		}
		rest := line[at[1]:]
		if (at[4] < 0 || at[4] == at[5] && strings.IndexFunc(rest, unicode.IsDigit) == 0) && !beginsWithNumber(rest) {
			continue // "1.500", "1 rahim"
		}
		bare[i], count = rest, count+1
	}
	if count < 2 {
		return lines
	}
	return bare
}

// betweenOrders is what may stand between two orders in one line.
var betweenOrders = regexp.MustCompile(`\s*[,;،]\s*`)

// readPieces reads a typed line of a list: as several orders where commas part it into
// pieces each of which is a whole one, with a name or without, else as one.
func readPieces(n int, line string, find lookup) []order.BatchRow {
	var pieces []string
	from := 0
	for _, at := range betweenOrders.FindAllStringIndex(line, mostLines) {
		if behind := line[at[1]:]; strings.TrimSpace(line[at[0]:at[1]]) == line[at[0]:at[1]] && !beginsWithNumber(behind) {
			continue // "1,000"
		}
		pieces, from = append(pieces, line[from:at[0]]), at[1]
	}
	if pieces = append(pieces, line[from:]); len(pieces) > 1 && strings.TrimSpace(pieces[len(pieces)-1]) == "" {
		pieces = pieces[:len(pieces)-1]
	}
	whole := len(pieces) > 1
	var rows []order.BatchRow
	for i := 0; whole && i < len(pieces); i++ {
		r := readLine(n, pieces[i], find)
		rows, whole = append(rows, r), r.Out == "" && mayBeNamed(unreadIn(r.Note))
	}
	if whole {
		return rows
	}
	return []order.BatchRow{readLine(n, line, find)}
}

// mayBeNamed reports whether what was not understood of a piece may be whose number it is: up to
// three words as names are, or nothing.
func mayBeNamed(note string) bool {
	words := strings.Fields(note)
	return len(words) <= 3 && !slices.ContainsFunc(words, func(word string) bool { return !isName(word) })
}

// beginsWithNumber reports whether a text begins with a mobile number.
func beginsWithNumber(s string) bool {
	return numberFirst.MatchString(tidy(s[:min(len(s), 60)]))
}

var numberFirst = regexp.MustCompile(`^(?:\+?88)?01[3-9]`)

// readLine reads a typed line of a list. find may be nil.
func readLine(n int, line string, find lookup) order.BatchRow {
	p, w := parse(line)
	var out order.RowOut
	if find != nil && p.Number == "" {
		p, w, out = find(line, p, w)
	}
	r := order.BatchRow{Line: n, Note: text.Clean(p.unread, 60), Out: out, Recharge: p.Recharge}
	switch {
	case out != "":
	case w != nil:
		r.Out = outOfWrong(w)
	case p.complaint || p.asks || p.went:
		r.Out = order.OutQuestion
	case p.stops:
		r.Out = order.OutNot
	case p.service:
		r.Out = order.OutService
	}
	if r.Out == "" && r.Number != "" && r.Note != "" {
		r.Note = noteOf(r, line)
	}
	return finished(r, line)
}

// noteOf is what was not understood of a typed line, with "…" before what is not whose number
// it is. That stands before the number: behind it the same words may say that it is paid, or not
// wanted.
func noteOf(r order.BatchRow, line string) string {
	line = tidy(line)
	at := standsIn(line, string(r.Number))
	if at < 0 { // without its zero, or by another name
		at = strings.IndexAny(line, digits)
	}
	before, _ := parse(strings.TrimRight(line[:max(0, at)], digits+"+-( "))
	if name := before.unread; name != "" && mayBeNamed(foreign.ReplaceAllString(name, " ")) && strings.HasPrefix(r.Note, name) {
		if rest := strings.Trim(strings.TrimPrefix(r.Note, name), " …"); rest != "" {
			return name + " " + unreadMark + rest
		}
		return name
	}
	return unreadMark + r.Note
}

const unreadMark = "… "

// unreadIn gives what noteOf has marked in a note; "" where there is none.
func unreadIn(note string) string {
	if rest, ok := strings.CutPrefix(note, unreadMark); ok {
		return rest
	}
	_, rest, _ := strings.Cut(note, " "+unreadMark)
	return rest
}

// lookUp finds the number for a line of a list as for a single line: by the name that it
// was given, or by its last four digits where one number that was served ends so.
func (t turn) lookUp(failed *error) lookup {
	return func(line string, p parts, w *wrong) (parts, *wrong, order.RowOut) {
		if *failed != nil {
			return p, w, ""
		}
		if end, q, bad, ok := endIn(line); ok && (q.Amount != 0 || bad != nil) {
			served, err := t.served(end)
			switch *failed = err; len(served) {
			case 0:
				return p, w, order.OutNoEnd
			case 1:
				return q.like(served[0].Recharge), bad, ""
			}
			return p, w, order.OutEnds
		}
		if q, ok, err := t.namedEnd(line); err != nil || ok {
			*failed = err
			return q, nil, ""
		}
		if p.Amount == 0 && w == nil || !nameIn(p, w) {
			return p, w, ""
		}
		f, ok, err := t.favourite(named(p.unread))
		if *failed = err; !ok {
			return p, w, order.OutName
		}
		p.unread = ""
		return p.like(f.Recharge), w, ""
	}
}

// namedEnd reads last digits with an amount, and whose number it is: "5678 50 rahim". Only one
// number that was served may end so.
func (t turn) namedEnd(line string) (q parts, ok bool, err error) {
	line = strings.TrimSpace(tidy(line))
	m := lineOfEnd.FindStringSubmatchIndex(line)
	if m == nil {
		return q, false, nil
	}
	q, w := parse(line[:m[2]] + line[m[3]:])
	if w != nil || q.Number != "" || q.Amount == 0 || q.unread == "" || q.speaks() || q.service || !mayBeNamed(q.unread) {
		return q, false, nil
	}
	served, err := t.served(line[m[2]:m[3]])
	if err != nil || len(served) != 1 {
		return q, false, err
	}
	return q.like(served[0].Recharge), true, nil
}

// saleTyped reports whether what was typed while something was asked for is a list, and
// whether it says nothing but whole orders, one or several: "5678 50", "rahim 50".
func (t turn) saleTyped() (list, whole bool, err error) {
	find := t.lookUp(&err)
	rows, list := readLines(t.In.Text, find)
	if !list {
		rows = []order.BatchRow{readLine(1, t.In.Text, find)}
	}
	whole = !slices.ContainsFunc(rows, func(r order.BatchRow) bool { return r.Out != "" || r.Note != "" })
	return list, whole, err
}

// outOfWrong is why a line cannot be read.
func outOfWrong(w *wrong) order.RowOut {
	switch w.text {
	case tBadNumber:
		if len(w.pairs) == 2 {
			if digits, ok := w.pairs[1].(int); ok && digits > 0 {
				return order.OutDigits(digits)
			}
		}
		return order.OutNumber
	case tBadPrefix:
		return order.OutPrefix
	case tNoNumber:
		return order.OutNumber
	case tTwoNumbers:
		return order.OutNumbers
	case tTwoAmounts:
		return order.OutAmounts
	case tBadAmount, tMinus:
		return order.OutNoAmount
	case tNotWhole:
		return order.OutWhole
	case tTwoOperators:
		return order.OutOperator
	case tTwoConnections:
		return order.OutConnection
	}
	return order.OutUnread
}

// finished fills in what a row does not say, and names what it lacks. written is how it
// stands in what was sent.
func finished(r order.BatchRow, written string) order.BatchRow {
	if r.Connection == 0 {
		r.Connection = order.Prepaid
	}
	if r.Operator == "" {
		r.Operator = order.Suggest(r.Number)
	}
	switch {
	case r.Out != "":
	case r.Number == "":
		r.Out = order.OutNumber
	case r.Amount == 0:
		r.Out = order.OutAmount
	case r.Operator == "":
		r.Out = order.OutOperator
	}
	if r.Out != "" || repaired(r.Number, written) {
		r.Written = text.Clean(written, mostWritten)
	}
	return r
}

// repaired reports whether a number was not written as it is: without its zero, with the
// country's code, in Bangla digits.
func repaired(n order.Number, written string) bool {
	if n == "" {
		return false
	}
	at := standsIn(written, string(n))
	return at < 0 || endsInDigit(written[:at]) || codeLast.MatchString(written[:at])
}

// standsIn gives where a number first stands in a text, in one piece or with spaces and
// hyphens in it; -1 where it does not.
func standsIn(written, number string) int {
	for at := range len(written) {
		found := 0
		for i := at; i < len(written) && (written[i] == number[found] || found > 0 && strings.IndexByte(" \t-", written[i]) >= 0); i++ {
			if written[i] != number[found] {
				continue
			}
			if found++; found == len(number) {
				return at
			}
		}
	}
	return -1
}

// codeLast is a country's code in front of a number: "+88 01712345678", no amount of 188.
var codeLast = regexp.MustCompile(`(?:^|\D)(?:00)?880?[ \t()-]*$`)

// unreadable reports whether a row is out for what is written in it, whatever else may
// change.
func unreadable(r order.BatchRow) bool {
	switch r.Out {
	case order.OutNumber, order.OutPrefix, order.OutNumbers, order.OutName, order.OutNoEnd, order.OutEnds,
		order.OutAmount, order.OutNoAmount, order.OutAmounts, order.OutWhole, order.OutOperator, order.OutConnection,
		order.OutService, order.OutQuestion, order.OutNot, order.OutUnread:
		return true
	}
	_, digits := r.Out.Digits()
	return digits
}

// printOf is the same for lists with the same rows, in whatever order.
func printOf(rows []order.BatchRow) string {
	var lines []string
	for _, r := range rows {
		if !unreadable(r) {
			lines = append(lines, chat.Data(string(r.Number), int64(r.Amount), r.Operator, int(r.Connection)))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:12])
}
