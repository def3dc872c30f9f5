package simpanel

import "testing"

func TestTaka(t *testing.T) {
	for _, c := range []struct {
		in           string
		paisa        paisa
		plain, fixed string
	}{
		{"0", 0, "0", "0.00"},
		{"102", 10200, "102", "102.00"},
		{"102.5", 10250, "102.50", "102.50"},
		{"102.05", 10205, "102.05", "102.05"},
		{"0.01", 1, "0.01", "0.01"},
		{"999999999999.99", 99999999999999, "999999999999.99", "999999999999.99"},
	} {
		got, err := parseTaka(c.in)
		if err != nil || got != c.paisa || got.String() != c.plain || got.fixed() != c.fixed {
			t.Errorf("%q: %d paisa, %q, %q, %v", c.in, int64(got), got.String(), got.fixed(), err)
		}
	}
	for _, bad := range []string{"", ".", ".5", "5.", "5.123", "-5", "+5", "1,024", "1e3", "5 ", "৫", "1234567890123", "1.2.3"} {
		if got, err := parseTaka(bad); err == nil {
			t.Errorf("%q read as %d paisa", bad, int64(got))
		}
	}
	if got := paisa(-205).String(); got != "-2.05" {
		t.Errorf("minus 2.05 is %q", got)
	}
}

func TestQuote(t *testing.T) {
	if got, want := quote("a/\"b\\\n\x01টা😀"), `"a\/\"b\\\n\u0001\u099f\u09be\ud83d\ude00"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
