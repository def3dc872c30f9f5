package order

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/money"
)

var errFull = errors.New("disk full")

// TestDiskFullAfterTheCall: what the call brought is recorded when there is
// room again, and the call not made again.
func TestDiskFullAfterTheCall(t *testing.T) {
	for _, a := range []Reply{accepted, refused, unclear, unsent} {
		inRoom(t, func(r *room) {
			r.requests(func(context.Context, Order) Reply {
				r.commits(func() error { return errFull })
				return a
			})
			id := r.place()
			r.after(5 * time.Minute)
			r.is(id, Sending, "")
			r.called("request", id, 1)
			r.commits(nil)
			r.requests(taking(always(accepted)))
			r.after(11 * time.Second)
			switch a.Outcome {
			case OutcomeAccepted:
				r.is(id, Accepted, "")
			case OutcomeRefused:
				r.is(id, Failed, CauseRefused)
			case OutcomeUnclear:
				r.is(id, Accepted, "") // asked for meanwhile: pending
			}
			r.after(time.Minute)
			if a.Outcome == OutcomeUnsent {
				r.is(id, Accepted, "")
			} else {
				r.called("request", id, 1)
			}
		})
	}
}

// TestDiskFullBeforeTheCall: no mark, no call.
func TestDiskFullBeforeTheCall(t *testing.T) {
	inRoom(t, func(r *room) {
		var commits atomic.Int64
		r.commits(func() error {
			if commits.Add(1) > 1 { // the first places the order
				return errFull
			}
			return nil
		})
		id := r.place()
		r.after(3 * time.Minute)
		r.is(id, Placed, "")
		r.called("request", id, 0)
		if n := commits.Load(); n > 40 {
			t.Errorf("%d tries to write in three minutes", n)
		}
		r.commits(nil)
		r.after(15 * time.Second)
		r.is(id, Accepted, "")
		r.called("request", id, 1)
	})
}

// TestStopWithAFullDisk: the mark was not written when the desk had to stop, so
// the call is not made.
func TestStopWithAFullDisk(t *testing.T) {
	inRoom(t, func(r *room) {
		id := r.place()
		r.after(0)
		r.commits(func() error { return errFull })
		second := sample(NextID(time.Now(), id))
		second.State, second.Placed, second.Next = Placed, time.Now(), time.Now()
		r.locked(func() { r.disk.set(Order{}, second, false, true) })
		r.kick()
		r.after(time.Second)
		if took := r.shut(); took > drainFor+time.Second {
			t.Errorf("the stop took %v", took)
		}
		r.called("request", second.ID, 0)
		r.is(second.ID, Placed, "")
		r.commits(nil)
		r.start()
		r.after(time.Second)
		r.is(second.ID, Accepted, "")
	})
}

// TestACommitInDoubt: the disk says that it did not take the mark, and yet it
// shows. The order is sent, once, and not left in sending.
func TestACommitInDoubt(t *testing.T) {
	for doubtful := int64(2); doubtful <= 5; doubtful++ {
		inRoom(t, func(r *room) {
			r.statuses(inTurn(pending, done))
			r.locked(func() { r.disk.late = true })
			var commits atomic.Int64
			r.commits(func() error {
				if commits.Add(1) == doubtful {
					return errFull
				}
				return nil
			})
			id := r.place()
			r.unwatched() // a commit in doubt tells nobody
			r.after(2 * time.Second)
			r.is(id, Accepted, "")
			r.kick()
			r.after(2 * time.Hour)
			r.is(id, Done, "")
			r.called("request", id, 1)
			r.told(id, "settled")
		})
	}
}

// TestACommitInDoubtAndUnread: nor is it left in sending where it cannot be read for a moment
// just then.
func TestACommitInDoubtAndUnread(t *testing.T) {
	inRoom(t, func(r *room) {
		r.locked(func() { r.disk.late = true })
		var commits atomic.Int64
		r.commits(func() error {
			if commits.Add(1) != 2 {
				return nil
			}
			for id := range r.disk.orders {
				r.disk.damaged = id
			}
			return errFull
		})
		id := r.place()
		r.after(150 * time.Millisecond)
		r.is(id, Sending, "")
		r.called("request", id, 0)
		r.locked(func() { r.disk.damaged = "" })
		r.after(time.Second)
		r.is(id, Accepted, "")
		r.called("request", id, 1)
	})
}

