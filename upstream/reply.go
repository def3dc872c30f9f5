package upstream

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"rechargebot/flows/order"
)

// key is one that the panel document knows in a reply.
type key int

const (
	keySuccess key = iota
	keyStatus
	keyMessage
	keyBalance
	keyLastBalance
	keyTransaction // trxid
	keyPosition    // posotion, as the document spells it, or position
	keys
)

var keyNames = map[string]key{
	"success": keySuccess, "status": keyStatus, "message": keyMessage,
	"balance": keyBalance, "lastbalance": keyLastBalance,
	"trxid": keyTransaction, "posotion": keyPosition, "position": keyPosition,
}

// value is one member's value as text: 102, "102" and bare words are alike.
type value struct {
	present bool   // the key was there
	null    bool   // null, or nothing at all as in {"trxid":,}
	text    string // as it came, strings unescaped
}

// reply is what the panel said.
type reply struct {
	value [keys]value
	// further is what it said in words outside of message: under keys that the
	// document does not have, in comments around the object. It can make a reply
	// less certain, and never more.
	further string
	// undone is what it said so of a delivery that is not there yet, which is no wonder in the
	// reply to a request.
	undone string
	// strange says that a further key holds what looks like a reply of its own.
	strange bool
	// warned says that PHP printed warnings before or behind the object.
	warned bool
	// noError says that a further key of an error says that all is well.
	noError bool
	// ids are what further keys call the order.
	ids []string
	// number is the customer's number that it names, "" for none.
	number order.Number
	// valued says that a further key has a value that may be of an order.
	valued bool
}

// told gives the trimmed text of a key, and whether the panel said anything
// there: neither a key left out nor null tells anything, "" does.
func (r *reply) told(k key) (string, bool) {
	v := r.value[k]
	return strings.TrimSpace(v.text), v.present && !v.null
}

// text is told for keys whose absence and emptiness mean the same.
func (r *reply) text(k key) string {
	s, _ := r.told(k)
	return s
}

// Why a body is unreadable.
var (
	errEmpty      = errors.New("empty reply")
	errNoObject   = errors.New("no JSON object in the reply")
	errNoise      = errors.New("something else than PHP warnings before the JSON object")
	errBroken     = errors.New("JSON object is broken or cut off")
	errNested     = errors.New("JSON object holds an object or a list where a plain value belongs")
	errTwoMinds   = errors.New("a key comes twice with different values")
	errMore       = errors.New("something else after the JSON object")
	errUnknownKey = errors.New("JSON object holds no key of the panel document")
)

// readReply reads a reply's body. It tolerates what panels are known to send: PHP
// warnings, comments, byte-order marks and NUL before and behind the object, keys
// with stray spaces and in any case, strings for numbers and the reverse, bare
// words and nothing at all for values as in the document's section 2, one comma
// too many, the very same object again behind the first. A panel that is not read
// settles nothing. What could mean something else than it seems is an error: a
// reply cut off, a page that holds braces, a second object that differs, a key
// said twice in different ways, a fatal error on either side.
func readReply(body []byte) (reply, error) {
	start := objectStart(body)
	if start < 0 {
		if len(trimMarks(body)) == 0 {
			return reply{}, errEmpty
		}
		return reply{}, errNoObject
	}
	before, ok := readNoise(body[:start])
	if !ok {
		return reply{}, errNoise
	}
	rd := reader{text: body, at: start}
	r, err := rd.object()
	if err != nil {
		return reply{}, err
	}
	object, rest := body[start:rd.at], body[rd.at:]
	for {
		var same bool
		if rest, same = bytes.CutPrefix(trimMarks(rest), object); !same {
			break
		}
	}
	behind, ok := readNoise(rest)
	if !ok || objectStart(rest) >= 0 {
		return reply{}, errMore
	}
	r.warned = before.warned || behind.warned
	for _, comments := range []string{before.comments, behind.comments} {
		if hear(comments).speaks() {
			r.say(comments)
		}
	}
	for _, v := range r.value {
		if v.present {
			return r, nil
		}
	}
	return reply{}, errUnknownKey
}

// maxFurther is the most bytes of further words that are kept.
const maxFurther = 2 << 10

