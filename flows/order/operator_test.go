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
	for _, text := range []string{"", " ", "blink", "g p", "GPP", "017", "G", "robi airtel", "\x00"} {
		if got, ok := ParseOperator(text); ok || got != "" {
			t.Errorf("%q: %q, %v", text, got, ok)
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
