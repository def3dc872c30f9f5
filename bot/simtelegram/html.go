package simtelegram

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An entity marks a part of a text; offsets and lengths are in UTF-16 units (Bot API: MessageEntity).
type entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	Language string `json:"language,omitempty"`
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// tags that Telegram knows, and the entity each makes.
var tags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
	"a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler",
}

// formatted reads a text field with its parse_mode (or its ready-made entities) as Telegram does.
// limit is in UTF-16 units after parsing; tooLong is what to say beyond it.
func formatted(f *form, text, entitiesField string, limit int, tooLong string) (string, []entity, *refusal) {
	if len(text) > 1<<15 {
		return "", nil, bad("text is too long")
	}
	var marks []entity
	switch mode := strings.ToLower(f.get("parse_mode")); mode {
	case "html":
		var err error
		if text, marks, err = parseHTML(text); err != nil {
			return "", nil, bad("can't parse entities: " + err.Error())
		}
	case "", "none":
		if raw := f.get(entitiesField); raw != "" {
			if json.Unmarshal([]byte(raw), &marks) != nil {
				return "", nil, bad("can't parse entities JSON object")
			}
		}
	default: // Markdown exists on Telegram; this server teaches one way only
		return "", nil, bad("unsupported parse_mode")
	}
	text, marks = trim(text, marks)
	if utf16Len(text) > limit {
		return "", nil, bad(tooLong)
	}
	return text, marks, nil
}

