package chat

import (
	"errors"
	"maps"
)

// Slow is the error of a step that needs a value which takes longer to make than a
// transaction may last, such as the hash of a PIN: everybody would wait for it. Nothing of
// the step stays. Whoever has run it makes the value outside of the transaction and runs
// the step again, as [Slowly] does.
type Slow struct {
	key  string // what the value is made of; it may hold a PIN and is never shown
	make func() (string, error)
}

func (*Slow) Error() string { return "a step needs what is to be made outside of its transaction" }

// Made gives the value that is made of a key, or a *Slow to be returned.
func (t *Turn) Made(key string, produce func() (string, error)) (string, error) {
	if value, ok := t.In.Made[key]; ok {
		return value, nil
	}
	return "", &Slow{key, produce}
}

// mostSlow bounds how often a step is run again: it needs one value, or another where the
// first was made of what has changed meanwhile.
const mostSlow = 4

// Slowly runs a step, and again with what it needs to be made. work calls the function that
// makes it, when there is time for it.
func Slowly(in Input, work func(func()), step func(Input) error) error {
	for n := 0; ; n++ {
		err := step(in)
		var slow *Slow
		if !errors.As(err, &slow) || n == mostSlow {
			return err
		}
		var value string
		err = errors.New("it was not made") // where work does not call it
		work(func() { value, err = slow.make() })
		if err != nil {
			return err
		}
		made := maps.Clone(in.Made)
		if made == nil {
			made = map[string]string{}
		}
		made[slow.key] = value
		in.Made = made
	}
}
