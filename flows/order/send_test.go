package order

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/money"
)

func TestSentAndDone(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(inTurn(pending, pending, done))
		begun := time.Now()
		id := r.place()
		r.after(0)
		if o := r.is(id, Accepted, ""); !o.Next.Equal(begun.Add(3*time.Second)) || o.Message != "taken" || !o.Sent.Equal(begun) {
			t.Errorf("after the call: %+v", o)
		}
		r.after(time.Minute)
		o := r.is(id, Done, "")
		if o.TransactionID != "T1 of "+string(id) || *o.BalanceLeft != money.WholeTaka(900) || o.StatusChecks != 3 || o.Settled.IsZero() {
			t.Errorf("%+v", o)
		}
		if got := r.path(id); got != "accepted done" {
			t.Errorf("the card showed %s", got)
		}
		if w := r.told(id, "settled"); w[0].was != Accepted {
			t.Errorf("settled from %s", w[0].was)
		}
		r.called("request", id, 1)
		r.called("status", id, 3)
		if r.disk.panelState().Balance == nil || *r.disk.panelState().Balance != money.WholeTaka(900) {
			t.Errorf("the balance is not kept: %+v", r.disk.panelState())
		}
		r.after(30 * 24 * time.Hour) // an hour later and a day later once more, see TestRechecks
		r.called("status", id, 5)
	})
}

func TestRefused(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(refused)))
		r.statuses(always(notFound))
		id := r.place()
		r.after(time.Hour)
		if o := r.is(id, Failed, CauseRefused); o.Message != "no balance" {
			t.Errorf("%+v", o)
		}
		r.told(id, "settled")
		r.called("request", id, 1)
	})
}

// TestUnclearIsNeverSentAgain: whatever a request brings but the three clear
// words, the order is asked for, and its one call stays one.
func TestUnclearIsNeverSentAgain(t *testing.T) {
	for _, a := range []Reply{unclear, {}, pending, done, failed, {Outcome: 99}} {
		inRoom(t, func(r *room) {
			r.requests(taking(always(a)))
			r.statuses(inTurn(unclear, refused, pending, done))
			id := r.place()
			r.after(0)
			r.is(id, Unclear, "")
			r.after(time.Hour)
			r.is(id, Done, "")
			if got := r.path(id); got != "unclear accepted done" {
				t.Errorf("%s: the card showed %s", a.Outcome, got)
			}
			r.called("request", id, 1)
		})
	}
}

// TestOnlyAPlacedOrderIsSent: whatever names an order to be sent that is under way or has
// ended, the panel is not asked to pay for it, and it stays as it is.
func TestOnlyAPlacedOrderIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		for _, s := range states {
			o := sample(NextID(time.Now(), r.disk.lastID))
			r.disk.lastID = o.ID
			o.State, o.Placed, o.Sent = s, time.Now(), time.Now()
			r.put(o)
			desk := NewDesk(desktop{r.disk, r.people}, r.panel, r.cfg)
			if desk.calls = t.Context(); !desk.send(o.ID) {
				t.Errorf("%s: it cannot be handled", s)
			}
			if r.order(o.ID).State != s && s != Placed {
				t.Errorf("%s: it is %s", s, r.order(o.ID).State)
			}
		}
		if n := len(r.calls("request", "")); n != 1 {
			t.Errorf("the panel was asked %d times to pay for one order", n)
		}
	})
}

// TestBelieved: which no to a request settles an order.
func TestBelieved(t *testing.T) {
	for _, test := range []struct {
		outcome  Outcome
		words    string
		declared string
		want     bool
	}{
		{OutcomeRefused, "", "", true},
		{OutcomeDoubtful, "", "", false},
		{OutcomeDoubtful, "vendor line busy", "", false},
		{OutcomeDoubtful, "vendor line busy", "vendor line", false},
		{OutcomeDoubtful, "vendor line busy", "vendor line busy", true},
	} {
		in(t, func(tx *memory) {
			if err := tx.PutRefusal(Refusal{Words: test.declared}); err != nil {
				t.Fatal(err)
			}
			if got, err := believed(tx, Reply{Outcome: test.outcome, Refusal: test.words}); got != test.want || err != nil {
				t.Errorf("%+v: %v, %v", test, got, err)
			}
		})
	}
}

