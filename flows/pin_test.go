package flows_test

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows"
	"rechargebot/flows/chat"
	"rechargebot/flows/pin"
)

// TestNoPINIsShown plays the scenarios of the PIN and looks through all that is said, to
// members and owners, and through what sessions keep: no PIN that was typed stands in any
// of it, right or wrong, in the digits of either language, and no hash. What the buttons of
// a keypad carry is not the digit that they show.
func TestNoPINIsShown(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it plays transcripts once more")
	}
	pins := []string{"4826", "5937", "591703", "4827", "4829", "9991", "9995", "9999", "1111", "4821", "4825", "48261593"}
	for _, name := range []string{"pin", "pin-lock", "pin-rule", "pin-list", "pin-again", "pin-stray", "pin-twice", "pin-twice-list", "pin-left"} {
		data, err := os.ReadFile("testdata/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		taps := map[int]tapped{}
		for _, lang := range []string{"en", "bn"} {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, lang, ordinary())
				defer func() { w.stop() }()
				played := &script{world: w, taps: taps, wrote: map[string]int{}}
				lines := scriptLines(string(data))
				played.settleIn(true)
				for i, line := range lines {
					if what, ok := strings.CutPrefix(line, "> "); ok {
						played.do(i, what)
						noPINIn(t, w, line, pins)
					}
				}
				keys, same := 0, 0
				for _, o := range w.posted {
					for _, row := range screenOf(o).Buttons {
						for _, b := range row {
							if digit := plainly(b.Text); strings.HasPrefix(b.Data, "pad:") && len(digit) == 1 {
								keys++
								if strings.HasSuffix(b.Data, ":"+digit) {
									same++
								}
							}
						}
					}
				}
				if keys == 0 || same > keys/2 {
					t.Errorf("%s: %d of %d keys carry the digit that they show", name, same, keys)
				}
				if typed := typedPINs(lines); len(w.deleted) < typed {
					t.Errorf("%s: %d messages with a PIN, %d deleted", name, typed, len(w.deleted))
				}
			})
		}
	}
}

// typedPINs counts the lines of a script that are a PIN; 7000 is a sum to be paid in, 1000
// an amount.
func typedPINs(lines []string) (n int) {
	for _, line := range lines {
		_, said, _ := strings.Cut(line, ": ")
		if _, ok := pin.Read(said); ok && !strings.Contains(line, "admin") && said != "7000" && said != "1000" {
			n++
		}
	}
	return n
}

func screenOf(o chat.Outgoing) chat.Screen {
	if o.Screen == nil {
		return chat.Screen{}
	}
	return *o.Screen
}

