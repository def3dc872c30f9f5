package text

import "testing"

func TestInvisibleNames(t *testing.T) {
	for _, name := range []string{"", " ", "\u3164", "\u200b\u200d", "\u2800\u2800", "\u115f\u1160", "\u00ad", "\u034f", "\ufe0f", "\u202e\u202c", "\u0301", "\U000e0041"} {
		if got := Clean(name, 64); got != "" {
			t.Errorf("%q is shown as %q", name, got)
		}
	}
	for _, name := range []string{"Rahim", "রহিম", "7", "😀", "—"} {
		if got := Clean(name, 64); got != name {
			t.Errorf("%q is shown as %q", name, got)
		}
	}
}