// TestASlowCallIsTold: who waits for the panel's answer sees that the order has
// left, and sees it no more once the answer is there.
func TestASlowCallIsTold(t *testing.T) {
	for _, test := range []struct {
		takes time.Duration
		path  string
	}{
		{slowCall - time.Millisecond, "done"},
		{slowCall + time.Millisecond, "sending accepted done"},
		{time.Minute, "sending accepted done"},
	} {
		inRoom(t, func(r *room) {
			r.requests(taking(slowly(test.takes, accepted)))
			r.statuses(always(done))
			id := r.place()
			r.after(slowCall + time.Millisecond/2)
			if got := r.path(id); (got == "sending") != (test.takes > slowCall) {
				t.Errorf("%v: then the card showed %q", test.takes, got)
			}
			r.after(2 * time.Minute)
			if got := r.path(id); got != test.path {
				t.Errorf("%v: the card showed %s", test.takes, got)
			}
		})
	}
}

func TestUnsentIsTriedAgain(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(inTurn(unsent, unsent, unsent, accepted)))
		id := r.place()
		r.after(0)
		if o := r.is(id, Placed, ""); o.Tries != 1 || !o.Sent.IsZero() {
			t.Errorf("%+v", o)
		}
		r.after(time.Minute)
		r.is(id, Accepted, "")
		r.called("request", id, 4)
		between(t, r.calls("request", id), 2*time.Second, 4*time.Second, 8*time.Second)
		if got := r.path(id); got != "placed placed placed accepted" {
			t.Errorf("the card showed %s", got)
		}
	})
}

// between checks the pauses between calls, give or take the jitter.
func between(t *testing.T, calls []call, pauses ...time.Duration) {
	t.Helper()
	if len(calls) < len(pauses)+1 {
		t.Fatalf("%d calls, want at least %d", len(calls), len(pauses)+1)
	}
	for i, want := range pauses {
		got := calls[i+1].at.Sub(calls[i].at)
		if got < want*8/10 || got > want*12/10+100*time.Millisecond {
			t.Errorf("pause %d is %v, want about %v", i+1, got, want)
		}
	}
}

func TestNeverSent(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(unsent)))
		id := r.place()
		placed := time.Now()
		r.after(time.Hour)
		o := r.is(id, Failed, CauseNeverSent)
		if took := o.Settled.Sub(placed); took < SendFor-2*maxRetry || took > SendFor {
			t.Errorf("given up after %v", took)
		}
		calls := r.calls("request", id)
		between(t, calls, 2*time.Second, 4*time.Second, 8*time.Second, 16*time.Second, 30*time.Second, 30*time.Second, 30*time.Second)
		if last := calls[len(calls)-1].at.Sub(placed); last >= SendFor {
			t.Errorf("tried after %v", last)
		}
		r.told(id, "settled")
	})
}

// TestPlacedLongAgo: what was placed before the bot was away for long is not
// sent to a customer who has left.
func TestPlacedLongAgo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(t)
		old := r.place()
		time.Sleep(SendFor - time.Second)
		late := r.place()
		time.Sleep(time.Second)
		r.start()
		r.is(old, Failed, CauseNeverSent)
		r.is(late, Accepted, "")
		r.called("request", old, 0)
		r.shut()
		r.check()
	})
}

// TestCrashWhileSending: the panel may have heard. Asked, never sent again.
func TestCrashWhileSending(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(hang))
		r.statuses(inTurn(pending, done))
		id := r.place()
		r.after(2 * time.Second)
		r.is(id, Sending, "")
		r.restart()
		if got := r.path(id); got != "sending unclear" {
			t.Errorf("the card showed %s", got)
		}
		r.after(time.Minute)
		r.is(id, Done, "")
		r.called("request", id, 1)
	})
}

