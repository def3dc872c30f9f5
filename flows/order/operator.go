package order

import "strings"

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

// ParseOperator reads a code or a name, in any case: "gp", "Robi", "blink" is
// unknown.
func ParseOperator(text string) (Operator, bool) {
	s := strings.ToUpper(strings.TrimSpace(text))
	if o := Operator(s); o.Valid() {
		return o, true
	}
	for o, name := range operatorNames {
		if strings.ToUpper(name) == s {
			return o, true
		}
	}
	o, ok := operatorWords[s]
	return o, ok
}

// operatorWords are further words that shopkeepers write.
var operatorWords = map[string]Operator{
	"GRAMEEN": Grameenphone, "গ্রামীণফোন": Grameenphone, "গ্রামীণ": Grameenphone, "জিপি": Grameenphone,
	"রবি": Robi, "ROBI AXIATA": Robi, "এয়ারটেল": Airtel,
	"BANGLA LINK": Banglalink, "বাংলালিংক": Banglalink, "টেলিটক": Teletalk, "স্কিটো": Skitto,
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
