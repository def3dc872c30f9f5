package chat

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// A step that needs something made is run again with it, and no error says what it was
// made of.
func TestSlowly(t *testing.T) {
	runs, works := 0, 0
	step := func(in Input) error {
		runs++
		turn := &Turn{In: in}
		for _, key := range []string{"4826", "5937"} {
			value, err := turn.Made(key, func() (string, error) { return "of " + key, nil })
			if err != nil {
				return fmt.Errorf("wrapped: %w", err)
			}
			if value != "of "+key {
				t.Errorf("%q is made of %q", value, key)
			}
		}
		return nil
	}
	in := Input{Text: "x"}
	work := func(do func()) { works++; do() }
	if err := Slowly(in, work, step); err != nil || runs != 3 || works != 2 || in.Made != nil {
		t.Errorf("%v after %d runs with %d values; the input is %+v", err, runs, works, in)
	}
	endless := 0
	err := Slowly(in, work, func(in Input) error {
		endless++
		_, err := (&Turn{In: in}).Made(fmt.Sprint("4826 ", endless), func() (string, error) { return "", nil })
		return err
	})
	if err == nil || endless > mostSlow+1 || strings.Contains(fmt.Sprintf("%v", err), "4826") {
		t.Errorf("one that never has enough: %v after %d runs", err, endless)
	}
	broken := errors.New("broken")
	err = Slowly(in, work, func(in Input) error {
		_, err := (&Turn{In: in}).Made("k", func() (string, error) { return "", broken })
		return err
	})
	if !errors.Is(err, broken) {
		t.Errorf("what cannot be made: %v", err)
	}
}
