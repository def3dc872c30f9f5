package order

import (
	"fmt"

	"rechargebot/flows/text"
)

// Operator is the panel's code for a mobile operator (panel document,
// section 1): GP RB AT BL TT SK.
type Operator string

// The operators the panel knows.
const (
	Grameenphone Operator = "GP"
	Robi         Operator = "RB"
	Airtel       Operator = "AT"
	Banglalink   Operator = "BL"
	Teletalk     Operator = "TT"
	Skitto       Operator = "SK"
)

// Operators in the order in which people are shown them.
var Operators = []Operator{Grameenphone, Robi, Airtel, Banglalink, Teletalk, Skitto}

var operatorNames = map[Operator]string{
	Grameenphone: "Grameenphone", Robi: "Robi", Airtel: "Airtel",
	Banglalink: "Banglalink", Teletalk: "Teletalk", Skitto: "Skitto",
}

// Name gives the operator's own name, the same in every language; the code
// itself for an operator unknown.
func (o Operator) Name() string {
	if name, ok := operatorNames[o]; ok {
		return name
	}
	return string(o)
}

// Valid reports whether the panel knows the operator.
func (o Operator) Valid() bool { return operatorNames[o] != "" }

// ParseOperator reads a code or a name as people write it, in any case: "gp",
// "Robi", "bangla link", "এয়ারটেল".
func ParseOperator(word string) (Operator, bool) {
	o, ok := operatorWords[text.Fold(word)]
	return o, ok
}

// ParseConnection reads a word for the kind of the customer's account: "prepaid",
// "post-paid", "পোষ্টপেইড".
func ParseConnection(word string) (Connection, bool) {
	c, ok := connectionWords[text.Fold(word)]
	return c, ok
}

// operatorWords are codes, names and usual misspellings. Case, blanks, hyphens and dots
// do not count (text.Fold), so each stands here once: "gp" is "G. P.", too.
var operatorWords = folded(map[Operator][]string{
	Grameenphone: {"gp", "grameenphone", "grameen", "gramin", "graminphone", "grameenfone", "graminfone", "gramenphone",
		"gramen", "gramenfone", "grammeenphone", "grameephone", "grameenphon", "graminphon", "gameenphone", "grameenphne", "গ্রামীণফোন", "গ্রামীণ",
		"গ্রামীন", "গ্রামীনফোন", "গ্রামিণ", "গ্রামিণফোন", "গ্রামিন", "গ্রামিনফোন", "জিপি"},
	Robi: {"rb", "robi", "roby", "robi axiata", "রবি", "রবী", "রোবি"},
	Airtel: {"at", "airtel", "airtell", "airtal", "airtail", "aiertel", "airtle", "artel", "airtil", "এয়ারটেল", "এযারটেল",
		"এয়ারটেইল"},
	Banglalink: {"bl", "banglalink", "banglalinc", "banglalik", "banglalnk", "bangalink", "banglalinq", "banglaling", "banglalinks",
		"blink", "বাংলালিংক", "বাংলালিঙ্ক", "বাংলালিন্ক", "বাংলালিং", "বিএল"},
	Teletalk: {"tt", "teletalk", "telitalk", "teletak", "teletok", "telitok", "teletalk bd", "teletolk", "taletalk", "teletlk", "টেলিটক",
		"টেলিটাক", "টেলেটক"},
	Skitto: {"sk", "skitto", "skito", "skittoo", "scitto", "স্কিটো", "স্কিট্টো", "স্কিতো"},
})

// connectionWords are words for prepaid and postpaid with their usual misspellings, each
// once as in operatorWords.
var connectionWords = folded(map[Connection][]string{
	Prepaid: {"prepaid", "pre", "prepeid", "prepad", "prepade", "prepayed", "prepiad", "preepaid", "pripaid", "pripeid", "perpaid", "prepaed",
		"প্রিপেইড", "প্রি", "প্রিপেড", "প্রীপেইড", "প্রিপেইট"},
	Postpaid: {"postpaid", "post", "pospaid", "pospeid", "postpeid", "postpad", "postpade", "postpayed", "postpiad", "postaid", "pastpaid",
		"posrpaid", "postpaed", "poshtpaid", "পোস্টপেইড", "পোস্ট", "পোস্টপেড", "পোষ্টপেইড", "পোষ্ট", "পোষ্টপেড", "পোস্টপেইট"},
})

// folded turns a table of words round: from each word, folded, to what it means. It
// panics where two words are one.
func folded[T comparable](table map[T][]string) map[string]T {
	words := map[string]T{}
	for meaning, list := range table {
		for _, word := range list {
			key := text.Fold(word)
			if _, twice := words[key]; twice {
				panic(fmt.Sprintf("order: %q stands in a table twice", word))
			}
			words[key] = meaning
		}
	}
	return words
}

// Suggest gives the operator whose prefix the number has. Numbers can be
// ported and Skitto shares its prefixes with Grameenphone (and is never
// guessed), so this is a suggestion and never a reason to refuse.
func Suggest(n Number) Operator {
	if len(n) < 3 {
		return ""
	}
	switch n[:3] {
	case "017", "013":
		return Grameenphone
	case "018":
		return Robi
	case "016":
		return Airtel
	case "019", "014":
		return Banglalink
	case "015":
		return Teletalk
	}
	return ""
}

// Fits reports whether the number's prefix is one of the operator's own.
func (o Operator) Fits(n Number) bool {
	if o == Skitto {
		return Suggest(n) == Grameenphone
	}
	return Suggest(n) == o
}

// Connection is the kind of the customer's account, as the panel numbers it
// (panel document, section 1, parameter type).
type Connection int

// The two kinds.
const (
	Prepaid  Connection = 1
	Postpaid Connection = 2
)
