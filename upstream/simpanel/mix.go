package simpanel

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// Chance is a mood and how often it is drawn, compared with the others' weights.
type Chance struct {
	Mood   Mood
	Weight int
}

// mix draws moods by chance.
type mix struct {
	rng     *rand.Rand
	chances []Chance
}

// newMix panics on what cannot be drawn, which is a mistake in the calling code.
func newMix(seed uint64, chances []Chance) *mix {
	x := &mix{rng: rand.New(rand.NewPCG(seed, 0)), chances: make([]Chance, len(chances))}
	total := 0
	for i, c := range chances {
		if c.Mood.Name == Mixed || c.Weight < 0 {
			panic(fmt.Sprintf("simpanel: mood %q of weight %d cannot be part of a mixture", c.Mood.Name, c.Weight))
		}
		total += c.Weight
		x.chances[i] = Chance{c.Mood.withDefaults(), c.Weight}
	}
	if total == 0 {
		panic("simpanel: a mixture of nothing")
	}
	return x
}

// Draw returns one of chances by their weights, for callers who give each number
// its mood by themselves. It panics if all weights are 0.
func Draw(rng *rand.Rand, chances []Chance) Mood {
	total := 0
	for _, c := range chances {
		total += c.Weight
	}
	n := rng.IntN(total)
	for _, c := range chances {
		if n -= c.Weight; n < 0 {
			return c.Mood
		}
	}
	panic("simpanel: a weight is negative")
}

// SetMix sets what mood Mixed draws from: the same seed, chances and order of
// calls give the same moods. A panel begins with Options.Seed and Chances. It
// panics if a mood is Mixed or unknown, or all weights are 0.
func (p *Panel) SetMix(seed uint64, chances []Chance) {
	x := newMix(seed, chances)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mix = x
}

// drawn is m, or a mood drawn for it if m is Mixed. The lock is held.
func (p *Panel) drawn(m Mood) Mood {
	if m.Name != Mixed {
		return m
	}
	drawn := Draw(p.mix.rng, p.mix.chances)
	drawn.Delay += m.Delay
	return drawn
}

// Chances is a mixture of all that an order can meet, for long runs: about a
// third goes well, almost a quarter are faults after taking (some of them not
// found by id at first), the rest is spread over the other moods. Late is how
// long an id is not found, and after how long a queue, a word for a transaction
// id or a first word lasts; each mood's own time if 0. Each order that is asked
// for comes to an end, and none is charged twice for one delivery: Pending,
// Double and the moods that take long are left out.
func Chances(late, after time.Duration) []Chance {
	if late == 0 {
		late = LateTime
	}
	all := []Chance{
		{Mood{Name: Succeed}, 60}, {Mood{Name: Fail}, 12}, {Mood{Name: SameTrxID}, 1},
		{Mood{Name: Refuse}, 3}, {Mood{Name: RefuseBalance}, 2}, {Mood{Name: RefuseUser}, 2}, {Mood{Name: RefuseNumber}, 2},
		{Mood{Name: RefuseUnknownWords}, 6}, {Mood{Name: Limit, RetryAfter: time.Second}, 1},
		{Mood{Name: DoneThenFailed, After: after}, 2}, {Mood{Name: FailedThenDone, After: after}, 2},
		{Mood{Name: InQueue, After: after}, 3}, {Mood{Name: TrxIDFailed, After: after}, 1},
		{Mood{Name: TrxIDRefund, After: after}, 1}, {Mood{Name: TrxIDProcessing, After: after}, 1},
	}
	for _, name := range []string{
		Hang, TakeAndHang, Reset, TakeAndReset, HTTP, TakeAnd500, Redirect, HTML, Empty, Nonsense,
		Truncated, Noise, WrongTypes, DocumentJSON, Twice,
	} {
		all = append(all, Chance{Mood{Name: name}, 1})
	}
	forms := Unknowns()
	for i, name := range Faults() {
		form := forms[i%len(forms)]
		all = append(all,
			Chance{Mood{Name: name}, 1},
			Chance{Mood{Name: name, Late: late, NotFound: form}, 1},
			Chance{Mood{Name: name, Then: Fail}, 1},
		)
	}
	for _, form := range forms {
		all = append(all,
			Chance{Mood{Name: FoundLater, Late: late, NotFound: form}, 1},
			Chance{Mood{Name: RefuseUnknownWords, NotFound: form}, 1}, // never found
		)
	}
	for _, keys := range OtherKeys() {
		all = append(all,
			Chance{Mood{Name: Succeed, Keys: keys}, 1},
			Chance{Mood{Name: FaultGoneAway, Keys: keys}, 1},
			Chance{Mood{Name: RefuseUnknownWords, Keys: keys}, 1},
		)
	}
	return all
}
