package order

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/money"
)

// TestTimesOfStatusChecks follows an order that stays pending: the first check after
// FirstCheck, then one each second and, as it grows older, a hundredth of its age;
// told once that it takes too long, then ever more slowly.
func TestTimesOfStatusChecks(t *testing.T) {
	inRoom(t, func(r *room) {
		id := r.place()
		sent := time.Now()
		r.after(14 * time.Minute)
		s := time.Second
		calls := r.calls("status", id)
		if first := calls[0].at.Sub(sent); first != 3*s {
			t.Errorf("first check after %v", first)
		}
		for i := 1; i < len(calls); i++ {
			age, pause := calls[i-1].at.Sub(sent), calls[i].at.Sub(calls[i-1].at)
			if least, most := max(s, age/125), max(1700*time.Millisecond, age/80); pause < least || pause > most {
				t.Fatalf("pause after %v is %v, want %v to %v", age, pause, least, most)
			}
		}
		r.told(id, "")

		r.after(4 * time.Minute)
		w := r.told(id, "stuck")
		if age := w[0].at.Sub(sent); age < 15*time.Minute || age > 15*time.Minute+144*s {
			t.Errorf("told after %v", age)
		}
		if o := r.is(id, Accepted, ""); !o.Stuck.Equal(w[0].at) {
			t.Errorf("stuck at %v, told at %v", o.Stuck, w[0].at)
		}

		r.after(30 * 24 * time.Hour)
		r.told(id, "stuck")
		early := len(calls)
		calls = r.calls("status", id)
		for i := 1; i < len(calls); i++ {
			age, pause := calls[i-1].at.Sub(sent), calls[i].at.Sub(calls[i-1].at)
			if age < 15*time.Minute {
				continue
			}
			least, most := max(96*s, min(age/10, slowest)), max(144*s, min(age/10, slowest))
			if pause < least || pause > most+s {
				t.Fatalf("pause after %v is %v, want %v to %v", age, pause, least, most)
			}
		}
		if n := len(calls) - early; n > 250 {
			t.Errorf("%d checks in a month", n)
		}
		r.is(id, Accepted, "")
	})
}

// TestStuckAndThenDone: what was stuck is settled and told like any other.
func TestStuckAndThenDone(t *testing.T) {
	inRoom(t, func(r *room) {
		id := r.place()
		r.after(time.Hour)
		r.statuses(always(done))
		r.after(10 * time.Minute)
		r.is(id, Done, "")
		r.told(id, "stuck settled")
	})
}

func TestStuckIsToldOnceAcrossRestarts(t *testing.T) {
	inRoom(t, func(r *room) {
		id := r.place()
		for range 10 {
			r.after(7 * time.Minute)
			r.restart()
		}
		r.told(id, "stuck")
		r.called("request", id, 1)
	})
}

