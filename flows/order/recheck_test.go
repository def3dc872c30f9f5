package order

import (
	"context"
	"reflect"
	"sync"
	"testing"
	"time"

	"rechargebot/flows/money"
)

// TestRechecks: final orders are checked again, in times that depend on what their
// word stands on.
func TestRechecks(t *testing.T) {
	m, h := time.Minute, time.Hour
	sooner, later := []time.Duration{2 * m, 15 * m, 2 * h, 24 * h}, []time.Duration{h, 24 * h}
	week := []time.Duration{2 * m, 15 * m, 2 * h, 24 * h, 48 * h, 72 * h, 96 * h, 120 * h, 144 * h, 168 * h}
	tests := []struct {
		name string
		o    Order
		says Reply
		want []time.Duration
	}{
		{"done", Order{State: Done}, done, later},
		{"failed", Order{State: Failed}, failed, sooner},
		{"refused", Order{State: Failed, Cause: CauseRefused}, notFound, sooner},
		{"denied", Order{State: Failed, Cause: CauseDenied}, notFound, sooner},
		{"verdict done", Order{State: Done, Cause: CauseVerdict}, pending, week},
		{"verdict failed", Order{State: Failed, Cause: CauseVerdict}, unsaid(pending), week},
		{"verdict failed, the panel knows no such order", Order{State: Failed, Cause: CauseVerdict}, notFound, sooner},
		{"reversed", Order{State: Failed, Cause: CauseReversed}, failed, later},
		{"never sent, tried", Order{State: Failed, Cause: CauseNeverSent, Tries: 3}, notFound, sooner},
		{"never sent, not tried", Order{State: Failed, Cause: CauseNeverSent}, notFound, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inRoom(t, func(r *room) {
				r.statuses(always(test.says))
				o := sample(someID)
				o.State, o.Placed, o.Sent, o.Tries, o.Verdict = Sending, time.Now(), time.Now(), test.o.Tries, &Verdict{Admin: 1}
				if test.o.State == Done {
					o.State = Unclear
				}
				if err := r.disk.Update(func(tx *memory) error {
					return Settle(unit(tx), &o, test.o.State, test.o.Cause, time.Now())
				}); err != nil {
					t.Fatal(err)
				}
				settled := time.Now()
				r.after(40 * 24 * time.Hour)
				calls := r.calls("status", o.ID)
				if len(calls) != len(test.want) {
					t.Fatalf("%d checks, want %d: %v", len(calls), len(test.want), calls)
				}
				for i, c := range calls {
					if late := c.at.Sub(settled) - test.want[i]; late < 0 || late > time.Minute {
						t.Errorf("check %d came after %v, want %v", i, c.at.Sub(settled), test.want[i])
					}
				}
				told := "settled"
				if test.says.Outcome == OutcomePending {
					told += " unfinished"
				}
				r.told(o.ID, told)
				r.is(o.ID, test.o.State, test.o.Cause)
			})
		})
	}
}

func unsaid(a Reply) Reply { a.Message = ""; return a }

// TestAWordTakenBack is found by the check after an hour, or after a day, and told.
func TestAWordTakenBack(t *testing.T) {
	for _, after := range []time.Duration{30 * time.Minute, 20 * time.Hour} {
		inRoom(t, func(r *room) {
			r.statuses(always(done))
			id := r.place()
			r.after(after)
			r.is(id, Done, "")
			r.statuses(always(failed))
			r.after(25 * time.Hour)
			r.is(id, Failed, CauseReversed)
			r.told(id, "settled settled")
		})
	}
	inRoom(t, func(r *room) {
		r.requests(taking(always(refused)))
		r.statuses(always(notFound))
		id := r.place()
		r.after(time.Minute)
		r.is(id, Failed, CauseRefused)
		r.statuses(always(done))
		r.after(3 * time.Minute)
		r.is(id, Done, CauseReversed)
		r.told(id, "settled settled")
	})
}

