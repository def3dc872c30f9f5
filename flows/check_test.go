package flows_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"rechargebot/flows/chat"
)

// Telegram's limits (Bot API), and our own on the tags.
const (
	mostText    = 4096 // UTF-16 units after the tags are taken away
	mostCaption = 1024
	mostAnswer  = 200
	mostData    = 64
	mostCopy    = 256
	mostButtons = 100
)

var (
	unfilled = regexp.MustCompile(`\{[a-z]+(\|[^{}]*)?\}`)
	entity   = regexp.MustCompile(`^&(lt|gt|amp|quot|#34|#39);`)
)

// rendered reads HTML as strictly as Telegram does, and writes it as a person
// sees it: *bold*, `code`.
func rendered(s string) (string, error) {
	var b strings.Builder
	var open []string
	for s != "" {
		switch {
		case strings.HasPrefix(s, "<"):
			tag, rest, ok := strings.Cut(s[1:], ">")
			name := strings.TrimPrefix(tag, "/")
			if !ok || name != "b" && name != "code" {
				return "", fmt.Errorf("no such tag: %.20q", s)
			}
			if name == tag {
				for _, o := range open {
					if o == "code" || o == name || name == "code" { // which Telegram does not show inside others
						return "", fmt.Errorf("<%s> inside <%s>", name, o)
					}
				}
				open = append(open, name)
			} else {
				if len(open) == 0 || open[len(open)-1] != name {
					return "", fmt.Errorf("</%s> closes nothing", name)
				}
				open = open[:len(open)-1]
			}
			b.WriteString(map[string]string{"b": "*", "code": "`"}[name])
			s = rest
		case strings.HasPrefix(s, "&"):
			e := entity.FindString(s)
			if e == "" {
				return "", fmt.Errorf("bare &: %.20q", s)
			}
			b.WriteString(html.UnescapeString(e))
			s = s[len(e):]
		default:
			r, n := utf8.DecodeRuneInString(s)
			if r == utf8.RuneError || r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				return "", fmt.Errorf("unfit character %q", r)
			}
			b.WriteString(s[:n])
			s = s[n:]
		}
	}
	if len(open) > 0 {
		return "", fmt.Errorf("<%s> is not closed", open[0])
	}
	return b.String(), nil
}

// units counts as Telegram does.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// checked renders a screen and says what Telegram, or a reader, would mind.
func checked(s chat.Screen) (text string, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	text, err := rendered(s.HTML)
	if err != nil {
		fault("%v in %q", err, s.HTML)
		text = s.HTML
	}
	if strings.TrimSpace(text) == "" {
		fault("the text is empty")
	}
	if n := units(text); n > mostText {
		fault("the text has %d units", n)
	}
	if m := unfilled.FindString(text); m != "" {
		fault("%s was not filled in: %q", m, s.HTML)
	}
	count := 0
	for _, row := range s.Buttons {
		if len(row) == 0 {
			fault("a row without buttons")
		}
		for _, b := range row {
			count++
			if strings.TrimSpace(b.Text) == "" || unfilled.MatchString(b.Text) || strings.Contains(b.Text, "\n") || strings.Contains(b.Text, "&lt;") {
				fault("button text %q", b.Text)
			}
			if (b.Data == "") == (b.Copy == "") || len(b.Data) > mostData || utf8.RuneCountInString(b.Copy) > mostCopy {
				fault("button %q: data %q, copy %q", b.Text, b.Data, b.Copy)
			}
		}
	}
	if count > mostButtons {
		fault("%d buttons", count)
	}
	return text, faults
}

// faultsOf says what is wrong with anything the bot says.
func faultsOf(o chat.Outgoing) []string {
	var faults []string
	if o.Screen != nil {
		text, found := checked(*o.Screen)
		faults = found
		if o.File != nil && (o.File.ID == "" || units(text) > mostCaption) {
			faults = append(faults, fmt.Sprintf("a file %+v with %d characters", *o.File, units(text)))
		}
	} else if o.File != nil {
		faults = append(faults, "a file without a screen")
	}
	if a := o.Answer; a != nil && (a.Query == "" || units(a.Text) > mostAnswer || strings.ContainsAny(a.Text, "\n<") || unfilled.MatchString(a.Text)) {
		faults = append(faults, fmt.Sprintf("answer to a tap %+v", *a))
	}
	if d := o.Document; d != nil {
		if text, err := rendered(d.Caption); err != nil || units(text) > mostCaption || unfilled.MatchString(text) || d.Name == "" {
			faults = append(faults, fmt.Sprintf("document %+v: %v", *d, err))
		}
	}
	if d := o.Document; d != nil {
		if text, err := rendered(d.Instead); err != nil || text == "" || unfilled.MatchString(text) {
			faults = append(faults, fmt.Sprintf("instead of document %+v: %v", *d, err))
		}
	}
	if d := o.Delete; d != nil {
		if text, err := rendered(d.Instead); err != nil || text == "" || d.Message == 0 || unfilled.MatchString(text) {
			faults = append(faults, fmt.Sprintf("deletion %+v: %v", *d, err))
		}
	}
	if o.Menu != nil {
		for _, c := range o.Menu.Commands {
			if c.Name == "" || c.Help == "" || utf8.RuneCountInString(c.Help) > 256 {
				faults = append(faults, fmt.Sprintf("command %+v", c))
			}
		}
	}
	return faults
}
