package order

import (
	"context"
	"errors"
	"testing"
	"time"
)

// Answers of a panel that says no without proof.
var (
	doubtful = Reply{Outcome: OutcomeDoubtful, Message: "Vendor line busy", Refusal: "vendor line busy"}
	notFound = Reply{Outcome: OutcomeDenied, NotFound: true, Message: "Order Not Found"}
	bareNo   = Reply{Outcome: OutcomeDenied, Message: "Recharge failed"}
)

// later lets the panel tell of every order but one as done.
func (r *room) knowsAllBut(id ID, a Reply) {
	r.statuses(func(_ context.Context, asked ID) Reply {
		if asked == id {
			return a
		}
		return done
	})
}

// TestADoubtfulNo: a refusal in unknown words settles nothing. The panel is asked by
// id, and its word counts.
func TestADoubtfulNo(t *testing.T) {
	for _, test := range []struct {
		name  string
		says  Reply
		state State
	}{
		{"it was taken all the same", done, Done},
		{"it failed", failed, Failed},
		{"it is on its way", pending, Accepted},
		{"nothing readable", unclear, Unclear},
	} {
		t.Run(test.name, func(t *testing.T) {
			inRoom(t, func(r *room) {
				r.requests(taking(always(doubtful)))
				r.statuses(always(test.says))
				id := r.place()
				r.after(time.Second)
				if o := r.is(id, Unclear, ""); !o.Doubt || o.Message != "Vendor line busy" || o.Said != "Vendor line busy" || o.Refusal != "vendor line busy" {
					t.Errorf("%+v", o)
				}
				r.after(time.Minute)
				r.is(id, test.state, "")
				r.called("request", id, 1)
			})
		})
	}
}

// TestWordsThatAnOwnerDeclared settle an order at once, from then on and until they
// are taken back.
func TestWordsThatAnOwnerDeclared(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(doubtful)))
		declare := func(change func(tx *memory) error) {
			t.Helper()
			if err := r.disk.Update(change); err != nil {
				t.Fatal(err)
			}
		}
		declare(func(tx *memory) error { return tx.PutRefusal(Refusal{Words: doubtful.Refusal}) })
		id := r.place()
		r.after(time.Second)
		if o := r.is(id, Failed, CauseRefused); o.Doubt || o.Refusal != doubtful.Refusal {
			t.Errorf("%+v", o)
		}
		declare(func(tx *memory) error { return tx.DropRefusal(doubtful.Refusal) })
		id = r.place()
		r.after(time.Second)
		r.is(id, Unclear, "")
	})
}

// TestDeniedTwice: an order that the panel denies is settled at its second denial,
// at least a minute after the first and three after the call, if the panel knows an
// order that was sent later. Where it knows none, the order is the owners' at once.
func TestDeniedTwice(t *testing.T) {
	tests := []struct {
		name  string
		call  Reply
		says  Reply
		later bool // an order was sent later, which the panel knows
		state State
		cause Cause
	}{
		{"refused, not found", doubtful, notFound, true, Failed, CauseDenied},
		{"refused, failed without proof", doubtful, bareNo, true, Failed, CauseDenied},
		{"refused, not found, no later order", doubtful, notFound, false, Unclear, ""},
		{"answer lost, not found", unclear, notFound, true, Unclear, ""},
		{"answer lost, failed without proof", unclear, bareNo, true, Failed, CauseDenied},
		{"accepted, not found", accepted, notFound, true, Accepted, ""},
		{"accepted, failed without proof", accepted, bareNo, true, Failed, CauseDenied},
		{"accepted, failed without proof, no later order", accepted, bareNo, false, Accepted, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inRoom(t, func(r *room) {
				earlier := r.place() // sent before, so it proves nothing
				r.requests(taking(always(test.call)))
				r.after(time.Second)
				id := r.place()
				r.knowsAllBut(id, test.says)
				r.after(time.Second)
				r.requests(taking(always(accepted)))
				if test.later {
					r.place()
				}
				r.after(2*time.Minute + 50*time.Second)
				if o := r.order(id); !o.Open() {
					t.Errorf("settled after %v", o.Settled.Sub(o.Sent))
				}
				r.after(20 * time.Second)
				o := r.is(id, test.state, test.cause)
				words := "settled"
				if o.Open() {
					words = ""
					if o.Denials == 2 {
						words = "stuck"
					}
				}
				r.told(id, words)
				r.is(earlier, Done, "")
				r.called("request", id, 1)
			})
		})
	}
}