// TestReadingFails for a while: the desk goes on when it works again.
func TestReadingFails(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		r.locked(func() { r.disk.view = func() error { return errCable } })
		id := r.place()
		r.question(7)
		r.after(time.Minute)
		r.called("request", id, 0)
		r.locked(func() { r.disk.view = nil })
		r.after(10 * time.Second)
		r.is(id, Done, "")
		r.told("", "balance")
	})
}

// TestPanicInTheClient says nothing of the order: it is asked for with the usual
// pauses.
func TestPanicInTheClient(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(func(context.Context, Order) Reply { panic("request") })
		r.statuses(func(context.Context, ID) Reply { panic("status") })
		r.balances(func(context.Context) Reply { panic("balance") })
		id := r.place()
		r.question(7)
		r.after(0)
		r.is(id, Unclear, "")
		r.after(10 * time.Minute)
		if n := len(r.calls("status", id)); n < 100 || n > 300 {
			t.Errorf("%d checks in ten minutes", n)
		}
		if n := len(r.calls("balance", "")); n > 11 {
			t.Errorf("%d balance calls in ten minutes", n)
		}
		r.working()
		r.after(3 * time.Minute)
		r.is(id, Done, "")
		r.called("request", id, 1)
		r.told("", "balance down up")
	})
}

// TestPanicInTheNotice of one order, at each point of its life: that order is
// neither lost nor doubled, it takes nobody else's place, and it gets its end,
// with its notice, once it can be told.
func TestPanicInTheNotice(t *testing.T) {
	tests := []struct {
		what  string
		state State // of the order that cannot be told of
		stays State // where it waits
	}{
		{"moved", Sending, Done}, // both go on without the notice
		{"moved", Accepted, Done},
		{"settled", Done, Accepted},
	}
	for _, test := range tests {
		for _, fails := range []func() error{func() error { panic("no words") }, func() error { return errCable }} {
			inRoom(t, func(r *room) {
				r.requests(taking(slowly(2*time.Second, accepted)))
				r.statuses(inTurn(pending, done))
				var poor ID
				r.notices(func(what string, o Order) error {
					if poor == "" {
						poor = o.ID
					}
					if o.ID == poor && what == test.what && o.State == test.state {
						return fails()
					}
					return nil
				})
				id := r.place()
				r.after(8 * time.Second)
				var others []ID
				for range 40 { // more than can be handled at once
					others = append(others, r.place())
					r.after(time.Second)
				}
				r.after(2 * time.Minute)
				for _, other := range others {
					r.is(other, Done, "")
				}
				r.is(id, test.stays, "")
				if n := len(r.calls("status", id)); n > 8 {
					t.Errorf("%s %s: it was checked %d times", test.what, test.state, n)
				}
				r.notices(nil)
				r.after(3 * time.Minute)
				r.is(id, Done, "")
				r.called("request", id, 1)
				r.told(id, "settled")
			})
		}
	}
}

// TestARefusalThatCannotBeTold is not settled silently: the order is unclear,
// and the panel's word by id or a verdict settles it.
func TestARefusalThatCannotBeTold(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(refused)))
		r.statuses(always(refused))
		r.notices(func(what string, o Order) error {
			if what == "settled" {
				panic("no words")
			}
			return nil
		})
		id := r.place()
		r.after(time.Minute)
		if o := r.is(id, Unclear, ""); o.Message != "no balance" {
			t.Errorf("%+v", o)
		}
		r.notices(nil)
		r.after(time.Hour)
		r.told(id, "stuck")
		r.called("request", id, 1)
	})
}