// say adds words to what was said outside of message.
func (r *reply) say(text string) {
	text = strings.TrimSpace(text)
	if text == "" || len(r.further) > maxFurther {
		return
	}
	if len(text) > maxFurther {
		text = strings.ToValidUTF8(text[:maxFurther], "")
	}
	if r.further != "" {
		r.further += "; "
	}
	r.further += text
}

// objectStart gives the place of the first brace that can open an object with
// members. PHP names closures {closure} in its warnings.
func objectStart(body []byte) int {
	for i, c := range body {
		if c != '{' {
			continue
		}
		if rest := bytes.TrimLeft(body[i+1:], " \t\r\n"); len(rest) > 0 && rest[0] == '"' {
			return i
		}
	}
	return -1
}

var mark = []byte("\ufeff")

// trimMarks removes space, byte-order marks and NUL from both ends.
func trimMarks(b []byte) []byte {
	for {
		t := bytes.Trim(bytes.TrimSpace(b), "\x00")
		if t = bytes.TrimSuffix(bytes.TrimPrefix(t, mark), mark); len(t) == len(b) {
			return t
		}
		b = t
	}
}

// noise is what stands around an object.
type noise struct {
	warned   bool   // PHP warnings
	comments string // what HTML comments say
}

// readNoise reads what stands before or behind the object. It is not ok where
// that is more than marks, whole HTML comments, and text as PHP prints it around
// a script's output when it has something to warn of. After a fatal error the
// script is dead, and what it printed was not said by the part that knows.
func readNoise(b []byte) (n noise, ok bool) {
	b = trimMarks(b)
	for {
		head, rest, found := bytes.Cut(b, []byte("<!--"))
		if !found {
			break
		}
		comment, rest, found := bytes.Cut(rest, []byte("-->"))
		if !found || objectStart(comment) >= 0 {
			return noise{}, false
		}
		n.comments += " " + string(comment)
		b = trimMarks(append(append([]byte(nil), head...), rest...))
	}
	if len(b) == 0 {
		return n, true
	}
	n.warned = true
	return n, phpWarnings(b)
}

// phpWarnings reports whether b is text of PHP's warnings and nothing else.
func phpWarnings(b []byte) bool {
	if !utf8.Valid(b) || bytes.ContainsFunc(b, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' }) {
		return false
	}
	s := strings.ToLower(string(b))
	for _, fatal := range []string{"fatal error", "parse error", "uncaught"} {
		if strings.Contains(s, fatal) {
			return false
		}
	}
	warns := false
	for _, label := range []string{"warning", "notice", "deprecated", "strict standards"} {
		warns = warns || strings.Contains(s, label)
	}
	return warns && strings.Contains(s, "on line") && onlyWarningTags(s)
}

// onlyWarningTags reports whether all tags in the lower-case text are ones that
// PHP puts into a warning: <br />, <b> and <a>. A page has others.
func onlyWarningTags(s string) bool {
	for {
		_, after, found := strings.Cut(s, "<")
		if !found {
			return true
		}
		name := strings.TrimPrefix(after, "/")
		end := strings.IndexFunc(name, func(r rune) bool { return r < 'a' || r > 'z' })
		if end < 0 {
			return false // a tag cut off
		}
		switch name[:end] {
		case "br", "b", "a":
		default:
			return false
		}
		s = name[end:]
	}
}

// reader goes through a body byte by byte.
type reader struct {
	text []byte
	at   int
}

// peek gives the next byte, 0 at the end.
func (rd *reader) peek() byte {
	if rd.at < len(rd.text) {
		return rd.text[rd.at]
	}
	return 0
}

func (rd *reader) skipSpace() {
	for rd.at < len(rd.text) && strings.IndexByte(" \t\r\n", rd.text[rd.at]) >= 0 {
		rd.at++
	}
}

// accept goes over c and the space behind it, if c is next.
func (rd *reader) accept(c byte) bool {
	if rd.peek() != c {
		return false
	}
	rd.at++
	rd.skipSpace()
	return true
}