// TestASlowDenial: a denial counts from when the panel was asked, not from when it
// answered.
func TestASlowDenial(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(doubtful)))
		id := r.place()
		r.after(time.Second)
		sent := r.order(id).Sent
		var counted []time.Duration
		r.statuses(func(_ context.Context, asked ID) Reply {
			if asked != id {
				return done
			}
			switch age := r.now().Sub(sent); {
			case age >= 2*time.Minute:
				counted = append(counted, age)
			case age > time.Minute:
				time.Sleep(2*time.Minute + 5*time.Second - age)
			}
			return notFound
		})
		r.requests(taking(always(accepted)))
		r.place()
		r.after(4 * time.Minute)
		r.is(id, Failed, CauseDenied)
		if n := len(counted); n < 2 || counted[n-1]-counted[0] < time.Minute || n > 2 && counted[n-2]-counted[0] >= time.Minute {
			t.Errorf("settled by checks that were begun after %v", counted)
		}
	})
}

// TestFoundBetweenDenials: a panel that tells of the order in between begins anew.
func TestFoundBetweenDenials(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(doubtful)))
		id := r.place()
		r.knowsAllBut(id, notFound)
		r.after(time.Second)
		r.requests(taking(always(accepted)))
		r.place()
		r.after(2*time.Minute + 10*time.Second)
		if o := r.order(id); o.Denials != 1 {
			t.Fatalf("%d denials", o.Denials)
		}
		r.knowsAllBut(id, pending)
		r.after(time.Minute)
		r.is(id, Accepted, "")
		r.knowsAllBut(id, notFound)
		r.after(10 * time.Minute)
		r.is(id, Accepted, "")
	})
}

// TestALookUpThatFails: the panel denies the later order as well, so its word on
// this one is worth nothing.
func TestALookUpThatFails(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(doubtful)))
		id := r.place()
		r.knowsAllBut(id, notFound)
		r.after(time.Second)
		r.requests(taking(always(accepted)))
		later := r.place()
		r.after(30 * time.Second)
		r.is(later, Done, "")
		r.statuses(always(notFound))
		r.after(10 * time.Minute)
		r.is(id, Unclear, "")
		r.told(id, "stuck")
	})
}

// TestPendingWithoutProof: only a reply that tells of the order makes it accepted.
func TestPendingWithoutProof(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(unclear)))
		r.statuses(always(Reply{Outcome: OutcomePending}))
		id := r.place()
		r.after(time.Minute)
		r.is(id, Unclear, "")
		r.statuses(always(pending))
		r.after(3 * time.Minute)
		r.is(id, Accepted, "")
	})
}

// TestSameTransaction: two orders with one transaction id are told to the owners,
// unless the first of them failed.
func TestSameTransaction(t *testing.T) {
	inRoom(t, func(r *room) {
		same := Reply{Outcome: OutcomeDone, TransactionID: "R1", OfOrder: true}
		r.statuses(always(same))
		first := r.place()
		r.after(5 * time.Second)
		second := r.place()
		r.after(5 * time.Second)
		r.told(first, "settled")
		r.told(second, "settled same")
	})
	inRoom(t, func(r *room) {
		same := Reply{Outcome: OutcomeDone, TransactionID: "R1", OfOrder: true}
		r.statuses(always(same))
		first := r.place()
		r.after(10 * time.Second)
		r.statuses(always(failed))
		r.ask(first)
		r.after(5 * time.Second)
		r.is(first, Failed, CauseReversed)
		r.knowsAllBut(first, same)
		second := r.place()
		r.statuses(always(same))
		r.after(5 * time.Second)
		r.told(second, "settled")
	})
}