// TestWhatACallBroughtIsKeptUntold: where people cannot be told what became of the call, the
// order goes on all the same from what the panel said.
func TestWhatACallBroughtIsKeptUntold(t *testing.T) {
	wordless := doubtful
	wordless.Refusal = ""
	for _, test := range []struct {
		says Reply
		want Order
		next time.Duration
	}{
		{accepted, Order{State: Accepted, Message: "taken", Said: "taken"}, nearCheck + time.Second},
		{doubtful, Order{State: Unclear, Message: "Vendor line busy", Said: "Vendor line busy", Doubt: true, Refusal: "vendor line busy"}, nearCheck + time.Second},
		{wordless, Order{State: Unclear, Message: "Vendor line busy", Said: "Vendor line busy", Doubt: true}, nearCheck + time.Second},
		{refused, Order{State: Unclear, Message: "no balance", Said: "no balance"}, nearCheck + time.Second},
		{unclear, Order{State: Unclear}, nearCheck + time.Second},
		{unsent, Order{State: Placed, Tries: 1}, maxRetry},
	} {
		inRoom(t, func(r *room) {
			r.cfg.FirstCheck = nearCheck + time.Second // for which no card waits
			r.restart()
			r.requests(taking(inTurn(test.says, accepted)))
			r.statuses(always(done))
			var kept time.Time
			r.notices(func(what string, o Order) error { kept = r.now(); return errCable })
			id := r.place()
			r.after(2 * time.Second)
			got := r.order(id)
			if got.State != test.want.State || got.Message != test.want.Message || got.Said != test.want.Said ||
				got.Doubt != test.want.Doubt || got.Refusal != test.want.Refusal || got.Tries != test.want.Tries || got.Sent.IsZero() != (test.says.Outcome == OutcomeUnsent) {
				t.Errorf("%s: %+v", test.says.Outcome, got)
			}
			if pause := got.Next.Sub(kept); pause < test.next || pause > test.next+2*time.Second {
				t.Errorf("%s: it is looked at after %v", test.says.Outcome, pause)
			}
			r.notices(nil)
			r.after(5 * time.Minute)
			r.is(id, Done, "")
		})
	}
}

// TestStop: a request that ends in time is recorded, one that hangs is cut and
// recorded as unclear, and nothing new is begun.
func TestStop(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(func(context.Context, Order) Reply {
			time.Sleep(drainFor - time.Second)
			return accepted
		})
		quick := r.place()
		r.after(time.Millisecond)
		r.requests(taking(hang))
		hung := r.place()
		r.after(time.Millisecond)
		r.stop()
		r.after(time.Second)
		late := r.place()
		if took := r.shut(); took > drainFor {
			t.Errorf("the stop took %v", took)
		}
		r.is(quick, Accepted, "")
		r.is(hung, Unclear, "")
		r.is(late, Placed, "")
		r.called("request", late, 0)

		r.working()
		r.start()
		r.after(time.Minute)
		for _, id := range []ID{quick, hung, late} {
			r.is(id, Done, "")
			r.called("request", id, 1)
		}
		r.told("", "") // what the stop cut off says nothing of the panel
	})
}

// TestStopAtRest takes no time.
func TestStopAtRest(t *testing.T) {
	inRoom(t, func(r *room) {
		r.place()
		r.after(time.Second)
		if took := r.shut(); took != 0 {
			t.Errorf("the stop took %v", took)
		}
	})
}

// TestStopCutsACheck: it stays due and asked for.
func TestStopCutsACheck(t *testing.T) {
	for _, cut := range []Reply{unclear, unsent} {
		inRoom(t, func(r *room) {
			id := r.place()
			r.after(13 * time.Minute) // by then checks are farther apart than questions
			for time.Since(r.order(id).CheckedAt) < 5*time.Second {
				r.after(time.Second)
			}
			r.statuses(func(ctx context.Context, _ ID) Reply {
				<-ctx.Done()
				return cut
			})
			if !r.ask(id) {
				t.Error("it cannot be asked for")
			}
			r.after(time.Second)
			checks := r.order(id).StatusChecks
			r.shut()
			if o := r.order(id); !o.Asked || o.StatusChecks != checks {
				t.Errorf("%+v", o)
			}
			r.told(id, "")
			r.statuses(always(pending))
			r.start()
			r.after(5 * time.Second)
			r.told(id, "checked")
		})
	}
}