// TestCrashAnywhere kills the process after each commit that an order's life
// takes, and lets the next one go on.
func TestCrashAnywhere(t *testing.T) {
	for n := 1; n <= 12; n++ {
		inRoom(t, func(r *room) {
			r.requests(taking(inTurn(unsent, accepted)))
			r.statuses(inTurn(pending, pending, done))
			var commits atomic.Int64
			dead := make(chan struct{})
			r.commits(func() error {
				switch c := commits.Add(1); {
				case c == int64(n)+1:
					close(dead)
					fallthrough
				case c > int64(n):
					return errCable
				}
				return nil
			})
			id := r.place() // the first
			select {
			case <-dead:
			case <-time.After(5 * time.Minute):
			}
			synctest.Wait()
			r.restart()
			r.after(10 * time.Minute)
			r.is(id, Done, "")
			r.told(id, "settled")
		})
	}
}

// TestPanicOfTheCardAtStart: an order left in sending whose card cannot be
// written is asked for all the same, and keeps no bot from starting.
func TestPanicOfTheCardAtStart(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(hang))
		r.statuses(always(done))
		id := r.place()
		r.after(time.Second)
		r.notices(func(what string, o Order) error {
			if what == "moved" {
				panic("no card")
			}
			return nil
		})
		r.restart()
		r.after(time.Minute)
		r.is(id, Done, "")
		r.called("request", id, 1)
	})
}

// TestHungRequests: 32 orders that the panel never answers leave none for the
// 33rd, which waits in Placed until one of them ends, as each does by the
// client's time-out, and is then sent. StatusChecks go on meanwhile.
func TestHungRequests(t *testing.T) {
	inRoom(t, func(r *room) {
		first := r.place()
		r.after(0)
		free := make(chan struct{})
		r.requests(func(ctx context.Context, o Order) Reply {
			select {
			case <-ctx.Done():
			case <-free:
			}
			return unclear
		})
		for range sendsAtOnce {
			r.place()
		}
		r.after(time.Second)
		last := r.place()
		r.after(30 * time.Second)
		r.is(last, Placed, "")
		if r.panel.mostSend != sendsAtOnce {
			t.Errorf("%d requests at once", r.panel.mostSend)
		}
		if o := r.order(first); o.StatusChecks < 3 {
			t.Errorf("the first was checked %d times meanwhile", o.StatusChecks)
		}
		free <- struct{}{}
		r.after(time.Second)
		r.called("request", last, 1)
		close(free)
		r.after(time.Second)
		r.is(last, Unclear, "")
	})
}

// TestAQueueWakesForWhatIsBehindAHungOrder: an order that is being sent or
// checked stays first in its queue and must not hide the ones behind it.
func TestAQueueWakesForWhatIsBehindAHungOrder(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(hang)
		hung := r.place()
		r.after(4 * time.Second) // its status call hangs
		r.statuses(always(done))
		r.called("status", hung, 1)
		second := r.place()
		r.after(time.Second)
		r.unwatched() // nobody wakes the desk by chance
		r.after(2500 * time.Millisecond)
		r.is(second, Done, "")
		calls := r.calls("status", second)
		if len(calls) != 1 || calls[0].at.Sub(r.order(second).Sent) != 3*time.Second {
			t.Errorf("checked: %v", calls)
		}
	})
}

// TestTheDeskWakesItself: what the desk itself puts in a queue it finds without
// being told.
func TestTheDeskWakesItself(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(inTurn(unsent, accepted)))
		r.statuses(inTurn(pending, done))
		r.unwatched()
		id := r.place()
		r.kick()
		r.after(time.Minute)
		r.is(id, Done, "")
	})
}