// ruledFailed places an order on which the panel works, and which an owner rules failed.
func (r *room) ruledFailed() ID {
	r.t.Helper()
	r.statuses(always(pending))
	id := r.place()
	r.after(time.Hour)
	if err := r.disk.Update(func(tx *memory) error {
		_, err := ApplyVerdict(unit(tx), id, Verdict{Admin: 1, At: time.Now()})
		return err
	}); err != nil {
		r.t.Fatal(err)
	}
	return id
}

// A panel that works on an order after its end here is asked each day for a week, whatever
// it says in between but how it ended. Then the owners are told, once.
func TestAPanelThatWorksOn(t *testing.T) {
	type step struct {
		says   Reply
		during time.Duration
	}
	for name, test := range map[string]struct {
		steps []step
		told  string
		state State
	}{
		"silent beyond the week, and working": {[]step{{unclear, 70 * time.Hour}, {pending, 30 * 24 * time.Hour}}, "stuck settled unfinished", Failed},
		"silent to the end":                   {[]step{{pending, 40 * time.Hour}, {unclear, 30 * 24 * time.Hour}}, "stuck settled unfinished", Failed},
		"unknown once, then done":             {[]step{{notFound, 24 * time.Hour}, {done, 30 * 24 * time.Hour}}, "stuck settled settled", Done},
		"failed":                              {[]step{{failed, 30 * 24 * time.Hour}}, "stuck settled", Failed},
	} {
		t.Run(name, func(t *testing.T) {
			inRoom(t, func(r *room) {
				id := r.ruledFailed()
				r.after(100 * time.Hour)
				for _, s := range test.steps {
					r.statuses(always(s.says))
					r.after(s.during)
				}
				r.told(id, test.told)
				if o := r.order(id); o.State != test.state || o.Working {
					t.Errorf("%+v", o)
				}
				if _, due := r.order(id).Queue(); due && test.state == Failed {
					t.Error("it is still due")
				}
			})
		})
	}
}

// A person's question that happens to be the last check keeps nobody from being told.
func TestAPanelThatWorksOnWhenAsked(t *testing.T) {
	inRoom(t, func(r *room) {
		id := r.ruledFailed()
		r.after(167 * time.Hour)
		o := r.order(id)
		o.Asked, o.Next = true, o.Settled.Add(recheckWorking)
		r.put(o)
		r.after(3 * time.Hour)
		r.told(id, "stuck settled checked unfinished")
	})
}

// Who asks later than a week after the end tells the owners nothing.
func TestAPanelThatWorksOnLate(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		id := r.place()
		r.after(10 * 24 * time.Hour)
		r.statuses(always(pending))
		for range 2 {
			o := r.order(id)
			o.Asked, o.Next = true, r.now()
			r.put(o)
			r.after(time.Hour)
		}
		r.told(id, "settled checked checked")
	})
}

// TestADoneOrderBegunAnew: the panel works again on an order that it had called done, and says
// days later that it failed. An old order under a code that is not known is none of these.
func TestADoneOrderBegunAnew(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		id := r.place()
		r.after(time.Minute)
		r.statuses(always(pending))
		r.after(60 * time.Hour)
		r.statuses(always(failed))
		r.after(24 * time.Hour)
		r.is(id, Failed, CauseReversed)
	})
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		id := r.place()
		r.after(time.Minute)
		r.statuses(always(pending))
		r.after(10 * 24 * time.Hour)
		r.is(id, Done, "")
		r.told(id, "settled unfinished")
	})
	for _, old := range []Reply{{Code: "9"}, {TransactionID: "T1"}} {
		inRoom(t, func(r *room) {
			old.Outcome, old.OfOrder = OutcomePending, true
			r.statuses(always(done))
			id := r.place()
			r.after(time.Minute)
			r.statuses(always(old))
			r.after(10 * 24 * time.Hour)
			r.told(id, "settled")
			r.called("status", id, 1+len(recheckDone))
		})
	}
}

// TestARecheckWithoutWord is made again, for eight days at most.
func TestARecheckWithoutWord(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		id := r.place()
		r.after(time.Minute)
		r.statuses(always(unclear))
		r.after(30 * time.Hour)
		r.statuses(always(failed))
		r.after(12 * time.Hour)
		r.is(id, Failed, CauseReversed)
	})
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		id := r.place()
		r.after(time.Minute)
		r.statuses(always(unclear))
		r.after(60 * 24 * time.Hour)
		if n := len(r.calls("status", id)); n > 60 {
			t.Errorf("%d checks", n)
		}
		if _, due := r.order(id).Queue(); due {
			t.Error("it is still due")
		}
	})
}

