package upstream

import (
	"cmp"
	"encoding/json"
	"errors"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxMessage = 200 // characters of a message for people
	maxWord    = 64  // characters of a status code
	maxExcerpt = 200 // bytes of a body in an error

	// maxTransaction is the most characters of a transaction id. It is never cut
	// where people copy it, and some panels give the operator's whole message.
	maxTransaction = 4000
)

// secrets are what no text that leaves this package may hold: the key and the
// values of the headers that are set anywhere, and the user's name in what people
// read.
type secrets struct {
	hidden []hidden // longest first
	user   string
}

// hidden is one form of a secret and what stands in its place.
type hidden struct {
	form, sign string
	whole      bool // hidden only where no letter or digit is beside it
}

// Values of headers shorter than these are no secrets, or hidden as whole words
// only: what hides "7" anywhere spoils every transaction id.
const (
	shortHeader = 4
	plainHeader = 8
)

func newSecrets(user, key string, headers map[string]string) secrets {
	s := secrets{user: user}
	s.add(key, "[key]", false)
	for _, value := range headers {
		value = strings.TrimSpace(value)
		if len(value) < shortHeader {
			continue
		}
		s.add(value, "[header]", len(value) < plainHeader)
		// A scheme before it, such as Bearer, is no part of a secret.
		if _, token, ok := strings.Cut(value, " "); ok && len(token) >= plainHeader {
			s.add(token, "[header]", false)
		}
	}
	slices.SortFunc(s.hidden, func(a, b hidden) int {
		return cmp.Or(len(b.form)-len(a.form), strings.Compare(b.sign, a.sign), strings.Compare(a.form, b.form))
	})
	s.hidden = slices.Compact(s.hidden)
	return s
}

// add adds a secret in each form it may come back in.
func (s *secrets) add(secret, sign string, whole bool) {
	text, _ := json.Marshal(secret) // a string always can be
	forms := []string{
		secret, strings.TrimSpace(secret), oneLine(secret), url.QueryEscape(secret), url.PathEscape(secret),
		html.EscapeString(secret), phpEntities.Replace(secret),
	}
	for _, quoted := range []string{secret, string(text), strconv.QuoteToASCII(secret)} {
		quoted = strings.TrimSuffix(strings.TrimPrefix(quoted, `"`), `"`)
		forms = append(forms, quoted, strings.ReplaceAll(quoted, "/", `\/`)) // PHP escapes slashes
	}
	for _, form := range forms {
		if form != "" {
			s.hidden = append(s.hidden, hidden{form, sign, whole})
		}
	}
}

// phpEntities writes what PHP's htmlspecialchars does.
var phpEntities = strings.NewReplacer("&", "&amp;", `"`, "&quot;", "'", "&#039;", "<", "&lt;", ">", "&gt;")

// redact takes the secrets out of a text, in whatever case they are written.
func (s secrets) redact(text string) string {
	for _, h := range s.hidden {
		text = replaceFold(text, h.form, h.sign, h.whole)
	}
	return text
}

// hide is redact on one line, and takes the user's name out too.
func (s secrets) hide(text string) string {
	text = s.redact(oneLine(s.redact(text)))
	if s.user != "" {
		text = replaceFold(text, s.user, "[user]", true)
	}
	return text
}

// message makes the panel's words fit for people: one line, at most 200
// characters, nothing that turns or hides text, and without user and key. Tags
// are left as they are; whoever shows it escapes it.
func (s secrets) message(text string) string {
	return cut(s.hide(text), maxMessage)
}

// word is message for a status code.
func (s secrets) word(text string) string {
	return cut(s.redact(oneLine(s.redact(text))), maxWord)
}

// transaction is message for a transaction id, which is not cut.
func (s secrets) transaction(text string) string {
	return cut(s.redact(oneLine(s.redact(text))), maxTransaction)
}

// cause makes the error for the log: its text without the key. Nothing of the
// error itself is kept, since what it wraps may hold the key.
func (s secrets) cause(err error) error {
	return errors.New(s.redact(oneLine(s.redact(err.Error()))))
}

// causeWithBody adds the beginning of the body to what is wrong with it.
func (s secrets) causeWithBody(what string, body []byte) error {
	return errors.New(s.redact(what) + ": " + s.excerpt(body))
}

// excerpt gives the beginning of a body.
func (s secrets) excerpt(body []byte) string {
	text := s.redact(oneLine(s.redact(string(body))))
	if len(text) > maxExcerpt {
		end := maxExcerpt - len("…")
		for !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end] + "…"
	}
	return text
}

// oneLine joins lines and runs of space, and removes control and format
// characters (direction overrides among them). The joiner and non-joiner stay:
// Bangla is written with them.
func oneLine(text string) string {
	var b strings.Builder
	space := false
	for _, r := range strings.ToValidUTF8(text, "\ufffd") {
		switch {
		case unicode.IsSpace(r) || unicode.In(r, unicode.Zl, unicode.Zp):
			space = true
			continue
		case r == '\u200c' || r == '\u200d':
		case unicode.In(r, unicode.Cc, unicode.Cf):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// cut shortens a text to so many characters, the last a sign that there was
// more.
func cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// replaceFold replaces old by repl whatever its case; if whole, only where no
// letter or digit is beside it. old is not empty.
func replaceFold(text, old, repl string, whole bool) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		n := prefixFold(text[i:], old)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+n:])
		if n == 0 || whole && (wordRune(before) || wordRune(after)) {
			_, size := utf8.DecodeRuneInString(text[i:])
			b.WriteString(text[i : i+size])
			i += size
			continue
		}
		b.WriteString(repl)
		i += n
	}
	return b.String()
}

// prefixFold gives how many bytes at the beginning of text are prefix in some
// case, 0 if they are not. Cases of one letter can differ in length.
func prefixFold(text, prefix string) int {
	n := 0
	if text == "" || prefix[0]|text[0] < utf8.RuneSelf && prefix[0]|0x20 != text[0]|0x20 {
		return 0 // most places, soon
	}
	for prefix != "" {
		p, size := utf8.DecodeRuneInString(prefix)
		t, width := utf8.DecodeRuneInString(text[n:])
		if width == 0 || !strings.EqualFold(string(p), string(t)) {
			return 0
		}
		prefix, n = prefix[size:], n+width
	}
	return n
}

func wordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