// noPINIn looks through what was said and what is kept of conversations.
func noPINIn(t *testing.T, w *world, line string, pins []string) {
	t.Helper()
	look := func(where, text string) {
		text = plainly(text)
		for _, digits := range pins {
			if contains(text, digits) || strings.Contains(text, "$2a$") && where != "a session" {
				t.Errorf("after %q: %s of a PIN stands in %s: %s", line, digits, where, text)
			}
		}
	}
	for _, o := range w.posted {
		said, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		look("what is said", string(said))
	}
	if err := w.store.View(func(tx chat.Tx) error {
		for _, p := range w.people {
			s, err := tx.Session(p.ID)
			if err != nil {
				return err
			}
			kept, err := json.Marshal(s.Data)
			if err != nil {
				return err
			}
			look("a session", string(kept))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// withKeypad is a bench on which the reseller has a PIN and a keypad open, with its keys.
func withKeypad(t *testing.T) (b *bench, keys map[string]string) {
	b = newBench(t)
	hash, err := pin.Hash("4826", pin.CheapCost)
	if err != nil {
		t.Fatal(err)
	}
	p := people["reseller"]
	b.do(func(tx chat.Tx) error { return tx.PutPIN(p.ID, pin.PIN{Hash: hash, Rule: pin.Always}) })
	said := b.types(p, "01712345678 50")
	confirm := said[len(said)-1].Screen.Buttons[0][0].Data
	keys = map[string]string{"confirm": confirm}
	for _, o := range b.tap(p, confirm) {
		for _, row := range screenOf(o).Buttons {
			for _, button := range row {
				keys[button.Text] = button.Data
			}
		}
	}
	if b.open() != 0 || len(keys) != 14 {
		t.Fatalf("%d orders and the keys %v", b.open(), keys)
	}
	return b, keys
}

// The keypad places one order, however often its keys come, and only for whom it was shown.
func TestKeypadPlacesOnce(t *testing.T) {
	b, keys := withKeypad(t)
	p, other := people["reseller"], people["other"]
	b.do(func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: other.ID, Allowed: true}) })
	for _, key := range []string{"4", "8", "2", "6", "✅ OK"} {
		b.tap(other, keys[key])
		b.tap(people["stranger"], keys[key])
	}
	if n := b.open(); n != 0 {
		t.Fatalf("somebody else placed %d orders", n)
	}
	for _, key := range []string{"4", "8", "2", "6", "✅ OK", "✅ OK", "4", "confirm", "✅ OK"} {
		b.tap(p, keys[key])
	}
	b.types(p, "4826")
	if n := b.open(); n != 1 {
		t.Errorf("%d orders", n)
	}
}

// A kill between leaves either the draft with its keypad, or the order.
func TestKeypadIsOneCommit(t *testing.T) {
	b, keys := withKeypad(t)
	p := people["reseller"]
	for _, key := range []string{"4", "8", "2", "6"} {
		b.tap(p, keys[key])
	}
	killed := errors.New("killed")
	in := chat.Input{UpdateID: 99, At: b.at, Chat: p.ID, Private: true, From: p, Tap: &chat.Tap{Query: "q", Data: keys["✅ OK"], Message: 1}}
	err := chat.Slowly(in, func(work func()) { work() }, func(in chat.Input) error {
		return b.store.Update(func(tx chat.Tx) error {
			if err := b.talk.Handle(tx, in); err != nil {
				return err
			}
			return killed
		})
	})
	if !errors.Is(err, killed) || b.open() != 0 {
		t.Fatalf("%v and %d orders", err, b.open())
	}
	if b.tap(p, keys["✅ OK"]); b.open() != 1 {
		t.Errorf("%d orders after the same key again", b.open())
	}
}

// What was found of a PIN outside of the transaction counts only for the hash that it was
// compared with: one that is changed meanwhile decides.
func TestVerdictIsOfTheHashInTheStore(t *testing.T) {
	b, _ := withKeypad(t)
	p := people["reseller"]
	other, err := pin.Hash("5937", pin.CheapCost)
	if err != nil {
		t.Fatal(err)
	}
	works := 0
	in := chat.Input{UpdateID: 99, At: b.at, Chat: p.ID, Private: true, From: p, Text: "4826", Message: 3}
	err = chat.Slowly(in, func(work func()) {
		works++
		work()
		b.do(func(tx chat.Tx) error { return tx.PutPIN(p.ID, pin.PIN{Hash: other, Rule: pin.Always}) })
	}, func(in chat.Input) error {
		return b.store.Update(func(tx chat.Tx) error { return b.talk.Handle(tx, in) })
	})
	if err != nil || works != 2 || b.open() != 0 {
		t.Fatalf("%v after %d comparisons, %d orders", err, works, b.open())
	}
	b.do(func(tx chat.Tx) error {
		kept, err := tx.PIN(p.ID)
		if kept.Wrong != 1 {
			t.Errorf("%d wrong ones", kept.Wrong)
		}
		return err
	})
	// While it is locked none is compared at all.
	b.do(func(tx chat.Tx) error {
		return tx.PutPIN(p.ID, pin.PIN{Hash: other, Rule: pin.Always, Wrong: pin.Tries, Until: b.at.Add(pin.LockFirst)})
	})
	in.Text, in.UpdateID = "5937", 100
	err = chat.Slowly(in, func(func()) { t.Error("a PIN is compared though it is locked") }, func(in chat.Input) error {
		return b.store.Update(func(tx chat.Tx) error { return b.talk.Handle(tx, in) })
	})
	if err != nil || b.open() != 0 {
		t.Errorf("%v, %d orders", err, b.open())
	}
}

// An owner is never asked for a PIN, also one who had set it before they became one.
func TestOwnersHaveNoPIN(t *testing.T) {
	b := newBench(t)
	owner := people["admin"]
	b.do(func(tx chat.Tx) error {
		return tx.PutPIN(owner.ID, pin.PIN{Hash: "of before", Rule: pin.Always, Wrong: 15})
	})
	said := b.types(owner, "01712345678 50")
	i := slices.IndexFunc(said, func(o chat.Outgoing) bool {
		return len(screenOf(o).Buttons) > 0 && strings.HasPrefix(o.Screen.Buttons[0][0].Data, "r:")
	})
	if i < 0 {
		t.Fatalf("no card: %+v", said)
	}
	if b.tap(owner, said[i].Screen.Buttons[0][0].Data); b.open() != 1 {
		t.Errorf("%d orders", b.open())
	}
	for _, data := range []string{"pin:new", "pin:off", "pin:change", "pin:rule:100"} {
		for _, o := range b.tap(owner, data) {
			if o.Screen != nil && o.Chat == owner.ID && strings.Contains(o.Screen.HTML, "PIN") {
				t.Errorf("%s: %s", data, o.Screen.HTML)
			}
		}
	}
}

// While the program runs, a lock lasts its 15 minutes, whatever the computer's clock is set to.
func TestLockIsNotLiftedByTheClock(t *testing.T) {
	b := newBench(t)
	real := b.at
	set := ordinary()
	set.Steady = func(time.Time) time.Time { return real }
	b.talk = flows.New(set)
	hash, err := pin.Hash("4826", pin.CheapCost)
	if err != nil {
		t.Fatal(err)
	}
	p := people["reseller"]
	b.do(func(tx chat.Tx) error {
		return tx.PutPIN(p.ID, pin.PIN{Hash: hash, Rule: pin.Always, Wrong: pin.Tries - 1})
	})
	tries := func(digits string) {
		for _, o := range b.types(p, "01712345678 50") {
			for _, row := range screenOf(o).Buttons {
				for _, button := range row {
					if strings.HasSuffix(button.Data, ":go") {
						b.tap(p, button.Data)
					}
				}
			}
		}
		b.types(p, digits)
	}
	tries("4827") // which locks
	for _, jump := range []time.Duration{2 * time.Hour, -2 * time.Hour, -3 * time.Hour, 20 * time.Minute, 48 * time.Hour} {
		b.at = real.Add(jump)
		if tries("4826"); b.open() != 0 {
			t.Fatalf("a clock that is %s ahead lifts the lock", jump)
		}
	}
	b.at, real = real.Add(-3*time.Hour), real.Add(pin.LockFirst-time.Second)
	if tries("4826"); b.open() != 0 {
		t.Error("the lock is lifted too soon")
	}
	real = real.Add(time.Second)
	if tries("4826"); b.open() != 1 {
		t.Error("after 15 minutes it is still locked")
	}
}

// The clock that nobody sets goes on as the computer counts, and takes a time that was read
// elsewhere as it stands.
func TestSteady(t *testing.T) {
	steady := ordinary().WithDefaults().Steady
	now := time.Now()
	for _, at := range []time.Time{now, now.Add(time.Hour), now.Add(-time.Hour), now.Round(0), time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)} {
		if got := steady(at); got.Sub(at).Abs() > time.Second {
			t.Errorf("%s is %s", at, got)
		}
	}
}