// TestStatusAnswers: what each answer makes of an order in each state, asked
// for by a person where it is settled.
func TestStatusAnswers(t *testing.T) {
	odd := Reply{Outcome: OutcomePending, Code: "7", OfOrder: true}
	type want struct {
		state State
		cause Cause
		told  string
	}
	tests := []struct {
		name  string
		from  Order
		a     Reply
		want  want
		asked bool
	}{
		{"accepted, pending", Order{State: Accepted}, pending, want{Accepted, "", ""}, false},
		{"accepted, unknown code", Order{State: Accepted}, odd, want{Accepted, "", ""}, false},
		{"accepted, question refused", Order{State: Accepted}, refused, want{Accepted, "", ""}, false},
		{"accepted, unsent", Order{State: Accepted}, unsent, want{Accepted, "", ""}, false},
		{"accepted, unclear", Order{State: Accepted}, unclear, want{Accepted, "", ""}, false},
		{"accepted, out of place", Order{State: Accepted}, accepted, want{Accepted, "", ""}, false},
		{"accepted, failed", Order{State: Accepted}, failed, want{Failed, "", "settled"}, false},
		{"accepted, done", Order{State: Accepted}, done, want{Done, "", "settled"}, false},
		{"unclear, pending", Order{State: Unclear}, pending, want{Accepted, "", ""}, false},
		{"unclear, unknown code", Order{State: Unclear}, odd, want{Accepted, "", ""}, false},
		{"unclear, question refused", Order{State: Unclear}, refused, want{Unclear, "", ""}, false},
		{"unclear, unsent", Order{State: Unclear}, unsent, want{Unclear, "", ""}, false},
		{"unclear, unclear", Order{State: Unclear}, unclear, want{Unclear, "", ""}, false},
		{"unclear, out of place", Order{State: Unclear}, accepted, want{Unclear, "", ""}, false},
		{"unclear, failed", Order{State: Unclear}, failed, want{Failed, "", "settled"}, false},
		{"unclear, done", Order{State: Unclear}, done, want{Done, "", "settled"}, false},
		{"asked: accepted, pending", Order{State: Accepted}, pending, want{Accepted, "", "checked"}, true},
		{"asked: accepted, question refused", Order{State: Accepted}, refused, want{Accepted, "", "checked"}, true},
		{"asked: unclear, pending", Order{State: Unclear}, pending, want{Accepted, "", "checked"}, true},
		{"asked: unclear, unclear", Order{State: Unclear}, unclear, want{Unclear, "", "checked"}, true},
		{"asked: accepted, done", Order{State: Accepted}, done, want{Done, "", "settled"}, true},
		{"asked: done, done", Order{State: Done}, done, want{Done, "", "checked"}, true},
		{"asked: done, pending", Order{State: Done}, pending, want{Done, "", "checked"}, true},
		{"asked: done, refused", Order{State: Done}, refused, want{Done, "", "checked"}, true},
		{"asked: done, unclear", Order{State: Done}, unclear, want{Done, "", "checked"}, true},
		{"asked: done, failed: reversed", Order{State: Done}, failed, want{Failed, CauseReversed, "settled"}, true},
		{"asked: failed, failed", Order{State: Failed}, failed, want{Failed, "", "checked"}, true},
		{"asked: failed, pending", Order{State: Failed}, pending, want{Failed, "", "checked"}, true},
		{"asked: failed, unsent", Order{State: Failed}, unsent, want{Failed, "", "checked"}, true},
		{"asked: failed, done: came through", Order{State: Failed}, done, want{Done, CauseReversed, "settled"}, true},
		{"asked: refused, done", Order{State: Failed, Cause: CauseRefused}, done, want{Done, CauseReversed, "settled"}, true},
		{"asked: refused, refused", Order{State: Failed, Cause: CauseRefused}, refused, want{Failed, CauseRefused, "checked"}, true},
		{"asked: ruled done, failed", Order{State: Done, Cause: CauseVerdict}, failed, want{Failed, CauseReversed, "settled"}, true},
		{"asked: ruled failed, done", Order{State: Failed, Cause: CauseVerdict}, done, want{Done, CauseReversed, "settled"}, true},
		{"asked: ruled done, done", Order{State: Done, Cause: CauseVerdict}, done, want{Done, CauseVerdict, "checked"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inRoom(t, func(r *room) {
				r.statuses(always(test.a))
				o := sample(someID)
				o.State, o.Cause, o.Placed, o.Sent = test.from.State, test.from.Cause, time.Now(), time.Now()
				if o.State.Final() {
					o.Settled, o.Verdict = time.Now(), &Verdict{Admin: 1}
				} else {
					o.Next = time.Now().Add(2 * time.Second)
				}
				r.put(o)
				if test.asked && !r.ask(o.ID) {
					t.Error("it cannot be asked for")
				}
				r.after(1900 * time.Millisecond) // the look after it is a second later
				if !test.asked {
					r.after(time.Second)
				}
				r.called("status", o.ID, 1)
				got := r.is(o.ID, test.want.state, test.want.cause)
				w := r.told(o.ID, test.want.told)
				if got.Asked {
					t.Error("it still counts as asked for")
				}
				if len(w) > 0 && w[0].what == "settled" && w[0].was != test.from.State {
					t.Errorf("told to have been %s", w[0].was)
				}
				if got.State == Done && !strings.HasPrefix(got.TransactionID, "T1 ") && test.a.Outcome == OutcomeDone {
					t.Error("the transaction id is not kept")
				}
				r.called("request", "", 0)
			})
		})
	}
}