// TestClockSetBack by an hour in the middle of things, seen while running or
// only at the next start: nobody waits for the hour to pass again, and what was
// not sent by then is not sent any more, as nobody knows how old it is.
func TestClockSetBack(t *testing.T) {
	for _, running := range []bool{true, false} {
		inRoom(t, func(r *room) {
			r.requests(taking(inTurn(unsent, accepted)))
			r.statuses(inTurn(append(slices.Repeat([]Reply{pending}, 20), done)...))
			a := r.place()
			r.after(10 * time.Second) // on its way
			b := r.place()
			r.after(time.Second) // to be tried again
			r.is(a, Accepted, "")
			r.is(b, Placed, "")
			if running {
				r.offset.Store(int64(-time.Hour))
			} else {
				r.shut()
				r.offset.Store(int64(-time.Hour))
				r.start()
			}
			r.after(time.Millisecond)
			c := r.place()
			if c <= b {
				t.Errorf("id %s after %s", c, b)
			}
			r.after(5 * time.Minute)
			for _, id := range []ID{a, c} {
				r.is(id, Done, "")
				r.called("request", id, 2)
			}
			r.is(b, Failed, CauseNeverSent)
			r.called("request", b, 1)
			r.told(b, "settled")
		})
	}
}

// TestClockSetBackByADay: an order on its way is late when it has been so for
// long by the new clock.
func TestClockSetBackByADay(t *testing.T) {
	inRoom(t, func(r *room) {
		id := r.place()
		r.after(time.Minute)
		r.offset.Store(int64(-24 * time.Hour))
		r.after(20 * time.Minute)
		if o := r.order(id); o.Stuck.IsZero() {
			t.Errorf("not late after twenty minutes: %+v", o)
		}
		r.told(id, "stuck")
	})
}

// TestClockSetForward: an order that was about to be sent is not given to a
// customer who, by the clock, has left; others go on.
func TestClockSetForward(t *testing.T) {
	inRoom(t, func(r *room) {
		a := r.place()
		r.after(time.Second)
		r.requests(taking(always(unsent)))
		b := r.place()
		r.after(time.Second)
		r.offset.Store(int64(time.Hour))
		r.statuses(always(done))
		r.after(10 * time.Second)
		r.is(a, Done, "")
		r.is(b, Failed, CauseNeverSent)
	})
}

// TestRestIsRest: a desk with nothing to do does nothing, whatever is open.
func TestRestIsRest(t *testing.T) {
	inRoom(t, func(r *room) {
		var views atomic.Int64
		r.locked(func() { r.disk.view = func() error { views.Add(1); return nil } })
		r.requests(taking(hang))
		r.statuses(hang)
		r.balances(func(ctx context.Context) Reply { return hang(ctx, "") })
		o := sample(someID)
		o.State, o.Placed, o.Sent, o.Next = Accepted, time.Now(), time.Now(), time.Now()
		r.put(o)
		r.place()
		r.question(7)
		r.after(10 * time.Second)
		before := views.Load()
		r.after(10 * time.Minute)
		if n := views.Load() - before; n > 5+10 { // once a minute for orders to be checked again
			t.Errorf("%d readings in ten minutes of waiting for hung calls", n)
		}
	})
}

// TestDoesNotStart where the store cannot be read.
func TestDoesNotStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		r.disk.view = func() error { return errCable }
		if err := NewDesk(desktop{r.disk, r.people}, r.panel, r.cfg).Run(t.Context()); !errors.Is(err, errCable) {
			t.Error(err)
		}
	})
}

// TestKickNeverWaits, with and without a desk at work.
func TestKickNeverWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		d := NewDesk(desktop{r.disk, r.people}, r.panel, Config{ChecksPerMinute: 1})
		for range 100 {
			d.Kick(ToSend)
		}
	})
}

// TestDamagedOrder: an order that cannot be read holds up none of the others, neither the
// checks of those that wait, nor what is done for those that are late, nor a start.
func TestDamagedOrder(t *testing.T) {
	inRoom(t, func(r *room) {
		var others []ID
		damaged := r.place()
		for range 11 {
			others = append(others, r.place())
		}
		r.after(time.Second)
		r.locked(func() { r.disk.damaged = damaged })
		r.after(10 * time.Minute)
		for _, id := range others {
			if n := len(r.calls("status", id)); n < 8 {
				t.Errorf("order %s was checked %d times in ten minutes beside one that cannot be read", id, n)
			}
		}
		r.statuses(always(Reply{Outcome: OutcomeUnclear, Limited: true, RetryAfter: time.Hour, Answered: true}))
		r.after(50 * time.Minute)
		for _, id := range others {
			if r.order(id).Stuck.IsZero() {
				t.Errorf("nobody was told that order %s takes too long", id)
			}
		}
		r.offset.Store(int64(-24 * time.Hour))
		r.statuses(func(_ context.Context, id ID) Reply { d := done; d.TransactionID = "T" + string(id); return d })
		r.after(2 * time.Hour)
		for _, id := range others {
			r.is(id, Done, "")
		}
		r.locked(func() { r.disk.damaged = "" })
		r.after(26 * time.Hour) // its time is the one before the clock was set back
		r.is(damaged, Done, "")
	})
}

