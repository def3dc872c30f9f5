package order

import (
	"fmt"
	"slices"

	"rechargebot/flows/account"
)

// State is where an order stands.
type State string

// The states of an order. A final state is left again only by the panel's own
// word (a recharge reported done can, rarely, be reversed later).
const (
	// Placed: confirmed by the reseller and on disk; the panel has not heard of
	// it. It may be here again after a try that certainly sent nothing.
	// After a restart: sent as if nothing had happened.
	Placed State = "placed"
	// Sending: marked on disk before the one call is made.
	// After a restart: nobody knows whether the panel heard; becomes Unclear.
	Sending State = "sending"
	// Accepted: the panel said it took the order in. Not yet delivered.
	// After a restart: asked for by id.
	Accepted State = "accepted"
	// Unclear: the call went out, or may have, and no word came back that is proof.
	// Never sent again. After a restart: asked for by id.
	Unclear State = "unclear"
	// Done: the panel said so, or an owner's verdict. Final.
	Done State = "done"
	// Failed: the panel refused it or said it failed, an owner's verdict, or it
	// is certain that nothing was ever sent. Final.
	Failed State = "failed"
)

// transitions is the one table of what may follow what; the README shows it,
// and Move holds every order to it.
var transitions = map[State][]State{
	Placed:   {Sending, Failed},                   // Failed: nothing was sent within the time for it
	Sending:  {Placed, Accepted, Unclear, Failed}, // Placed: certain that nothing was sent; Failed: refused
	Accepted: {Done, Failed},                      // the panel's word by id, or a verdict
	Unclear:  {Accepted, Done, Failed},            // Accepted: the panel knows it and is working on it
	Done:     {Failed},                            // reversed: only by the panel's word
	Failed:   {Accepted, Done},                    // taken, or come through, after all: only by the panel's word
}

// bookings is what each transition books on the reseller's account, besides Place, which
// books a hold; the README shows it. What is not named books nothing: what was held
// stays so, however long.
var bookings = map[State]map[State]account.Kind{
	Placed:   {Failed: account.Release},
	Sending:  {Failed: account.Release},
	Accepted: {Done: account.Capture, Failed: account.Release},
	Unclear:  {Done: account.Capture, Failed: account.Release},
	Done:     {Failed: account.Refund},
	Failed:   {Done: account.LateCharge, Accepted: account.LateHold},
}

// handTransitions and handBookings are the tables of orders that an owner carries out by
// hand: done or failed by an owner's word, or called back; the panel has no part in it.
var handTransitions = map[State][]State{Placed: {Done, Failed}}

var handBookings = map[State]map[State]account.Kind{Placed: {Done: account.Capture, Failed: account.Release}}

// mayBecome reports whether the order's table lets its state be followed by next.
func (o *Order) mayBecome(next State) bool {
	if o.Hand != nil {
		return slices.Contains(handTransitions[o.State], next)
	}
	return o.State.MayBecome(next)
}

// booking is what the order's next state books.
func (o *Order) booking(was, next State) (account.Kind, bool) {
	table := bookings
	if o.Hand != nil {
		table = handBookings
	}
	kind, ok := table[was][next]
	return kind, ok
}

// Final reports whether nothing more is expected.
func (s State) Final() bool { return s == Done || s == Failed }

// MayBecome reports whether the table lets s be followed by next.
func (s State) MayBecome(next State) bool {
	for _, t := range transitions[s] {
		if t == next {
			return true
		}
	}
	return false
}

// Move puts the order into the next state, or says that the table forbids it.
func (o *Order) Move(next State) error {
	if !o.mayBecome(next) {
		return fmt.Errorf("order %s: %s cannot become %s", o.ID, o.State, next)
	}
	o.State = next
	return nil
}
