package order

import "testing"

func TestParseOperator(t *testing.T) {
	tests := map[string]Operator{
		"GP": Grameenphone, "gp": Grameenphone, " Gp ": Grameenphone, "grameenphone": Grameenphone, "Grameen": Grameenphone, "জিপি": Grameenphone,
		"গ্রামীণফোন": Grameenphone, "গ্রামীণ": Grameenphone, "rb": Robi, "Robi": Robi, "ROBI AXIATA": Robi, "রবি": Robi, "at": Airtel, "airtel": Airtel, "এয়ারটেল": Airtel,
		"bl": Banglalink, "BanglaLink": Banglalink, "bangla link": Banglalink, "বাংলালিংক": Banglalink, "tt": Teletalk, "teletalk": Teletalk, "টেলিটক": Teletalk,
		"sk": Skitto, "skitto": Skitto, "স্কিটো": Skitto,
	}
	for text, want := range tests {
		if got, ok := ParseOperator(text); !ok || got != want {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", " ", "GPP", "robin", "air", "link", "bangla", "বাংলা", "017", "G", "robi airtel", "\x00"} {
		if got, ok := ParseOperator(text); ok || got != "" {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
}

// The usual misspellings are understood, however the letters are composed.
func TestMisspelledOperators(t *testing.T) {
	tests := map[Operator][]string{
		Grameenphone: {"gramin", "Grameen Phone", "graminphone", "gramen-phone", "G.P.", "g p", "grameen phone", "গ্রামীন", "গ্রামিনফোন", "গ্রামীণ ফোন"},
		Robi:         {"ROBI.", "roby", "রবী"},
		Airtel:       {"airtell", "air-tel", "Air Tel", "এয়ার টেল", "এ\u09dfারটেল", "এ\u09af\u09bcারটেল", "এ\u09afারটেল"},
		Banglalink:   {"blink", "b-link", "b link", "b l", "bangla link", "bangla_link", "banglalinc", "বাংলা লিংক", "বাংলালিঙ্ক"},
		Teletalk:     {"telitalk", "tele talk", "tele-talk", "teletok", "টেলি টক"},
		Skitto:       {"skito", "স্কিট্টো"},
	}
	for want, words := range tests {
		for _, word := range words {
			if got, ok := ParseOperator(word); !ok || got != want {
				t.Errorf("%q: %q, %v", word, got, ok)
			}
		}
	}
}

func TestParseConnection(t *testing.T) {
	tests := map[Connection][]string{
		Prepaid:  {"prepaid", "Pre-Paid", "pre paid", "PRE", "prepeid", "pripaid", "প্রিপেইড", "প্রি পেইড", "প্রি-পেইড", "প্রিপেড", "প্রি"},
		Postpaid: {"postpaid", "post-paid", "post paid", "pospaid", "postpeid", "Postpayed", "পোস্টপেইড", "পোস্ট পেইড", "পোষ্টপেইড", "পো\u09b8্ট", "প\u09c7\u09beস্টপেইড"},
	}
	for want, words := range tests {
		for _, word := range words {
			if got, ok := ParseConnection(word); !ok || got != want {
				t.Errorf("%q: %d, %v", word, got, ok)
			}
		}
	}
	for _, word := range []string{"", "paid", "poster", "50", "প"} {
		if got, ok := ParseConnection(word); ok || got != 0 {
			t.Errorf("%q: %d, %v", word, got, ok)
		}
	}
}

func TestOperators(t *testing.T) {
	if len(Operators) != 6 || len(operatorNames) != 6 {
		t.Fatalf("%d operators, %d names", len(Operators), len(operatorNames))
	}
	for _, o := range Operators {
		if !o.Valid() || o.Name() == "" || o.Name() == string(o) {
			t.Errorf("%s: %q", o, o.Name())
		}
		for _, text := range []string{string(o), o.Name()} {
			if got, ok := ParseOperator(text); !ok || got != o {
				t.Errorf("%q is %q", text, got)
			}
		}
	}
	if o := Operator("XX"); o.Valid() || o.Name() != "XX" || Operator("").Valid() {
		t.Error("an operator unknown counts as valid")
	}
}

func TestSuggest(t *testing.T) {
	tests := map[Number]Operator{
		"01300000000": Grameenphone, "01400000000": Banglalink, "01500000000": Teletalk, "01600000000": Airtel, "01700000000": Grameenphone,
		"01800000000": Robi, "01900000000": Banglalink, "01200000000": "", "": "", "01": "",
	}
	for n, want := range tests {
		if got := Suggest(n); got != want {
			t.Errorf("%s: %q, want %q", n, got, want)
		}
		for _, o := range Operators {
			fits := want == o || o == Skitto && want == Grameenphone
			if o.Fits(n) != fits {
				t.Errorf("%s fits %s: %v", o, n, !fits)
			}
		}
	}
}
