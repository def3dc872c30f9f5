package order

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// failingInARow is how many orders must fail one after the other, with the same
// words of the panel's and to as many numbers, until the owners are told: an empty
// wallet or a wrong key fails everybody's orders, and only the owners can mend it.
const failingInARow = 3

// sameWords reports whether the panel said the same of two orders. What holds a digit does
// not count: it may be the customer's number, the order's id or the time.
func sameWords(one, other string) bool {
	wordsOf := func(text string) []string {
		return slices.DeleteFunc(strings.Fields(text), func(word string) bool { return strings.ContainsFunc(word, unicode.IsDigit) })
	}
	return slices.Equal(wordsOf(one), wordsOf(other))
}

// failing counts an order that the panel refused or that failed there.
func (d *Desk) failing(u Unit, o Order, now time.Time) error {
	p, err := u.PanelState(MainPanel)
	if err != nil {
		return err
	}
	if !sameWords(p.FailingWith, o.Message) {
		p.Failing, p.FailingWith = nil, o.Message
	}
	if len(p.Failing) >= failingInARow || slices.Contains(p.Failing, o.Number) {
		return nil // told before, or one customer's own trouble
	}
	p.Failing = append(slices.Clone(p.Failing), o.Number)
	if err := u.PutPanelState(MainPanel, p); err != nil || len(p.Failing) < failingInARow {
		return err
	}
	return u.Tell.PanelFails(len(p.Failing), o.Message, now)
}

// working ends the count: an order arrived.
func (d *Desk) working(u Unit) error {
	p, err := u.PanelState(MainPanel)
	if err != nil || p.Failing == nil {
		return err
	}
	p.Failing, p.FailingWith = nil, ""
	return u.PutPanelState(MainPanel, p)
}
