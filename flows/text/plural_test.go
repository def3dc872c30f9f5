package text

import (
	"testing"

	"golang.org/x/text/language"
)

func TestPlural(t *testing.T) {
	for l, want := range map[language.Tag][4]string{
		language.English: {"orders", "order", "orders", "orders"},
		language.Bengali: {"order", "order", "orders", "orders"},
	} {
		for i, count := range []int{0, 1, 2, 21} {
			if got := Plural(l, count, "order|orders"); got != want[i] {
				t.Errorf("%s: %d %s", l, count, got)
			}
		}
	}
}
