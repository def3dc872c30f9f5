package pin

import (
	"strings"
	"testing"
	"time"

	"rechargebot/flows/money"
)

func TestRead(t *testing.T) {
	for typed, want := range map[string]string{"4826": "4826", " 48260 ": "48260", "৪৮২৬": "4826", "٤٨٢٦٩١": "482691",
		"": "", "482": "", "4826915": "", "48 26": "", "+4826": "", "48a6": "", "৪৮২": "", "4826\n": "4826", "４８２６": "4826"} {
		if got, ok := Read(typed); ok != (want != "") || ok && got != want {
			t.Errorf("%q is read as %q, %v", typed, got, ok)
		}
	}
}

// What may be a PIN is not left in a chat, and what is an order or a sum is let through.
func TestLooks(t *testing.T) {
	for _, typed := range []string{"4826", "৪৮২৬", "48 26", "482 691", "4-8-2-6", "/4826", "4826.", "pin 4826", "my pin is 4826", "আমার পিন ৪৮২৬", "PIN: 4826", "4826 ok", "পিন ৪৮২৬", "\u200b4826", "4826\n", "#4826", "4826 please", "4826 plz bhai", "it is 4826", "৪৮২৬ ভাই", "এই নিন ৪৮২৬"} {
		if digits, ok := Looks(typed); !ok || digits != "4826" && digits != "482691" {
			t.Errorf("%q stays in the chat", typed)
		}
	}
	for _, typed := range []string{"", "50", "482", "4826915", "01712345678 50", "rahim 1000", "Pinky 1000", "1000 tk", "৳1000", "1,000", "1000/-", "gp 1000", "yes", "1000 টাকা", "send 1000", "1000 load please", "১০০০ দিন"} {
		if _, ok := Looks(typed); ok {
			t.Errorf("%q is taken for a PIN", typed)
		}
	}
}

func TestWeak(t *testing.T) {
	for _, weak := range []string{"0000", "1111", "555555", "1234", "4321", "012345", "6789", "98765", "3210", "1940", "1999", "2026", "2039", "1500", "250000", ""} {
		if !Weak(weak) {
			t.Errorf("%s is taken", weak)
		}
	}
	for _, good := range []string{"4826", "1122", "1939", "2040", "19990", "1235", "7890", "0901", "124578", "2468"} {
		if Weak(good) {
			t.Errorf("%s is refused", good)
		}
	}
}

// A hash is good for its PIN alone, and two of one PIN differ.
func TestHash(t *testing.T) {
	one, err := Hash("4826", CheapCost)
	other, err2 := Hash("4826", CheapCost)
	if err != nil || err2 != nil || one == other || strings.Contains(one, "4826") {
		t.Fatal(one, other, err, err2)
	}
	for digits, want := range map[string]bool{"4826": true, "4827": false, "04826": false, "": false} {
		if Matches(one, digits) != want {
			t.Errorf("%q: %v", digits, !want)
		}
	}
	if Matches("", "") || Matches("", "4826") {
		t.Error("no hash is good for anything")
	}
	if _, err := Hash("482691573", CheapCost); err == nil || strings.Contains(err.Error(), "482691573") {
		t.Errorf("a PIN that is none: %v", err)
	}
}

// Five wrong ones lock for 15 minutes, the next five for an hour, the next five until an
// owner resets it. A right one begins anew.
func TestLocks(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	var p PIN
	for _, lock := range []time.Duration{LockFirst, LockSecond, 0} {
		for n := range Tries {
			if p.Locked(now) || p.Left() != Tries-n {
				t.Fatalf("before miss %d: %+v", n+1, p)
			}
			if p.Miss(now) != (n == Tries-1) {
				t.Fatalf("miss %d: %+v", n+1, p)
			}
		}
		if !p.Locked(now) || p.ForGood() != (lock == 0) {
			t.Fatalf("locked: %+v", p)
		}
		if again := p; lock != 0 {
			if again.Hit(); again != (PIN{}) {
				t.Errorf("a right one leaves %+v", again)
			}
			if !p.Locked(now.Add(lock-1)) || p.Locked(now.Add(lock)) {
				t.Errorf("locked for another time than %s: %+v", lock, p)
			}
			if p.Locked(now.Add(-2 * time.Hour)) {
				t.Error("a clock set back by two hours makes the lock longer")
			}
		}
		now = now.Add(lock)
	}
	first := PIN{Wrong: Tries, Until: now.Add(LockFirst + time.Minute)}
	if first.Locked(now) {
		t.Error("a clock set back makes the first lock longer than 15 minutes")
	}
	if !p.Locked(now.AddDate(10, 0, 0)) {
		t.Errorf("ten years later it is open: %+v", p)
	}
}

func TestRules(t *testing.T) {
	off, high, low := Rule{}, Rule{true, money.WholeTaka(500)}, Rule{true, money.WholeTaka(100)}
	for _, c := range []struct {
		rule   Rule
		amount int64
		want   bool
	}{{off, 1000, false}, {Always, 10, true}, {high, 500, false}, {high, 501, true}, {low, 500, true}} {
		if c.rule.Asks(money.WholeTaka(c.amount)) != c.want {
			t.Errorf("%+v of %d: %v", c.rule, c.amount, !c.want)
		}
	}
	strict := []Rule{off, high, low, Always} // each stricter than the one before
	for i, a := range strict {
		for j, b := range strict {
			if a.Allows(b) != (j >= i) {
				t.Errorf("%+v allows %+v: %v", a, b, j < i)
			}
			if got := a.With(b); got != strict[max(i, j)] {
				t.Errorf("%+v with %+v is %+v", a, b, got)
			}
		}
	}
}

// Whatever is typed, what is read is 4 to 6 Latin digits, and reading them again changes
// nothing.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"4826", "৪৮২৬", " 012345 ", "48-26", "\u200b4826", "१२३४", strings.Repeat("9", 4096)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		digits, ok := Read(typed)
		if !ok {
			return
		}
		if len(digits) < Least || len(digits) > Most || strings.Trim(digits, "0123456789") != "" {
			t.Errorf("%q is read as %q", typed, digits)
		}
		if found, ok := Looks(typed); !ok || found != digits {
			t.Errorf("%q is a PIN and does not look like one", typed)
		}
		if again, ok := Read(digits); !ok || again != digits {
			t.Errorf("%q is read again as %q, %v", digits, again, ok)
		}
		if one := digits[:1]; !Weak(strings.Repeat(one, len(digits))) {
			t.Errorf("%s again and again is taken", one)
		}
	})
}

// What a hash costs: the comment of Cost says it.
func BenchmarkMatches(b *testing.B) {
	hash, err := Hash("4826", Cost)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Matches(hash, "4827")
	}
}