// A no by id that tells nothing of the order says neither that the panel took it nor that it
// did not: what an owner has declared of its words stays.
func TestDenialDisprovesNothing(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(doubtful)))
		id := r.place()
		r.after(time.Second)
		r.is(id, Unclear, "")
		r.update(func(u Unit) error { return u.PutRefusal(Refusal{Words: doubtful.Refusal}) })
		r.requests(taking(always(accepted)))
		r.knowsAllBut(id, Reply{Outcome: OutcomeDenied})
		r.after(10 * time.Second)
		r.place()
		r.after(20 * time.Minute)
		r.is(id, Failed, CauseDenied)
		r.update(func(u Unit) error {
			known, err := u.RefusalKnown(doubtful.Refusal)
			if !known {
				t.Error("the words were dropped, as if the panel had taken the order")
			}
			return err
		})
	})
}

// TestDeny: a denial counts from its time after the call on, and a second one from its time after
// the first; a word of the order between them, or a clock that was set back, begins anew.
func TestDeny(t *testing.T) {
	d := &Desk{cfg: Config{DenialAfter: 2 * time.Minute, DenialApart: time.Minute}}
	no, gone := Reply{Outcome: OutcomeDenied}, Reply{Outcome: OutcomeDenied, NotFound: true}
	type reply struct {
		a     Reply
		after time.Duration
		want  bool
	}
	for name, test := range map[string]struct {
		o       Order
		replies []reply
	}{
		"twice":               {Order{State: Unclear}, []reply{{no, 2 * time.Minute, false}, {no, 3*time.Minute - 1, false}, {no, 3 * time.Minute, true}}},
		"too soon":            {Order{State: Accepted}, []reply{{no, 2*time.Minute - 1, false}, {no, 3 * time.Minute, false}, {no, 4 * time.Minute, true}}},
		"the clock set back":  {Order{State: Unclear}, []reply{{no, 5 * time.Minute, false}, {no, 3 * time.Minute, false}, {no, 4 * time.Minute, true}}},
		"a word between":      {Order{State: Unclear}, []reply{{no, 2 * time.Minute, false}, {Reply{OfOrder: true}, 3 * time.Minute, false}, {no, 4 * time.Minute, false}}},
		"pending between":     {Order{State: Unclear}, []reply{{no, 2 * time.Minute, false}, {Reply{Outcome: OutcomePending}, 3 * time.Minute, false}, {no, 4 * time.Minute, false}}},
		"silence between":     {Order{State: Unclear}, []reply{{no, 2 * time.Minute, false}, {Reply{}, 3 * time.Minute, false}, {no, 4 * time.Minute, true}}},
		"unknown, in doubt":   {Order{State: Unclear, Doubt: true}, []reply{{gone, 2 * time.Minute, false}, {gone, 3 * time.Minute, true}}},
		"unknown, lost":       {Order{State: Unclear}, []reply{{gone, 2 * time.Minute, false}, {gone, 3 * time.Minute, false}}},
		"unknown, was taken":  {Order{State: Accepted, Doubt: true}, []reply{{gone, 2 * time.Minute, false}, {gone, 3 * time.Minute, false}}},
		"of one that is done": {Order{State: Done}, []reply{{no, 2 * time.Minute, false}, {no, 3 * time.Minute, false}}},
	} {
		o := test.o
		o.Sent = noon
		for i, r := range test.replies {
			if got := d.deny(&o, r.a, noon.Add(r.after)); got != r.want {
				t.Errorf("%s, reply %d: %v", name, i+1, got)
			}
		}
	}
}