// TestRuledWhileAsked: an admin's verdict falls while the panel is being asked.
// The panel's word counts, and what it did not settle stays as ruled.
func TestRuledWhileAsked(t *testing.T) {
	tests := []struct {
		ruledDone bool
		a         Reply
		state     State
		cause     Cause
		told      string
	}{
		{true, done, Done, CauseVerdict, "settled"},
		{true, pending, Done, CauseVerdict, "settled"},
		{true, unclear, Done, CauseVerdict, "settled"},
		{true, failed, Failed, CauseReversed, "settled settled"},
		{false, failed, Failed, CauseVerdict, "settled"},
		{false, done, Done, CauseReversed, "settled settled"},
	}
	for _, test := range tests {
		inRoom(t, func(r *room) {
			r.statuses(func(context.Context, ID) Reply {
				time.Sleep(5 * time.Second)
				return test.a
			})
			id := r.place()
			r.after(4 * time.Second)
			if err := r.disk.Update(func(tx *memory) error {
				_, err := ApplyVerdict(unit(tx), id, Verdict{Admin: 1, Done: test.ruledDone, At: r.now()})
				return err
			}); err != nil {
				t.Fatal(err)
			}
			r.after(time.Minute)
			r.is(id, test.state, test.cause)
			r.told(id, test.told)
			r.called("status", id, 1)
		})
	}
}

// TestAsking: a person's question comes before the next check's time, is
// answered once, and not more often than every five seconds.
func TestAsking(t *testing.T) {
	inRoom(t, func(r *room) {
		id := r.place()
		r.after(13 * time.Minute) // by then looks are farther apart than questions
		before := len(r.calls("status", id))
		for range 20 {
			r.ask(id)
			r.after(time.Second)
		}
		if n := len(r.calls("status", id)) - before; n < 3 || n > 5 {
			t.Errorf("asked %d times within 20 seconds", n)
		}
		if n := len(r.heard(id)); n < 3 || n > 5 {
			t.Errorf("%d answers", n)
		}
	})
}

// TestAHungCheckHoldsUpNothing but itself: other checks and sends go on.
func TestAHungCheckHoldsUpNothing(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(hang)
		var hung []ID
		for range 20 {
			hung = append(hung, r.place())
		}
		r.after(30 * time.Second)
		r.statuses(always(done))
		for range 5 {
			id := r.place()
			r.after(4 * time.Second)
			r.is(id, Done, "")
		}
		for _, id := range hung {
			r.called("status", id, 1)
			r.is(id, Accepted, "")
		}
	})
}

// TestAnImpatientPerson has five orders on their way and asks for each every
// five seconds, the whole rate limit: other people's orders are checked all the same.
func TestAnImpatientPerson(t *testing.T) {
	inRoom(t, func(r *room) {
		var theirs []ID
		for range 5 {
			theirs = append(theirs, r.place())
		}
		r.after(time.Minute)
		r.statuses(func(_ context.Context, id ID) Reply {
			if slices.Contains(theirs, id) {
				return pending
			}
			return done
		})
		var others []ID
		for second := range 600 {
			for _, id := range theirs {
				r.ask(id)
			}
			if second%3 == 0 {
				others = append(others, r.place())
			}
			r.after(time.Second)
		}
		r.after(20 * time.Second)
		for _, id := range others {
			if o := r.is(id, Done, ""); o.Settled.Sub(o.Placed) > 10*time.Second {
				t.Errorf("order %s took %v", id, o.Settled.Sub(o.Placed))
			}
		}
		for _, id := range theirs {
			if n := len(r.calls("status", id)); n < 10 {
				t.Errorf("order %s, asked for all the time, was checked %d times", id, n)
			}
		}
	})
}