// trim takes white space off both ends, as Telegram does, and moves the entities along.
func trim(text string, marks []entity) (string, []entity) {
	short := strings.TrimLeftFunc(text, unicode.IsSpace)
	shift := utf16Len(text[:len(text)-len(short)])
	short = strings.TrimRightFunc(short, unicode.IsSpace)
	if len(short) == len(text) || len(marks) == 0 {
		return short, marks
	}
	end := utf16Len(short)
	kept := marks[:0]
	for _, e := range marks {
		from, to := max(e.Offset-shift, 0), min(e.Offset-shift+e.Length, end)
		if from < to {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	return short, kept
}

// told makes an error in Telegram's own words, capital letter and all.
func told(format string, args ...any) error { return fmt.Errorf(format, args...) }

// parseHTML turns Telegram's HTML into plain text and entities. Its errors are Telegram's, byte offsets included.
func parseHTML(s string) (string, []entity, error) {
	if !strings.ContainsAny(s, "<&") {
		return s, nil, nil
	}
	var plain strings.Builder
	var marks []entity
	var stack []openTag
	units := 0
	for i := 0; i < len(s); {
		if s[i] == '&' {
			if r, n := htmlEntity(s[i:]); n > 0 {
				plain.WriteRune(r)
				units += utf16Len(string(r))
				i += n
				continue
			}
		}
		if s[i] != '<' {
			r, n := utf8.DecodeRuneInString(s[i:])
			plain.WriteString(s[i : i+n])
			units++
			if r > 0xffff {
				units++
			}
			i += n
			continue
		}
		start := i
		if i+1 < len(s) && s[i+1] == '/' {
			if len(stack) == 0 {
				return "", nil, told("Unexpected end tag at byte offset %d", start)
			}
			name, end, err := endTag(s, start)
			if err != nil {
				return "", nil, err
			}
			i = end
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if name != "" && name != top.tag {
				return "", nil, told(`Unmatched end tag at byte offset %d, expected "</%s>", found "</%s>"`, start, top.tag, name)
			}
			if e, ok := top.entity(plain.String(), units); ok {
				marks = append(marks, e)
			}
			continue
		}
		tag, arg, end, err := startTag(s, start)
		if err != nil {
			return "", nil, err
		}
		i = end
		stack = append(stack, openTag{tag: tag, arg: arg, offset: units, begin: plain.Len()})
	}
	if len(stack) > 0 {
		return "", nil, told("Can't find end tag corresponding to start tag %q", stack[len(stack)-1].tag)
	}
	return plain.String(), tidy(marks), nil
}

// openTag is a start tag whose end tag has not come yet.
type openTag struct {
	tag, arg      string
	offset, begin int // UTF-16 units, bytes of the plain text
}

// entity gives the entity that ends after so many units of the plain text, if there is one.
func (o openTag) entity(plain string, units int) (entity, bool) {
	e := entity{Type: tags[o.tag], Offset: o.offset, Length: units - o.offset}
	if e.Length <= 0 {
		return e, false
	}
	switch o.tag {
	case "a":
		e.URL = link(o.arg, plain[o.begin:])
		return e, e.URL != ""
	case "code":
		e.Language = o.arg
	case "blockquote":
		if o.arg != "" {
			e.Type = "expandable_blockquote"
		}
	}
	return e, true
}

// endTag reads the end tag that begins at start and gives the offset behind it.
func endTag(s string, start int) (name string, end int, err error) {
	i := start + len("</")
	from := i
	for i < len(s) && !space(s[i]) && s[i] != '>' {
		i++
	}
	name = strings.ToLower(s[from:i])
	i = skipSpace(s, i)
	if i >= len(s) || s[i] != '>' {
		return "", 0, told("Unclosed end tag at byte offset %d", start)
	}
	return name, i + 1, nil
}

// tidy makes <pre><code class="language-x"> one entity and orders entities by offset, the longer first.
func tidy(marks []entity) []entity {
	out := marks[:0]
	for _, e := range marks {
		if n := len(out); n > 0 && e.Type == "pre" && out[n-1].Type == "code" && out[n-1].Language != "" &&
			out[n-1].Offset == e.Offset && out[n-1].Length == e.Length {
			out[n-1].Type = "pre"
			continue
		}
		out = append(out, e)
	}
	for i := range out {
		if out[i].Type == "code" {
			out[i].Language = ""
		}
		for j := i; j > 0 && (out[j].Offset < out[j-1].Offset ||
			out[j].Offset == out[j-1].Offset && out[j].Length > out[j-1].Length); j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// startTag reads the tag that begins at start and gives the offset behind it.
func startTag(s string, start int) (tag, arg string, end int, err error) {
	i := start + 1
	for i < len(s) && !space(s[i]) && s[i] != '>' {
		i++
	}
	if i >= len(s) {
		return "", "", 0, told("Unclosed start tag at byte offset %d", start)
	}
	tag = strings.ToLower(s[start+1 : i])
	if tags[tag] == "" {
		return "", "", 0, told("Unsupported start tag %q at byte offset %d", tag, start)
	}
	for {
		i = skipSpace(s, i)
		if i >= len(s) {
			return "", "", 0, told("Unclosed start tag %q at byte offset %d", tag, start)
		}
		if s[i] == '>' {
			break
		}
		from := i
		for i < len(s) && !space(s[i]) && !strings.ContainsRune(`=>/"'`, rune(s[i])) {
			i++
		}
		name := s[from:i]
		if name == "" {
			return "", "", 0, told("Empty attribute name in the tag %q at byte offset %d", tag, start)
		}
		i = skipSpace(s, i)
		value := "1" // of an attribute without one, such as expandable
		if i < len(s) && s[i] == '=' {
			if value, i, err = attribute(s, i+1, tag, start); err != nil {
				return "", "", 0, err
			}
		}
		if v, ok := argument(tag, name, value); ok {
			arg = v
		}
	}
	if tag == "span" && arg != "tg-spoiler" {
		return "", "", 0, told(`Tag "span" must have class "tg-spoiler" at byte offset %d`, start)
	}
	return tag, arg, i + 1, nil
}

// argument gives what an attribute means to its tag, if it means something.
func argument(tag, name, value string) (string, bool) {
	switch tag + " " + name {
	case "a href", "span class":
		return value, true
	case "code class":
		return strings.CutPrefix(value, "language-")
	case "blockquote expandable":
		return "1", true
	}
	return "", false
}

// attribute reads a value that begins at i, quoted or a bare token, and gives the offset behind it.
func attribute(s string, i int, tag string, start int) (string, int, error) {
	i = skipSpace(s, i)
	if i >= len(s) {
		return "", 0, told("Unclosed start tag %q at byte offset %d", tag, start)
	}
	from := i
	if quote := s[i]; quote == '"' || quote == '\'' {
		var value strings.Builder
		for i++; i < len(s) && s[i] != quote; {
			if s[i] == '&' {
				if r, n := htmlEntity(s[i:]); n > 0 {
					value.WriteRune(r)
					i += n
					continue
				}
			}
			value.WriteByte(s[i])
			i++
		}
		if i+1 >= len(s) {
			return "", 0, told("Unclosed start tag at byte offset %d", start)
		}
		return value.String(), i + 1, nil
	}
	for i < len(s) && (s[i] == '.' || s[i] == '-' || s[i] < 0x80 && (unicode.IsLetter(rune(s[i])) || unicode.IsDigit(rune(s[i])))) {
		i++
	}
	if i >= len(s) || !space(s[i]) && s[i] != '>' {
		return "", 0, told("Unexpected end of name token at byte offset %d", from)
	}
	return strings.ToLower(s[from:i]), i, nil
}

// htmlEntity reads &lt; &gt; &amp; &quot; or a numeric one and gives its length; 0 if it is plain text after all.
func htmlEntity(s string) (rune, int) {
	end := 1
	for end < len(s) && end < 12 && (s[end] == '#' || s[end] < 0x80 && (unicode.IsLetter(rune(s[end])) || unicode.IsDigit(rune(s[end])))) {
		end++
	}
	name, n := s[1:end], end
	if end < len(s) && s[end] == ';' {
		n++
	}
	switch name {
	case "lt":
		return '<', n
	case "gt":
		return '>', n
	case "amp":
		return '&', n
	case "quot":
		return '"', n
	}
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, 0
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	code, err := strconv.ParseInt(digits, base, 32)
	if err != nil || code <= 0 || code >= 0x10ffff || end >= 10 || !utf8.ValidRune(rune(code)) {
		return 0, 0
	}
	return rune(code), n
}

// link gives the address of a text_link, or "" for what Telegram shows as plain text.
func link(href, text string) string {
	if href == "" {
		href = text
	}
	scheme, _, ok := strings.Cut(href, ":")
	switch {
	case ok && (scheme == "http" || scheme == "https" || scheme == "tg" || scheme == "mailto" || scheme == "tel"):
		return href
	case !ok && strings.Contains(href, ".") && !strings.ContainsAny(href, " \n"):
		return "http://" + href
	}
	return ""
}

func space(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0 || c == '\v'
}

// skipSpace gives the offset of the first byte from i on that is no space.
func skipSpace(s string, i int) int {
	for i < len(s) && space(s[i]) {
		i++
	}
	return i
}

// commandEntities finds the /commands of a text a person wrote.
func commandEntities(text string) []entity {
	var marks []entity
	for i := 0; i < len(text); i++ {
		if text[i] != '/' {
			continue
		}
		end := commandEnd(text, i)
		if end < 0 {
			continue
		}
		marks = append(marks, entity{Type: "bot_command", Offset: utf16Len(text[:i]), Length: end - i})
		i = end - 1
	}
	return marks
}

// commandEnd gives the offset behind the command that begins with the slash at start; -1 if none does.
func commandEnd(text string, start int) int {
	if prev, n := utf8.DecodeLastRuneInString(text[:start]); n > 0 && joins(prev) {
		return -1
	}
	end := skipWord(text, start+1)
	if end == start+1 || end-start > 65 {
		return -1
	}
	if end < len(text) && text[end] == '@' {
		at := skipWord(text, end+1)
		if n := at - end - 1; n < 3 || n > 32 {
			return -1
		}
		end = at
	}
	if next, n := utf8.DecodeRuneInString(text[end:]); n > 0 && joins(next) {
		return -1
	}
	return end
}

// joins reports whether a letter beside a command makes it none.
func joins(r rune) bool { return wordRune(r) || strings.ContainsRune("/<>", r) }

func wordRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// skipWord gives the offset of the first byte from i on that no command or bot name has.
func skipWord(text string, i int) int {
	for i < len(text) && text[i] < 0x80 && wordRune(rune(text[i])) {
		i++
	}
	return i
}