// TestDamagedPanelRecord: what is kept of the panel is not written over where it cannot be
// read, and when it can be read again every order is followed to its end.
func TestDamagedPanelRecord(t *testing.T) {
	wanting := Reply{Outcome: OutcomeRefused, Message: "Insufficient balance", LowBalance: true}
	for name, test := range map[string]struct{ request, status Reply }{
		"taken":               {accepted, pending},
		"done":                {unclear, done},
		"failed":              {accepted, failed},
		"refused":             {refused, notFound},
		"for want of balance": {wanting, notFound},
		"no word":             {unclear, unclear},
	} {
		t.Run(name, func(t *testing.T) {
			inRoom(t, func(r *room) {
				r.cfg.LowBalance = money.WholeTaka(600)
				r.restart()
				r.question(7)
				r.requests(taking(always(refused)))
				r.statuses(always(notFound))
				r.place()
				r.after(time.Minute)
				before := r.disk.panelState()
				if before.LowSince.IsZero() || before.Balance == nil || before.Failing == nil {
					t.Fatalf("%+v", before)
				}
				r.locked(func() { r.disk.unread = true })
				r.requests(taking(always(test.request)))
				r.statuses(always(test.status))
				var all []ID
				for range 4 {
					all = append(all, r.placeTo(r.freshNumber()))
				}
				r.after(5 * time.Minute)
				if now := r.disk.panelState(); !reflect.DeepEqual(now, before) {
					t.Errorf("what was %+v is %+v", before, now)
				}
				r.locked(func() { r.disk.unread = false })
				if test.status == notFound {
					r.statuses(always(failed))
				} else if test.status != failed {
					r.statuses(always(done))
				}
				r.after(2 * time.Hour)
				for _, id := range all {
					r.called("request", id, 1)
					if o := r.order(id); !o.State.Final() {
						t.Errorf("order %s is %s", id, o.State)
					}
					r.told(id, "settled")
				}
			})
		})
	}
}

// TestDamagedQueue: where reading a queue ends in a panic, the orders of the one that is
// worked off before it or behind it are sent and followed all the same.
func TestDamagedQueue(t *testing.T) {
	for _, torn := range []Queue{ToSend, ToSendBatch, ToCheck, ToCheckBatch} {
		inRoom(t, func(r *room) {
			r.statuses(always(done))
			r.locked(func() { r.disk.torn[torn] = true })
			if torn == torn.front() {
				r.batch(20)
			} else {
				for range 20 {
					r.place()
				}
			}
			r.after(10 * time.Minute)
			r.locked(func() {
				r.disk.torn[torn] = false
				for id, o := range r.disk.orders {
					if o.State != Done {
						t.Errorf("order %s is %s beside the damaged queue %d", id, o.State, torn)
					}
				}
			})
		})
	}
}

// TestAStartOnAFullDisk: a bot that was killed while it sent, and starts on a full disk,
// stays up, and asks for the order once there is room.
func TestAStartOnAFullDisk(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(hang))
		r.statuses(always(done))
		id := r.place()
		r.after(time.Second)
		r.is(id, Sending, "")
		r.crash()
		r.commits(func() error { return errFull })
		r.start()
		r.after(time.Minute)
		r.commits(nil)
		r.after(time.Minute)
		r.is(id, Done, "")
		r.called("request", id, 1)
		r.told(id, "settled")
		// And it can be stopped meanwhile.
		second := r.place()
		r.after(time.Second)
		r.crash()
		r.commits(func() error { return errFull })
		r.start()
		if took := r.shut(); took > drainFor+time.Second {
			t.Errorf("the stop took %v", took)
		}
		r.is(second, Sending, "")
		r.commits(nil)
		r.start()
		r.after(time.Minute)
		r.is(second, Done, "")
	})
}