// TestTheNumberOfAnother: a reply that names another customer's number is no word on the
// order, and the owners are told where the panel goes on so.
func TestTheNumberOfAnother(t *testing.T) {
	for _, other := range []Reply{done, failed, pending} {
		inRoom(t, func(r *room) {
			other.Number, other.Answered, other.Message = "01899999999", true, "Recharge to 01899999999 successful"
			r.statuses(always(other))
			id := r.place()
			r.after(5 * time.Minute)
			r.is(id, Accepted, "")
			if o := r.order(id); o.TransactionID != "" {
				t.Errorf("the transaction id is %s", o.TransactionID)
			} else if o.Said == other.Message {
				t.Errorf("the panel said of it: %s", o.Said)
			}
			if w := r.told("", "down"); len(w) != 1 || w[0].answer.Mend != mendAnother {
				t.Errorf("the owners are told of it by %+v", w)
			}
			own := done
			own.Number = "01712345678"
			r.statuses(always(own))
			r.after(3 * time.Minute)
			r.is(id, Done, "")
		})
	}
}

// TestOutdated: only of an ended order, and only by a later check of which the time is known.
func TestOutdated(t *testing.T) {
	begun, now := noon, noon.Add(10*time.Second)
	for name, test := range map[string]struct {
		state   State
		checked time.Time
		want    bool
	}{
		"checked since":           {Done, begun.Add(time.Second), true},
		"failed, checked since":   {Failed, now, true},
		"checked before":          {Done, begun.Add(-time.Second), false},
		"checked when it began":   {Done, begun, false},
		"checked by a fast clock": {Done, now.Add(1), false},
		"never checked":           {Done, time.Time{}, false},
		"on its way":              {Accepted, begun.Add(time.Second), false},
	} {
		if got := outdated(Order{State: test.state, CheckedAt: test.checked}, begun, now); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestNoteCheck: what a check leaves on an order. The balance of an order that has ended is that
// of its end.
func TestNoteCheck(t *testing.T) {
	balance := func(n money.Taka) *money.Taka { return &n }
	for name, test := range map[string]struct {
		state State
		a     Reply
		said  string
		left  money.Taka
	}{
		"nothing":               {Accepted, Reply{}, "before", 7_00},
		"words":                 {Accepted, Reply{Message: "wait", Code: "17"}, "wait", 7_00},
		"a code without words":  {Unclear, Reply{Code: "17"}, "status 17", 7_00},
		"a balance":             {Accepted, Reply{Balance: balance(5_00)}, "before", 5_00},
		"a balance after it":    {Done, Reply{Message: "ok", Balance: balance(5_00)}, "ok", 7_00},
		"a balance of a failed": {Failed, Reply{Balance: balance(5_00)}, "before", 7_00},
	} {
		o := Order{State: test.state, Said: "before", BalanceLeft: balance(7_00), Asked: true, CardPending: true, StatusChecks: 2, Sent: noon.Add(time.Hour)}
		o.noteCheck(test.a, noon)
		if o.Said != test.said || *o.BalanceLeft != test.left || o.Asked || o.CardPending || o.StatusChecks != 3 || !o.CheckedAt.Equal(noon) || !o.Sent.Equal(noon) {
			t.Errorf("%s: %+v, balance %v", name, o, *o.BalanceLeft)
		}
	}
}

// TestTooLong: owners hear of an order after the time that they have set, and of one with a code
// that nobody knows after half an hour.
func TestTooLong(t *testing.T) {
	for _, test := range []struct {
		stuck, age time.Duration
		code       string
		want       bool
	}{
		{time.Hour, time.Hour - 1, "", false}, {time.Hour, time.Hour, "", true},
		{time.Hour, 30*time.Minute - 1, "17", false}, {time.Hour, 30 * time.Minute, "17", true}, {time.Hour, 30 * time.Minute, "", false},
		{10 * time.Minute, 10 * time.Minute, "17", true},
	} {
		d := &Desk{cfg: Config{StuckAfter: test.stuck}}
		if got := d.tooLong(Order{Sent: noon}, Reply{Code: test.code}, noon.Add(test.age)); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
}

// TestAnotherNumberWhereTheOrderCannotBeRead: a reply with a customer's number is no word on an
// order whose own cannot be read.
func TestAnotherNumberWhereTheOrderCannotBeRead(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(func(context.Context, ID) Reply {
			r.locked(func() { r.disk.view = func() error { return errCable } })
			a := done
			a.Number = "01812345678"
			return a
		})
		id := r.place()
		r.after(4 * time.Second)
		r.called("status", id, 1)
		r.statuses(always(pending))
		r.locked(func() { r.disk.view = nil })
		r.after(time.Minute)
		r.is(id, Accepted, "")
		r.told(id, "")
	})
}

// sayer is a panel that answers each status call so.
type sayer struct {
	silent
	a Reply
}

func (s sayer) Status(context.Context, ID) Reply { return s.a }

// TestOnlyASentOrderIsSettled: whatever names an order to be asked for that was not sent, is
// being sent, or is an owner's to carry out, the panel's word changes nothing of it.
func TestOnlyASentOrderIsSettled(t *testing.T) {
	for _, s := range states {
		for _, byHand := range []bool{false, true} {
			for _, a := range []Reply{done, failed} {
				d := newDisk()
				o := handOrder("6b03ba4500000")
				if o.State, o.Placed, o.Sent = s, noon, noon; !byHand {
					o.Hand = nil
				}
				if err := d.Update(func(tx *memory) error { return tx.PutOrder(o) }); err != nil {
					t.Fatal(err)
				}
				desk := NewDesk(desktop{disk: d}, sayer{silent{t}, a}, Config{Now: func() time.Time { return noon.Add(time.Minute) }})
				if desk.calls = t.Context(); !desk.check(o.ID) {
					t.Errorf("%s, by hand %v: the check goes wrong", s, byHand)
				}
				want := s
				if !byHand && s != Placed && s != Sending {
					if want = Done; a.Outcome == OutcomeFailed {
						want = Failed
					}
				}
				if got := d.orders[o.ID].State; got != want {
					t.Errorf("%s, by hand %v, %s: it is %s", s, byHand, a.Outcome, got)
				}
			}
		}
	}
}

// TestIsOverdue: for which orders something is to be done though the panel cannot be asked.
func TestIsOverdue(t *testing.T) {
	d := &Desk{cfg: Config{StuckAfter: 15 * time.Minute}}
	for _, test := range []struct {
		name string
		o    Order
		age  time.Duration
		want bool
	}{
		{"in time to be sent", Order{State: Placed}, SendFor - 1, false},
		{"too late to be sent", Order{State: Placed}, SendFor, true},
		{"too late, by hand", Order{State: Placed, Hand: &Hand{}}, SendFor, false},
		{"being sent", Order{State: Sending}, 24 * time.Hour, false},
		{"accepted", Order{State: Accepted}, 15*time.Minute - 1, false},
		{"accepted for long", Order{State: Accepted}, 15 * time.Minute, true},
		{"unclear for long", Order{State: Unclear}, 15 * time.Minute, true},
		{"told of", Order{State: Unclear, Stuck: noon}, 24 * time.Hour, false},
		{"a row that waits for its turn", Order{State: Accepted, Batch: 1}, BatchSendFor - 1, false},
		{"a row that has waited too long", Order{State: Accepted, Batch: 1}, BatchSendFor, true},
		{"a row that was asked for", Order{State: Accepted, Batch: 1, StatusChecks: 1}, 15 * time.Minute, true},
		{"done", Order{State: Done}, 24 * time.Hour, false},
		{"failed", Order{State: Failed}, 24 * time.Hour, false},
	} {
		if test.o.Placed = noon; test.o.State != Placed {
			test.o.Sent = noon
		}
		if got := d.isOverdue(test.o, noon.Add(test.age)); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