// object reads the object that begins here, up to its closing brace.
func (rd *reader) object() (reply, error) {
	var r reply
	rd.accept('{')
	for {
		if rd.peek() == '}' {
			rd.at++
			return r, nil
		}
		name, ok := rd.quoted()
		if !ok {
			return reply{}, errBroken
		}
		rd.skipSpace()
		if !rd.accept(':') {
			return reply{}, errBroken
		}
		from := rd.at
		v, plain, ok := rd.value()
		if !ok {
			return reply{}, errBroken
		}
		if k, known := keyNames[keyName(name)]; known {
			switch {
			case !plain && k != keyMessage:
				return reply{}, errNested
			case r.value[k].present && r.value[k] != v:
				return reply{}, errTwoMinds
			case !plain: // some frameworks put a list of complaints into message
				r.nested(name, rd.text[from:rd.at], true)
			}
			r.value[k] = v
		} else {
			r.furtherKey(name, v, plain, rd.text[from:rd.at])
		}
		rd.skipSpace()
		if !rd.accept(',') && rd.peek() != '}' {
			return reply{}, errBroken
		}
	}
}

// value reads a value. An object or a list is gone over and is not plain.
func (rd *reader) value() (v value, plain, ok bool) {
	switch rd.peek() {
	case '"':
		text, ok := rd.quoted()
		return value{present: true, text: text}, true, ok
	case '{', '[':
		return value{present: true, null: true}, false, rd.skipNested()
	}
	start := rd.at
	for bare(rd.peek()) {
		rd.at++
	}
	text := string(rd.text[start:rd.at])
	if text == "" || strings.EqualFold(text, "null") {
		return value{present: true, null: true}, true, true
	}
	return value{present: true, text: text}, true, true
}

// bare reports the characters of numbers and of words without quotes. A comma
// is not among them, so 1,024 without quotes is an error and not 1.
func bare(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ||
		c != 0 && strings.IndexByte("+-._/#", c) >= 0
}

// skipNested goes over the object or list that begins here.
func (rd *reader) skipNested() bool {
	var open []byte
	for rd.at < len(rd.text) {
		switch c := rd.text[rd.at]; c {
		case '"':
			if _, ok := rd.quoted(); !ok {
				return false
			}
			continue
		case '{', '[':
			open = append(open, c+2) // in ASCII the closing one is the second next
		case '}', ']':
			if c != open[len(open)-1] {
				return false
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				rd.at++
				return true
			}
		}
		rd.at++
	}
	return false
}

var escapes = map[byte]byte{'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// quoted reads the string that begins here. Line breaks inside are let pass, and
// a backslash that escapes nothing: both come of replies put together by hand.
func (rd *reader) quoted() (string, bool) {
	if rd.peek() != '"' {
		return "", false
	}
	rd.at++
	var b []byte
	for rd.at < len(rd.text) {
		c := rd.text[rd.at]
		rd.at++
		switch c {
		case '"':
			return strings.ToValidUTF8(string(b), "\ufffd"), true
		case '\\':
			if rd.at == len(rd.text) {
				return "", false
			}
			c = rd.text[rd.at]
			rd.at++
			if c == 'u' {
				b = utf8.AppendRune(b, rd.unicode())
				continue
			}
			if plain, ok := escapes[c]; ok {
				c = plain
			}
		}
		b = append(b, c)
	}
	return "", false
}

// unicode reads what is behind \u, and the second half of a pair. It gives
// U+FFFD for what is no character.
func (rd *reader) unicode() rune {
	r, ok := rd.hex4()
	if !ok {
		return utf8.RuneError
	}
	if !utf16.IsSurrogate(r) {
		return r
	}
	if bytes.HasPrefix(rd.text[rd.at:], []byte(`\u`)) {
		back := rd.at
		rd.at += 2
		if low, ok := rd.hex4(); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair
			}
		}
		rd.at = back
	}
	return utf8.RuneError
}

// hex4 reads four hex digits, or nothing.
func (rd *reader) hex4() (rune, bool) {
	if len(rd.text)-rd.at < 4 {
		return 0, false
	}
	var r rune
	for _, c := range rd.text[rd.at : rd.at+4] {
		d := strings.IndexByte("0123456789abcdef", c|0x20)
		if c < '0' || d < 0 {
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	rd.at += 4
	return r, true
}