// TestALaterOrderSentDuringTheCheck: that the panel knows an order which was sent while it was
// asked for this one says nothing of what it knew when it was asked.
func TestALaterOrderSentDuringTheCheck(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(doubtful)))
		id := r.place()
		r.after(time.Second)
		r.requests(taking(always(accepted)))
		begun, free := make(chan struct{}), make(chan struct{})
		var first time.Time
		slow := false
		r.statuses(func(_ context.Context, asked ID) Reply {
			if asked != id {
				return done
			}
			switch age := r.now().Sub(r.order(id).Sent); {
			case age < 2*time.Minute:
			case first.IsZero():
				first = r.now()
			case r.now().Sub(first) >= time.Minute && !slow:
				slow = true
				close(begun)
				<-free
			}
			return notFound
		})
		<-begun
		r.after(time.Second)
		later := r.place()
		r.after(8 * time.Second)
		r.is(later, Done, "")
		close(free)
		r.after(time.Millisecond)
		r.is(id, Unclear, "")
		r.after(10 * time.Minute)
		r.is(id, Failed, CauseDenied)
	})
}

// TestKnownIsNoDenial: that the panel knows a later order settles none whose denial does not
// count yet.
func TestKnownIsNoDenial(t *testing.T) {
	inRoom(t, func(r *room) {
		id := r.place()
		r.after(time.Second)
		r.update(func(u Unit) error {
			o, _, err := u.Order(id)
			return errors.Join(err, r.desk.Load().recordStatus(u, o, bareNo, r.now(), true))
		})
		r.is(id, Accepted, "")
	})
}

// TestDisproved: what an owner has declared of the words of a refusal ends once the panel tells
// of an order that it had refused so, and the owners are told. A panel that denies the order
// again leaves it, and only where it does not know the order can the words still be declared.
func TestDisproved(t *testing.T) {
	taken := Order{State: Failed, Cause: CauseRefused}
	inDoubt := Order{State: Unclear, Doubt: true}
	for name, test := range map[string]struct {
		from    Order
		says    Reply
		state   State
		told    string
		stays   bool
		refusal string
	}{
		"refused, then done":        {taken, done, Done, "disproved settled", false, ""},
		"refused, then on its way":  {taken, pending, Accepted, "disproved resumed", false, ""},
		"in doubt, then done":       {inDoubt, done, Done, "disproved settled", false, ""},
		"in doubt, then on its way": {inDoubt, pending, Accepted, "disproved", false, ""},
		"in doubt, then failed":     {inDoubt, failed, Failed, "disproved settled", false, ""},
		"in doubt, then a bare no":  {inDoubt, bareNo, Failed, "settled", true, ""},
		"in doubt, then not known":  {inDoubt, notFound, Failed, "settled", true, doubtful.Refusal},
		"refused, then not known":   {taken, notFound, Failed, "", true, doubtful.Refusal},
	} {
		t.Run(name, func(t *testing.T) {
			inRoom(t, func(r *room) {
				o := sample(someID)
				o.State, o.Cause, o.Doubt, o.Refusal = test.from.State, test.from.Cause, test.from.Doubt, doubtful.Refusal
				o.Placed, o.Sent, o.Next = r.now(), r.now(), r.now().Add(2*time.Second)
				if o.State.Final() {
					o.Settled = r.now()
					o.Verdict = &Verdict{Admin: 1} // nobody was told of this end
				}
				r.knowsAllBut(o.ID, test.says)
				r.after(time.Second)
				r.update(func(u Unit) error {
					return errors.Join(u.PutRefusal(Refusal{Words: "another"}), u.PutRefusal(Refusal{Words: doubtful.Refusal}), u.PutOrder(o))
				})
				r.place() // which the panel knows
				r.after(5 * time.Minute)
				if got := r.order(o.ID); got.State != test.state || got.Refusal != test.refusal {
					t.Errorf("%+v", got)
				}
				r.told(o.ID, test.told)
				r.update(func(u Unit) error {
					for words, want := range map[string]bool{doubtful.Refusal: test.stays, "another": true} {
						if known, _ := u.RefusalKnown(words); known != want {
							t.Errorf("%q is declared: %v", words, known)
						}
					}
					return nil
				})
			})
		})
	}
}
