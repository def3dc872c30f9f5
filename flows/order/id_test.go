package order

import (
	"fmt"
	"regexp"
	"testing"
	"time"
)

var idForm = regexp.MustCompile(`^[0-9a-f]{13}$`)

func TestNextID(t *testing.T) {
	at := time.Date(2026, 11, 23, 14, 5, 0, 123456789, time.UTC)
	id := NextID(at, "")
	if want := ID(fmt.Sprintf("%08x%05x", at.Unix(), 123456)); id != want {
		t.Errorf("%s, want %s", id, want)
	}
	if next := NextID(at.Add(time.Microsecond), id); next <= id {
		t.Errorf("%s does not follow %s", next, id)
	}
	if other := NextID(at.In(time.FixedZone("Dhaka", 6*3600)), ""); other != id {
		t.Errorf("the zone matters: %s and %s", other, id)
	}
}

// TestNextIDClockSetBack gives ids while the clock stands, jumps and goes back:
// all of the form, none twice, each later than the one before.
func TestNextIDClockSetBack(t *testing.T) {
	at := time.Date(2026, 11, 23, 14, 5, 0, 999_990_000, time.UTC)
	steps := []time.Duration{0, 0, time.Microsecond, 10 * time.Nanosecond, -time.Hour, 0, time.Second, -100 * 365 * 24 * time.Hour, 40 * 365 * 24 * time.Hour}
	var last ID
	for i := range 100_000 {
		at = at.Add(steps[i%len(steps)])
		if i%len(steps) == 0 {
			at = time.Date(2026, 11, 23, 14, 5, 0, 999_990_000, time.UTC)
		}
		id := NextID(at, last)
		if !idForm.MatchString(string(id)) || !id.Valid() {
			t.Fatalf("%q has not the panel's form", id)
		}
		if id <= last {
			t.Fatalf("%s does not follow %s", id, last)
		}
		last = id
	}
}

func TestNextIDAtTheEdges(t *testing.T) {
	tests := []struct {
		name string
		now  time.Time
		last ID
		want ID
	}{
		{"a second is full", time.Unix(1, 0), "00000001f423f", "0000000200000"},
		{"no clock", time.Time{}, "", "0000000000000"},
		{"no clock, after another", time.Time{}, "0000000000000", "0000000000001"},
		{"before 1970", time.Unix(-5, 0), "", "0000000000000"},
		{"the one before is no id", time.Unix(1, 0), "nonsense", "0000000100000"},
		{"the one before has too many microseconds", time.Unix(1, 0), "00000001fffff", "000000020bdc0"},
	}
	for _, test := range tests {
		if got := NextID(test.now, test.last); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
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
