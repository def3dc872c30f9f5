package simpanel

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf16"
)

// reply is what the panel has to say, before a mood damages it. A single field
// without a name is a whole body as it stands.
type reply []field

// field is one member of the JSON object. The value is text; quoted says that
// the document shows it as a string.
type field struct {
	name, value string
	quoted      bool
}

func accepted() reply {
	return reply{{name: "success", value: "true"}, {name: "status", value: "1"}, {"message", submitMessage, true}}
}

func refusal(message string) reply {
	return reply{{name: "success", value: "false"}, {name: "status", value: "2"}, {"message", message, true}}
}

func balanceReply(balance paisa) reply {
	return reply{{name: "success", value: "true"}, {name: "status", value: "1"}, {"balance", balance.String(), true}}
}

// statusReply has the document's spelling of "posotion". The message is for
// failed orders and is left out if "".
func statusReply(trxid string, balance paisa, status, message string) reply {
	r := reply{{name: "posotion", value: "1"}, {"trxid", trxid, true}, {"lastbalance", balance.String(), true}, {"status", status, true}}
	if message != "" {
		r = append(r, field{"message", message, true})
	}
	return r
}

// queued is the status reply to an order that waits for its turn.
func queued() reply {
	return reply{
		{name: "success", value: "true"}, {name: "status", value: "1"}, {name: "posotion", value: "3"},
		{"trxid", "", true}, {"message", "In queue", true},
	}
}

// write makes the JSON object, each member by pair.
func (r reply) write(pair func(i int, f field) string) string {
	if len(r) == 1 && r[0].name == "" {
		return r[0].value
	}
	var b strings.Builder
	b.WriteByte('{')
	for i, f := range r {
		if i > 0 {
			b.WriteByte(',')
		}
		if i > 0 && f.name == "status" && r[0].name == "posotion" {
			b.WriteByte(' ') // so printed in the document, section 2
		}
		b.WriteString(pair(i, f))
	}
	b.WriteByte('}')
	return b.String()
}

func (r reply) plain() string {
	return r.write(func(_ int, f field) string { return quote(f.name) + ":" + f.json() })
}

func (f field) json() string {
	if f.quoted {
		return quote(f.value)
	}
	return f.value
}

const phpWarning = "<br />\n<b>Warning</b>:  Undefined array key \"operator\" in <b>/home/panel/public_html/api.php</b> on line <b>41</b><br />\n"

// as is the body for mood m. Moods that send no body, or none of the panel's,
// give what a call in Succeed would have sent or "".
func (r reply) as(m Mood) string {
	if m.does() == Code {
		r = r.withStatus(m.Status)
	}
	r = r.keyed(m.Keys)
	switch m.does() {
	case HTML:
		return page(http.StatusOK)
	case Body:
		return m.Body
	case Empty:
		return ""
	case Nonsense:
		return "\x1f\x8b\x00\xff~;;{{\"succ\\ess\"::tr?ue,,]\n\x00lorem ipsum \xf0\x28"
	case Truncated:
		s := r.plain()
		return s[:len(s)*2/3]
	case Refuse:
		if m.Name == FaultPHPWarning {
			return phpWarning + r.plain()
		}
	case Noise:
		return "\ufeff" + phpWarning +
			"<br />\n<b>Deprecated</b>:  trim(): Passing null to parameter #1 ($string) of type string is deprecated in <b>/home/panel/public_html/api.php</b> on line <b>57</b><br />\n" +
			r.plain()
	case Twice:
		return r.plain() + r.plain()
	case WrongTypes:
		return r.wrongTypes()
	case DocumentJSON:
		return r.write(func(_ int, f field) string {
			if f.name == "trxid" {
				return quote(f.name) + ":" + f.value
			}
			return quote(f.name) + ":" + f.json()
		})
	}
	return r.plain()
}

// wrongTypes quotes what is bare, bares what is quoted and reads as a number,
// and pads each key, in turn behind and before.
func (r reply) wrongTypes() string {
	return r.write(func(i int, f field) string {
		name := f.name + " "
		if i%2 == 1 {
			name = " " + f.name
		}
		if f.quoted && isNumber(f.value) {
			f.quoted = false
		} else {
			f.quoted = true
		}
		return quote(name) + ":" + f.json()
	})
}

// withStatus is r with another status code, unless r is a refusal.
func (r reply) withStatus(code string) reply {
	if len(r) > 0 && r[0].name == "success" && r[0].value == "false" {
		return r
	}
	r = append(reply(nil), r...)
	for i := range r {
		if r[i].name == "status" {
			r[i].value = code
			r[i].quoted = r[i].quoted || !isNumber(code)
		}
	}
	return r
}

// isNumber reports whether s can stand in JSON as a number.
func isNumber(s string) bool {
	return s != "" && (s[0] == '-' || digits(s[:1])) && json.Valid([]byte(s))
}

// quote makes a JSON string as PHP's json_encode does by default: slashes
// escaped, and all beyond ASCII as \u.
func quote(s string) string {
	b := append(make([]byte, 0, len(s)+2), '"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\' || c == '/':
			b = append(b, '\\', byte(c))
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c >= ' ' && c < 0x7f:
			b = append(b, byte(c))
		default:
			for _, unit := range utf16.Encode([]rune{c}) {
				b = fmt.Appendf(b, `\u%04x`, unit)
			}
		}
	}
	return string(append(b, '"'))
}

// page is the HTML page a web server sends with code.
func page(code int) string {
	title := strconv.Itoa(code) + " " + http.StatusText(code)
	return "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head>\n<body><h1>" + title + "</h1><hr>nginx</body></html>\n"
}
