package text

import (
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Plural chooses the form of a word that goes with a count, by the rules of Unicode's
// CLDR. forms are "one|other", which are all that English and Bangla have: one is for 1,
// in Bangla also for 0.
func Plural(l language.Tag, count int, forms string) string {
	one, other, _ := strings.Cut(forms, "|")
	if plural.Cardinal.MatchPlural(l, max(count, -count), 0, 0, 0, 0) == plural.One {
		return one
	}
	return other
}
