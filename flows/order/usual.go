package order

import (
	"slices"
	"time"
)

// Usual is how long the orders of one operator took of late, from Confirm to the panel's
// word that they are done.
type Usual struct {
	Mostly    time.Duration // half of them took no longer
	NearlyAll time.Duration // 19 of 20 took no longer
}

const (
	// UsualFor is how long back the orders count.
	UsualFor = time.Hour
	// usualLeast is how many orders there must be until anything is said of them.
	usualLeast = 20
)

// UsualOf sums up how long orders took; false where there are too few.
func UsualOf(took []time.Duration) (Usual, bool) {
	if len(took) < usualLeast {
		return Usual{}, false
	}
	took = slices.Clone(took)
	slices.Sort(took)
	return Usual{Mostly: took[(len(took)-1)/2], NearlyAll: took[(len(took)*19+19)/20-1]}, true
}

// Rounded gives a time as people say it, never less: to 5 s under a minute, then to the
// minute.
func Rounded(d time.Duration) time.Duration {
	unit := time.Minute
	if d <= 55*time.Second {
		unit = 5 * time.Second
	}
	return max(unit, (d+unit-1)/unit*unit)
}