// TestRechecksGiveWay: with more open orders than the limit lets be checked, final
// ones wait; open ones are checked as often as without them.
func TestRechecksGiveWay(t *testing.T) {
	inRoom(t, func(r *room) {
		r.shut()
		now := time.Now()
		for i := range 2000 {
			o := sample(NextID(now.Add(time.Duration(i)*time.Millisecond), r.disk.lastID))
			r.disk.lastID = o.ID
			o.Placed, o.Sent = now, now
			if o.State = Accepted; i%2 == 0 {
				o.State, o.Cause, o.Settled, o.Verdict = Failed, CauseRefused, now, &Verdict{Admin: 1}
			}
			o.Next = now
			r.put(o)
		}
		r.start()
		r.after(10 * time.Minute)
		open, final := 0, 0
		for _, c := range r.calls("status", "") {
			if r.order(c.id).Open() {
				open++
			} else {
				final++
			}
		}
		if open < 450 || final > 0 {
			t.Errorf("%d checks of open orders and %d of final ones in ten minutes", open, final)
		}
	})
}

// TestBalanceQuestionsLeaveThreeQuarters: one person who asks for the balance every
// second takes no more than a quarter of the limit.
func TestBalanceQuestionsLeaveThreeQuarters(t *testing.T) {
	inRoom(t, func(r *room) {
		for range 100 {
			r.place()
		}
		r.after(5 * time.Minute)
		before, asked := len(r.calls("status", "")), len(r.calls("balance", ""))
		for range 600 {
			r.question(7)
			r.after(time.Second)
		}
		checks, inquiries := len(r.calls("status", ""))-before, len(r.calls("balance", ""))-asked
		if checks < 10*30 || inquiries > 10*15+3 {
			t.Errorf("%d status checks and %d balance calls in ten minutes, with many orders open", checks, inquiries)
		}
	})
}

// TestHungChecksLeaveRoom: forty status calls that hang hold up no other's word.
func TestHungChecksLeaveRoom(t *testing.T) {
	inRoom(t, func(r *room) {
		var hung sync.Map
		r.statuses(func(ctx context.Context, id ID) Reply {
			if _, hangs := hung.Load(id); hangs {
				select {
				case <-time.After(hungFor):
				case <-ctx.Done():
				}
				return unclear
			}
			return done
		})
		r.cfg.MaxInterval = 5 * time.Second
		r.restart()
		for range 40 {
			hung.Store(r.place(), true)
		}
		r.after(time.Minute)
		for range 10 {
			id := r.place()
			r.after(10 * time.Second)
			if o := r.is(id, Done, ""); o.Settled.Sub(o.Sent) > 6*time.Second {
				t.Errorf("done after %v", o.Settled.Sub(o.Sent))
			}
		}
	})
}

// TestTheLimitOfRequestsHoldsOverRestarts: a bot that is killed again and again sends
// no more in a minute than the panel takes, and goes on sending.
func TestTheLimitOfRequestsHoldsOverRestarts(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.SendsPerMinute = 30
		r.statuses(always(done))
		r.restart()
		for range 100 {
			r.place()
		}
		for range 120 {
			r.after(time.Second)
			r.restart()
		}
		calls := r.calls("request", "")
		for i, c := range calls {
			if i >= 30 && c.at.Sub(calls[i-30].at) < time.Minute {
				t.Fatalf("request %d came %v after the thirtieth before it", i, c.at.Sub(calls[i-30].at))
			}
		}
		if len(calls) < 40 {
			t.Errorf("%d requests in two minutes", len(calls))
		}
	})
}

