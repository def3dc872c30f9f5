package office

import (
	"regexp"
	"strings"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// answerWaits is how long a question waits for a text. What is typed later is about
// something else.
const answerWaits = 10 * time.Minute

// typedSum reads a sum of money, or a rate, as people type it: "500", "+৫০০", "-120.50",
// "৳1,000", "500 tk", "2.5 %". False where it is none, or has more than two decimals.
func typedSum(typed string) (sum money.Taka, ok bool) {
	return chat.ReadTaka(strings.TrimSuffix(strings.TrimSpace(typed), "%"))
}

// Other forms of a sum that is added to an account, or taken from it.
var (
	// hyphens are written as a minus by keyboards and spreadsheets.
	hyphens = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "−", "-", "﹣", "-", "－", "-")
	// minus fits sums as books of accounts write them that are less than nothing: "(50)", "50-".
	minus = regexp.MustCompile(`^(?:\(([^()+-]+)\)|([^()+-]*[^()+/.\s-])\s*-)$`)
)

// signedSum reads a sum that is added to an account, or with a minus taken from it, as people
// and books of accounts write it: "+500", "-৩১০", "500/-", "(500)", "500-". False where it is
// none.
func signedSum(written string) (sum money.Taka, ok bool) {
	s := hyphens.Replace(strings.TrimSpace(written))
	if found := minus.FindStringSubmatch(s); found != nil {
		sum, ok = chat.ReadTaka(found[1] + found[2])
		return -sum, ok
	}
	return chat.ReadTaka(s)
}

// typedCount reads a whole number of at most six digits.
func typedCount(typed string) (int, bool) {
	sum, ok := typedSum(typed)
	if !ok || sum < 0 || sum%100 != 0 || sum.Whole() > 999_999 {
		return 0, false
	}
	return int(sum.Whole()), true
}

// meant says what a text is that came while a question waited.
type meant int

const (
	meantAnswer meant = iota
	meantCancel
	meantOther // an order or a command, or the question has lapsed
)

// meaning tells an answer from what is typed meanwhile: an order, a command without its
// slash. free says that any words may be the answer.
func (t turn) meaning(typed string, asked int64, free bool) meant {
	age := t.In.At.Sub(time.Unix(asked, 0))
	command, rest := t.Routes.Plain(typed, t.Owner)
	switch {
	case age > answerWaits || age < -time.Minute || isOrder(typed):
		return meantOther
	case command == "cancel" && rest == "":
		return meantCancel
	case command != "" && !free:
		return meantOther
	}
	return meantAnswer
}

// What a sale is told by.
var (
	saleNumber = regexp.MustCompile(`(?:\+?88[ -]?)?01[3-9](?:[ -]?[0-9]){8}`)
	// saleAmount is a figure beside the number, not one of a date or a time.
	saleAmount = regexp.MustCompile(`(?i)(?:^|[\s|,;=(৳])[0-9]{2,5}(?:$|[\s|,;=)৳]|tk|taka|টাকা|/-)`)
	// saleOfEnd is a sale to a number that was served before, by its last four digits: "5678 50".
	saleOfEnd = regexp.MustCompile(`^(?:[\p{L}\p{M}]+\s+)?[0-9]{4}[\s,]+৳?[0-9]{2,5}\s*(?:[\p{L}\p{M}]+)?$`)
)

// isSaleOfEnd reports whether a text is a sale by the last four digits of a number.
func isSaleOfEnd(typed string) bool {
	return saleOfEnd.MatchString(strings.TrimSpace(text.LatinDigits(typed)))
}

// isOrder reports whether a text is an order: a mobile number with an amount, whatever else
// stands there, or with nothing besides but an operator and such. A number with other words
// may be a reason.
func isOrder(typed string) bool {
	line := text.LatinDigits(typed)
	if rest := saleNumber.ReplaceAllString(line, "|"); rest != line && saleAmount.MatchString(rest) {
		return true
	}
	number := false
	digits := ""
	for _, word := range strings.Fields(line) {
		_, operator := order.ParseOperator(word)
		_, connection := order.ParseConnection(word)
		switch rest := strings.Trim(word, "0123456789+-.,৳"); {
		case rest == "":
			for _, r := range word {
				if r >= '0' && r <= '9' {
					digits += string(r)
				}
			}
			if _, err := order.ParseNumber(word); err == nil && len(strings.Trim(word, "+-")) > 10 {
				number = true
			}
		case operator || connection || rest == "tk" || rest == "taka" || rest == "টাকা":
		default:
			return false
		}
	}
	if n := len(digits); !number && n >= 11 && strings.HasPrefix(digits, "01") { // a number with spaces in it
		_, err := order.ParseNumber(digits[:11])
		number = err == nil
	}
	return number
}
