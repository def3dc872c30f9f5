package setting

import (
	"fmt"
	"slices"
	"strings"
)

// Stray is a name that looks like a setting's and is none: what it was to set
// is as if it had not been set.
type Stray struct {
	Name  string
	Meant string // the setting whose name is nearly the same; "" if none is
	Line  int    // in .env; 0: it is in the environment
}

func (s Stray) String() string {
	where := "in the environment"
	if s.Line > 0 {
		where = fmt.Sprintf("line %d of .env", s.Line)
	}
	if s.Meant != "" {
		return fmt.Sprintf("%s (%s) is no setting and does nothing; the setting is called %s", s.Name, where, s.Meant)
	}
	return fmt.Sprintf("%s (%s) is no setting and does nothing; the README has a table of them all", s.Name, where)
}

// Strayed looks whether a name is nearly that of a row, or begins with the first word
// of one, such as UPSTREAM_, without being one: it was probably meant to be.
func Strayed(rows []Row, name string) (Stray, bool) {
	const near = 2
	if slices.ContainsFunc(rows, func(r Row) bool { return r.Name == name }) {
		return Stray{}, false
	}
	upper := strings.ToUpper(name)
	// Where the first word is right, a row that begins otherwise is not what was meant.
	begins := func(r Row) bool {
		first, _, several := strings.Cut(r.Name, "_")
		return several && strings.HasPrefix(upper, first+"_")
	}
	begun := slices.ContainsFunc(rows, begins)
	s, best := Stray{Name: name}, near+1
	for _, r := range rows {
		if d := distance(upper, r.Name); d < best && (!begun || begins(r)) {
			s.Meant, best = r.Name, d
		}
	}
	return s, best <= near || begun
}

// distance is how many letters must be changed, added, left out or swapped with
// their neighbour to make one name of the other.
func distance(a, b string) int {
	var before, row, next []int
	for j := range len(b) + 1 {
		row = append(row, j)
	}
	for i := range len(a) {
		next = []int{i + 1}
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			d := min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			next = append(next, d)
		}
		before, row = row, next
	}
	return row[len(b)]
}