// The balance in a reply on an order that had ended before may be that of its time: it is not
// taken for the balance of now.
func TestRecheckTellsNoBalance(t *testing.T) {
	inRoom(t, func(r *room) {
		then, later := money.WholeTaka(900), money.WholeTaka(40)
		told := done
		told.Balance = &then
		r.statuses(always(told))
		id := r.place()
		r.after(time.Minute)
		r.is(id, Done, CauseNone)
		told.Balance = &later
		r.statuses(always(told))
		r.after(25 * time.Hour)
		var p PanelState
		r.update(func(u Unit) (err error) { p, err = u.PanelState(MainPanel); return err })
		if n := len(r.calls("status", id)); n < 3 || p.Balance == nil || *p.Balance != then {
			t.Errorf("after %d checks the balance is %v", n, p.Balance)
		}
	})
}

// TestWhatAWordOfProgressMeans for an order that has ended: which is on its way again, and on
// which of the others the panel works all the same.
func TestWhatAWordOfProgressMeans(t *testing.T) {
	odd, known := pending, pending
	odd.Code, known.TransactionID = "7", "T1"
	for name, test := range map[string]struct {
		o              Order
		a              Reply
		resumes, works bool
	}{
		"refused":                      {Order{State: Failed, Cause: CauseRefused}, pending, true, true},
		"denied":                       {Order{State: Failed, Cause: CauseDenied}, pending, true, true},
		"never sent":                   {Order{State: Failed, Cause: CauseNeverSent}, pending, true, true},
		"failed by the panel's word":   {Order{State: Failed}, pending, false, true},
		"ruled failed":                 {Order{State: Failed, Cause: CauseVerdict}, pending, false, true},
		"taken back":                   {Order{State: Failed, Cause: CauseReversed}, pending, false, true},
		"refused, an odd code":         {Order{State: Failed, Cause: CauseRefused}, odd, false, true},
		"refused, nothing of it":       {Order{State: Failed, Cause: CauseRefused}, Reply{Outcome: OutcomePending}, false, false},
		"refused, failed":              {Order{State: Failed, Cause: CauseRefused}, failed, false, false},
		"refused, not known":           {Order{State: Failed, Cause: CauseRefused}, notFound, false, false},
		"done":                         {Order{State: Done}, pending, false, true},
		"done, an odd code":            {Order{State: Done}, odd, false, false},
		"done, with its transaction":   {Order{State: Done}, known, false, false},
		"ruled done, an odd code":      {Order{State: Done, Cause: CauseVerdict}, odd, false, true},
		"ruled done, with transaction": {Order{State: Done, Cause: CauseVerdict}, known, false, true},
		"done, nothing of it":          {Order{State: Done}, Reply{Outcome: OutcomePending}, false, false},
		"on its way":                   {Order{State: Unclear, Cause: CauseRefused}, pending, false, true},
	} {
		if got := test.o.resumes(test.a); got != test.resumes {
			t.Errorf("%s: it is on its way again: %v", name, got)
		}
		if got := test.o.worksOn(test.a); got != test.works && !test.o.Open() {
			t.Errorf("%s: the panel works on it: %v", name, got)
		}
	}
}

// TestOnItsWayAgain: of an order that is on its way again nothing is left of its end, and it
// takes too long from then on by when it was sent.
func TestOnItsWayAgain(t *testing.T) {
	for _, sent := range []time.Time{noon.Add(time.Minute), {}} {
		o := sample(someID)
		o.State, o.Cause, o.Placed, o.Sent, o.Settled = Failed, CauseRefused, noon, sent, noon.Add(3*time.Minute)
		o.Stuck, o.Denials, o.Denied, o.Working = noon.Add(2*time.Minute), 2, noon.Add(2*time.Minute), true
		now := noon.Add(4 * time.Minute)
		s := in(t, func(tx *memory) {
			if err := Resume(unit(tx), o, now); err != nil {
				t.Error(err)
			}
		}, o)
		got, want := s.orders[o.ID], sample(someID)
		want.State, want.Placed, want.Sent, want.Next, want.Reversals = Accepted, noon, sent, got.Next, 1
		if sent.IsZero() {
			want.Sent = noon
		}
		if !reflect.DeepEqual(got, want.copy()) || !got.Next.After(now) {
			t.Errorf("%+v", got)
		}
	}
}
