package order

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"testing"
	"time"
)

var idForm = regexp.MustCompile(`^[0-9a-f]{13}$`)

// first always gives the lowest number.
func first(int) int { return 0 }

// NextID gives the id after last, in generation 0.
func NextID(now time.Time, last ID) ID {
	s := IDs{Last: last}
	return s.Next(now, first)
}

func TestNext(t *testing.T) {
	at := time.Date(2026, 11, 23, 14, 5, 0, 999_000_000, time.UTC)
	second := fmt.Sprintf("%08x", at.Unix())
	next := fmt.Sprintf("%08x", at.Unix()+1)
	high := func(n int) int { return n - 1 }
	tests := []struct {
		name       string
		now        time.Time
		last       ID
		generation uint8
		random     func(int) int
		want       ID
	}{
		{"the first", at, "", 0, first, ID(second + "00000")},
		{"with a generation", at, "", 0xab, first, ID(second + "ab000")},
		{"the highest start leaves half the numbers", at, "", 0xab, high, ID(second + "ab7ff")},
		{"in another zone", at.In(time.FixedZone("Dhaka", 6*3600)), "", 0, first, ID(second + "00000")},
		{"the second within a second", at, ID(second + "ab7ff"), 0xab, first, ID(second + "ab800")},
		{"in the next second", at.Add(time.Second), ID(second + "ab800"), 0xab, high, ID(next + "ab7ff")},
		{"a second is used up", at, ID(second + "abfff"), 0xab, high, ID(next + "ab7ff")},
		{"ids that ran ahead", at, ID(next + "ab7ff"), 0xab, first, ID(next + "ab800")},
		{"after one of the earlier form", at, ID(second + "f423f"), 0xf5, first, ID(second + "f5240")},
		{"no clock", time.Time{}, "", 0, first, "0000000000000"},
		{"no clock, after another", time.Time{}, "0000000000000", 0, first, "0000000000001"},
		{"before 1970", time.Unix(-5, 0), "", 0, first, "0000000000000"},
		{"the one before is no id", time.Unix(1, 0), "nonsense", 0, first, "0000000100000"},
		{"after 2106", time.Unix(1<<33, 0), "", 0, first, "fffffffe00000"},
	}
	for _, test := range tests {
		s := IDs{Last: test.last, Generation: test.generation}
		got := s.Next(test.now, test.random)
		if got != test.want || s.Last != got || !s.Clock.Equal(test.now) || !idForm.MatchString(string(got)) || !got.Valid() {
			t.Errorf("%s: %s, want %s; then %+v", test.name, got, test.want, s)
		}
	}
}

func TestSetBack(t *testing.T) {
	at := time.Date(2026, 11, 23, 14, 5, 0, 500_000_000, time.UTC)
	var s IDs
	if s.SetBack(at) {
		t.Error("before the first id")
	}
	s.Next(at, first)
	for back, want := range map[time.Duration]bool{0: false, -time.Hour: false, 999 * time.Millisecond: false, time.Second: true, time.Hour: true} {
		if got := s.SetBack(at.Add(-back)); got != want {
			t.Errorf("by %v: %v", back, got)
		}
	}
}

func TestChange(t *testing.T) {
	at := time.Unix(1000, 0)
	s, used := IDs{Generation: 7}, Generations{}
	s.Next(at, first)
	if s.Change(at.Add(-time.Minute), &used, first); s.Generation != 0 || s.Last != "" || used[7] != 1000 {
		t.Errorf("%+v", s)
	}
	// A generation that has given ids in the seconds to come is not taken up.
	used = Generations{}
	for g := range used {
		used[g] = 999
	}
	used[200] = 10
	s = IDs{Generation: 7}
	s.Next(at, first)
	if s.Change(time.Unix(500, 0), &used, first); s.Generation != 200 {
		t.Errorf("%+v", s)
	}
	s.Next(time.Unix(500, 0), first)
	// Where there is none, ids go on behind the latest of all.
	if s.Change(time.Unix(9, 0), &used, first); s.Generation == 200 || s.Last == "" {
		t.Errorf("where none is free: %+v", s)
	}
	if next := s.Next(time.Unix(9, 0), first); next[:8] != "000003e9" {
		t.Errorf("where none is free: %s", next)
	}
}

// TestRestoredChanges: whatever is known of both, the generation is neither's.
func TestRestoredChanges(t *testing.T) {
	at := time.Unix(1_000_000, 0)
	for range 2000 {
		backup, replaced := IDs{Generation: uint8(rand.N(4))}, IDs{Generation: uint8(rand.N(4))}
		g, h := backup.Generation, replaced.Generation
		var used, replacedUsed Generations
		backup.Next(at, rand.IntN)
		if rand.N(2) == 0 {
			replaced.Next(at.Add(time.Duration(rand.N(20)-10)*time.Hour), rand.IntN)
		}
		backup.Restored(&used, replaced, &replacedUsed, at.Add(time.Minute), rand.IntN)
		if backup.Generation == g || backup.Generation == h || used[g] == 0 || (replaced.Last != "" && used[h] == 0) {
			t.Fatalf("%d and %d became %d", g, h, backup.Generation)
		}
	}
}

// TestNoIDTwice lets a store's ids go through whatever can happen to them: the
// clock jumps, copies are kept and restored, in place of a store that can be read
// or not, and a crash loses the ids of the last moment, which nobody has seen.
func TestNoIDTwice(t *testing.T) {
	type state struct {
		IDs
		used Generations
	}
	seeds := uint64(8)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		draw := rand.New(rand.NewPCG(seed, 1))
		at := time.Unix(1_800_000_000, 0)
		now, copies := state{IDs: IDs{Generation: uint8(draw.IntN(256))}}, []state{}
		given := map[ID]int{}
		for step := range 4000 {
			switch draw.IntN(40) {
			case 0:
				at = at.Add(time.Duration(draw.IntN(200_000)-100_000) * time.Millisecond)
			case 1:
				at = at.Add(-time.Duration(draw.IntN(3000)) * time.Millisecond)
			case 2:
				if len(copies) == 0 || draw.IntN(3) == 0 {
					copies = append(copies, now)
				}
			case 3:
				if len(copies) > 0 && draw.IntN(4) == 0 {
					old := copies[draw.IntN(len(copies))]
					old.Restored(&old.used, now.IDs, &now.used, at, draw.IntN)
					now = old
				}
			default:
				at = at.Add(time.Duration(draw.IntN(300)) * time.Millisecond)
			}
			before := now
			for range 1 + draw.IntN(3)*draw.IntN(100) {
				if now.SetBack(at) {
					now.Change(at, &now.used, draw.IntN)
				}
				id := now.Next(at, draw.IntN)
				if draw.IntN(50) == 0 { // not committed
					now = before
					continue
				}
				before = now
				if was, ok := given[id]; ok || !id.Valid() {
					t.Fatalf("seed %d: %s was given in steps %d and %d", seed, id, was, step)
				}
				given[id] = step
			}
		}
	}
}

func TestIDValid(t *testing.T) {
	for _, id := range []ID{"65a1b2c3d4e5f", "0000000000000", "fffffffffffff"} {
		if !id.Valid() {
			t.Errorf("%q is not valid", id)
		}
	}
	for _, id := range []ID{"", "65a1b2c3d4e5", "65a1b2c3d4e5f0", "65A1B2C3D4E5F", "65a1b2c3d4e5g", "-5a1b2c3d4e5f", "65a1b2c3 4e5f", "0x5a1b2c3d4e5"} {
		if id.Valid() {
			t.Errorf("%q is valid", id)
		}
	}
}
