package chat

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"

	"golang.org/x/text/language"
)

// Language is one of the languages that every text exists in.
type Language string

// The languages.
const (
	English Language = "en"
	Bangla  Language = "bn"
)

// tag is the language as package language of golang.org/x/text has it.
func (l Language) tag() language.Tag {
	if l == Bangla {
		return language.Bengali
	}
	return language.English
}

// ParseLanguage reads a setting or an IETF tag such as "bn-BD".
func ParseLanguage(tag string) (Language, bool) {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	switch Language(base) {
	case English:
		return English, true
	case Bangla:
		return Bangla, true
	}
	return "", false
}

// Text is one entry of the catalogue, in English and in Bangla. {name} stands for a
// value; {name|order|orders} for the form of a word that goes with a count.
type Text [2]string

// HTML is text that is markup already and is not escaped again.
type HTML string

// In gives the text in a language, with name-value pairs filled in. Strings are
// escaped, money and counts written in the language's digits.
func (t Text) In(l Language, pairs ...any) string {
	s := t[0]
	if l == Bangla {
		s = t[1]
	}
	if len(pairs) == 0 {
		return s
	}
	// One pass: a value is never searched for names. A strings.Replacer costs more
	// to make than all else about a text.
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		name, forms, word := strings.Cut(name, "|")
		if v, ok := named(pairs, name); ok && closed {
			if word {
				count, _ := v.(int)
				b.WriteString(text.Plural(l.tag(), count, forms))
			} else {
				b.WriteString(l.Value(v))
			}
			s = after
			continue
		}
		b.WriteByte('{')
		s = rest
	}
}

// Label gives the text for a button, which shows no markup and can be neither copied
// nor searched.
func (t Text) Label(l Language, pairs ...any) string { return Unmarked(t.In(l, pairs...)) }

// Unmarked takes the markup away.
func Unmarked(s string) string {
	for _, tag := range []string{"<b>", "</b>", "<code>", "</code>"} {
		s = strings.ReplaceAll(s, tag, "")
	}
	return html.UnescapeString(s)
}

// named finds the value that goes by a name.
func named(pairs []any, name string) (value any, ok bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i].(string) == name {
			return pairs[i+1], true
		}
	}
	return nil, false
}

// Value writes one value in the language, escaped.
func (l Language) Value(v any) string {
	switch v := v.(type) {
	case HTML:
		return string(v)
	case string:
		return html.EscapeString(v)
	case money.Taka:
		return l.sum(v.String())
	case Full:
		return l.sum(money.Taka(v).Full())
	case order.Number:
		// In one piece, as phones show it: a tap copies it, and the chat's search for
		// the digits finds it.
		return "<code>" + string(v) + "</code>"
	case order.ID:
		return string(v)
	case order.Operator:
		return l.Operator(v)
	case int:
		return l.Digits(strconv.Itoa(v))
	case int64:
		return strconv.FormatInt(v, 10) // an id: never in other digits, it is copied
	case time.Duration:
		return l.Age(v)
	case Text:
		return v.In(l)
	}
	return html.EscapeString(fmt.Sprint(v))
}

// sum writes an amount of taka, with a minus before the sign of the currency.
func (l Language) sum(taka string) string {
	minus := ""
	if below, ok := strings.CutPrefix(taka, "-"); ok {
		minus, taka = "−", below
	}
	return minus + "৳" + l.Digits(taka)
}

// Digits writes Latin digits in the language's own.
func (l Language) Digits(s string) string {
	if l != Bangla {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '০' + r - '0'
		}
		return r
	}, s)
}

// Age writes a span of time in its largest units: "40 s", "3 min", "2 h 5 min", "4 days".
func (l Language) Age(d time.Duration) string {
	d = max(d, time.Second)
	unit := func(n int, t Text) string { return t.In(l, "count", n) }
	switch {
	case d < time.Minute:
		return unit(int(d/time.Second), tSeconds)
	case d < time.Hour:
		return unit(int(d/time.Minute), tMinutes)
	case d < 24*time.Hour:
		s := unit(int(d/time.Hour), tHours)
		if m := int(d % time.Hour / time.Minute); m > 0 {
			s += " " + unit(m, tMinutes)
		}
		return s
	}
	return unit(int(d/(24*time.Hour)), tDays)
}

// Full is money of an account, which is always written with its paisa: ৳1,240.00.
type Full money.Taka

// operatorsInBangla are the operators' names as they are written in Bangla.
var operatorsInBangla = map[order.Operator]string{
	order.Grameenphone: "গ্রামীণফোন", order.Robi: "রবি", order.Airtel: "এয়ারটেল",
	order.Banglalink: "বাংলালিংক", order.Teletalk: "টেলিটক", order.Skitto: "স্কিটো",
}

// Operator is an operator's name in the language; the code itself where it is unknown.
func (l Language) Operator(o order.Operator) string {
	if name, ok := operatorsInBangla[o]; ok && l == Bangla {
		return name
	}
	return html.EscapeString(o.Name())
}
