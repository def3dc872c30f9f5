package order

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/flows/money"
)

// outage lets nothing through.
func (r *room) outage(a Reply) {
	r.requests(taking(always(a)))
	r.statuses(always(a))
	r.balances(func(context.Context) Reply { return a })
}

// working lets the panel take and deliver.
func (r *room) working() {
	r.requests(taking(always(accepted)))
	r.statuses(always(done))
	r.balances(func(context.Context) Reply { return Reply{Outcome: OutcomeAccepted, Balance: taka(500)} })
}

// TestAnHourWithoutPanel: one message when it goes down and one when it is
// back. Orders that wait are sent when it returns, those that waited too long
// have failed with the truth, and no storm meets the panel.
func TestAnHourWithoutPanel(t *testing.T) {
	inRoom(t, func(r *room) {
		var followed, given []ID
		for range 50 {
			followed = append(followed, r.place())
		}
		r.after(2 * time.Second)
		r.outage(unsent)
		fell := time.Now()
		for range 55 {
			given = append(given, r.place())
			r.after(time.Minute)
		}
		if w := r.told("", "down"); w[0].at.Sub(fell) > time.Minute {
			t.Errorf("told after %v", w[0].at.Sub(fell))
		}
		late := r.place()
		r.after(5 * time.Minute)

		r.working()
		back := time.Now()
		r.after(time.Minute)
		if w := r.told("", "down up"); w[1].at.Sub(back) > time.Minute {
			t.Errorf("told after %v", w[1].at.Sub(back))
		}
		if r.is(late, Done, ""); r.order(late).Sent.Sub(back) > 40*time.Second {
			t.Error("sent late")
		}
		r.after(3 * time.Hour)
		for _, id := range followed {
			r.is(id, Done, "")
			r.told(id, "stuck settled")
		}
		for _, id := range given[:50] {
			r.is(id, Failed, CauseNeverSent)
			r.told(id, "settled")
		}
		for _, id := range given[51:] {
			r.is(id, Done, "")
		}
		r.told("", "down up")
	})
}

// TestAnHourOfTimeouts: the same with a panel that takes connections and says
// nothing. What was sent into it is asked for when it is back.
func TestAnHourOfTimeouts(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(func(ctx context.Context, o Order) Reply {
			time.Sleep(30 * time.Second)
			return unclear
		})
		r.statuses(func(ctx context.Context, id ID) Reply {
			time.Sleep(30 * time.Second)
			return unclear
		})
		r.balances(func(ctx context.Context) Reply {
			time.Sleep(30 * time.Second)
			return unclear
		})
		var all []ID
		for range 60 {
			all = append(all, r.place())
			r.after(time.Minute)
		}
		r.working()
		r.after(2 * time.Hour)
		for _, id := range all {
			r.is(id, Done, "")
			r.called("request", id, 1)
		}
		r.told("", "down up")
	})
}

// TestARestartWhileDown repeats nothing, and notices that the panel is back
// without a person's help.
func TestARestartWhileDown(t *testing.T) {
	inRoom(t, func(r *room) {
		r.outage(unclear)
		id := r.place()
		for range 5 {
			r.after(5 * time.Minute)
			r.restart()
		}
		r.told("", "down")
		r.called("request", id, 1)
		r.crash()
		r.balances(func(context.Context) Reply { return Reply{Outcome: OutcomeRefused, Message: "wrong key"} })
		r.start()
		r.after(10 * time.Second)
		r.told("", "down up") // a refusal is a word too
	})
}

// TestDownWithoutOrders: with nothing to send or follow the panel is probed
// once a minute while it does not answer, and not at all while it does.
func TestDownWithoutOrders(t *testing.T) {
	inRoom(t, func(r *room) {
		r.after(24 * time.Hour)
		r.called("balance", "", 0)
		r.outage(unsent)
		r.question(7)
		r.after(time.Hour)
		if n := len(r.calls("balance", "")); n < 55 || n > 61 {
			t.Errorf("%d balance calls in an hour", n)
		}
		r.told("", "balance down")
		r.working()
		r.after(2 * time.Minute)
		r.told("", "balance down up")
		n := len(r.calls("balance", ""))
		r.after(24 * time.Hour)
		r.called("balance", "", n)
	})
}

// TestAStutterIsNotDown: two bad calls, or many within a moment.
func TestAStutterIsNotDown(t *testing.T) {
	inRoom(t, func(r *room) {
		r.outage(unclear)
		for range 10 {
			r.place()
		}
		r.after(10 * time.Second)
		r.working()
		r.after(time.Hour)
		r.told("", "")
	})
}

// TestUpIsNotedThoughTheDiskIsFull: the word that it is back is not lost.
func TestUpIsNotedThoughTheDiskIsFull(t *testing.T) {
	inRoom(t, func(r *room) {
		r.outage(unclear)
		r.question(7)
		r.after(10 * time.Minute)
		r.told("", "balance down")
		r.commits(func() error { return errCable })
		r.working()
		r.after(10 * time.Minute)
		r.commits(nil)
		r.after(2 * time.Minute)
		r.told("", "balance down up")
	})
}

// TestDownThatCannotBeTold holds up nothing, and is told when it can be.
func TestDownThatCannotBeTold(t *testing.T) {
	inRoom(t, func(r *room) {
		r.notices(func(what string, o Order) error {
			if what == "down" || what == "up" {
				panic("no admin")
			}
			return nil
		})
		r.outage(unclear)
		r.place()
		r.after(10 * time.Minute)
		r.told("", "")
		if took := r.shut(); took > drainFor+time.Second {
			t.Errorf("the stop took %v", took)
		}
		r.start()
		r.after(10 * time.Minute)
		r.told("", "")
		r.notices(nil)
		r.after(3 * time.Minute)
		r.told("", "down")
		r.notices(func(what string, o Order) error {
			if what == "up" {
				return errCable
			}
			return nil
		})
		r.working()
		r.after(10 * time.Minute)
		id := r.place()
		r.after(10 * time.Second)
		r.is(id, Done, "")
		r.notices(nil)
		r.after(3 * time.Minute)
		r.told("", "down up")
	})
}

func TestBalance(t *testing.T) {
	inRoom(t, func(r *room) {
		r.question(7)
		r.after(0)
		w := r.told("", "balance")
		if w[0].chat != 7 || *w[0].answer.Balance != money.WholeTaka(500) || *r.disk.panelState().Balance != money.WholeTaka(500) {
			t.Errorf("%+v, %+v", w[0], r.disk.panelState())
		}
		r.called("balance", "", 1)
		r.after(time.Hour)
		r.called("balance", "", 1)
	})
}

// TestManyBalanceQuestions are answered by one call, however many they are.
func TestManyBalanceQuestions(t *testing.T) {
	inRoom(t, func(r *room) {
		r.balances(func(context.Context) Reply {
			time.Sleep(5 * time.Second)
			return Reply{Outcome: OutcomeAccepted, Balance: taka(500)}
		})
		r.question(1)
		r.after(time.Second)
		for chat := range int64(250) {
			r.question(2 + chat)
		}
		r.after(5 * time.Second)
		if n := len(r.heard("")); n != 251 {
			t.Errorf("%d answers", n)
		}
		r.after(time.Hour)
		if n := len(r.calls("balance", "")); n > 2 {
			t.Errorf("%d calls", n)
		}
	})
}

// TestQuestionsFromBeforeTheStart: more than fit in one reading.
func TestQuestionsFromBeforeTheStart(t *testing.T) {
	inRoom(t, func(r *room) {
		r.shut()
		for chat := range int64(250) {
			r.question(chat)
		}
		r.start()
		r.after(time.Second)
		if n := len(r.heard("")); n != 250 {
			t.Errorf("%d answers", n)
		}
		r.called("balance", "", 1)
	})
}

// TestBalanceWithoutWord: they are answered when the panel fails, too.
func TestBalanceWithoutWord(t *testing.T) {
	for _, a := range []Reply{unclear, unsent, refused} {
		inRoom(t, func(r *room) {
			r.balances(func(context.Context) Reply { return a })
			r.question(7)
			r.after(time.Second)
			if w := r.told("", "balance"); w[0].answer.Outcome != a.Outcome {
				t.Errorf("%+v", w)
			}
			if len(r.disk.questions) > 0 {
				t.Error("the question is still there")
			}
		})
	}
}

// TestAQuestionThatCannotBeAnswered is dropped and holds up no other.
func TestAQuestionThatCannotBeAnswered(t *testing.T) {
	inRoom(t, func(r *room) {
		bad := true
		r.notices(func(what string, o Order) error {
			if what == "balance" && bad {
				panic("no chat")
			}
			return nil
		})
		r.question(1)
		r.after(0)
		r.question(2)
		r.after(1600 * time.Millisecond) // the first has been given up
		r.locked(func() { bad = false })
		r.after(10 * time.Second)
		if w := r.told("", "balance"); w[0].chat != 2 {
			t.Errorf("%+v", w)
		}
		r.after(time.Hour)
		if n := len(r.calls("balance", "")); n > 3 {
			t.Errorf("%d calls", n)
		}
	})
}

// TestAHungBalanceCall holds up neither orders nor the stop.
func TestAHungBalanceCall(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		r.balances(func(ctx context.Context) Reply { return hang(ctx, "") })
		r.question(7)
		r.after(time.Second)
		id := r.place()
		r.after(4 * time.Second)
		r.is(id, Done, "")
		if took := r.shut(); took > drainFor+time.Second {
			t.Errorf("the stop took %v", took)
		}
		r.told("", "") // the next process answers it
		r.working()
		r.start()
		r.after(time.Second)
		r.told("", "balance")
	})
}

// TestACallThatTheStopEnds says nothing of the panel.
func TestACallThatTheStopEnds(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(unclear)))
		for range 2 {
			r.place()
			r.after(15 * time.Second)
		}
		r.requests(taking(hang))
		r.place()
		r.after(time.Second)
		r.shut()
		r.told("", "")
		r.working()
		r.start()
	})
}

// TestBackByOneCallOnly: where one kind of call is answered again and another one has begun
// to fail, nobody is told that the panel is back until that one is answered, too.
func TestBackByOneCallOnly(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(unclear)))
		for range 3 {
			r.place()
			r.after(15 * time.Second)
		}
		r.told("", "down")
		r.statuses(always(unclear))
		r.place()
		r.after(10 * time.Second)
		r.requests(taking(always(accepted)))
		r.place()
		r.after(time.Second)
		r.told("", "down")
		r.working()
		r.after(time.Minute)
		r.told("", "down up")
	})
}

// TestOneCallBroken: one of the panel's pages breaks while the others work. The
// owners are told once, and once when it is mended.
func TestOneCallBroken(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(unclear))
		for range 60 {
			r.place()
			r.question(7)
			r.after(time.Minute)
		}
		var health []string
		for _, w := range r.heard("") {
			if w.what != "balance" {
				health = append(health, w.what)
			}
		}
		if got := strings.Join(health, " "); got != "down" {
			t.Errorf("in an hour the owners were told %q", got)
		}
		r.working()
		r.after(10 * time.Minute)
		heard := r.heard("")
		if last := heard[len(heard)-1]; last.what != "up" {
			t.Errorf("the last word is %q", last.what)
		}
	})
}

// TestUnreadableIsNotSilent: what the owners are told at the end is what they were told
// at the beginning, also after a restart.
func TestUnreadableIsNotSilent(t *testing.T) {
	for _, answered := range []bool{false, true} {
		inRoom(t, func(r *room) {
			odd := Reply{Answered: answered}
			r.requests(taking(always(odd)))
			r.statuses(always(odd))
			r.balances(func(context.Context) Reply { return odd })
			r.place()
			r.after(5 * time.Minute)
			r.restart()
			r.after(5 * time.Minute)
			r.working()
			r.after(15 * time.Minute)
			w := r.told("", "down up")
			if len(w) != 2 || w[0].answer.Answered != answered || w[1].answer.Answered != answered {
				t.Errorf("answered %v: told %+v", answered, w)
			}
		})
	}
}

// TestBackWithNothingToAsk: the panel is back, and there is no order left by
// which a status call could show it.
func TestBackWithNothingToAsk(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.StuckAfter, r.cfg.MaxInterval = 30*time.Second, 10*time.Minute // it is checked often at first, then seldom
		r.restart()
		r.requests(taking(always(unclear)))
		r.statuses(always(unclear))
		r.balances(func(context.Context) Reply { return unclear })
		id := r.place()
		r.after(5 * time.Minute)
		r.told("", "down")
		if err := r.disk.Update(func(tx *memory) error {
			_, err := ApplyVerdict(unit(tx), id, Verdict{Admin: 1, At: r.now()})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		r.balances(func(context.Context) Reply { return Reply{Outcome: OutcomeAccepted, Balance: taka(500)} })
		r.after(forgetAfter + probeEvery)
		r.told("", "down up")
	})
}

// TestThePanelFails three customers' orders in a row with the same words, when it
// is asked to pay or afterwards: the owners are told, once until one arrives again.
func TestThePanelFails(t *testing.T) {
	for _, later := range []bool{false, true} {
		inRoom(t, func(r *room) {
			number, kept := 0, map[ID]Reply{}
			var mu sync.Mutex
			// What it said of an order it says of it ever after.
			keeping := func(a Reply) func(context.Context, ID) Reply {
				return func(_ context.Context, id ID) Reply {
					mu.Lock()
					defer mu.Unlock()
					if _, ok := kept[id]; !ok {
						kept[id] = a
					}
					return kept[id]
				}
			}
			place := func(words string, sameNumber bool) {
				t.Helper()
				r.requests(taking(always(accepted)))
				switch {
				case words == "":
					r.statuses(keeping(done))
				case later:
					r.statuses(keeping(Reply{Outcome: OutcomeFailed, Message: words, OfOrder: true}))
				default:
					r.statuses(keeping(Reply{Outcome: OutcomeDenied, NotFound: true}))
					r.requests(taking(always(Reply{Outcome: OutcomeRefused, Message: words})))
				}
				if !sameNumber {
					number++
				}
				r.placeTo(Number(fmt.Sprintf("017%08d", number)))
				r.after(time.Minute)
			}
			place("no balance", false)
			place("no balance", true) // the same customer
			place("no balance", true)
			place("no balance", false)
			place("recently recharged", false)
			place("no balance", false)
			place("no balance", false)
			r.told("", "")
			place("no balance", false)
			r.told("", "failing")
			for range 5 {
				place("no balance", false)
			}
			r.told("", "failing")
			place("", false)
			for range 3 {
				place("no balance", false)
			}
			r.told("", "failing failing")
		})
	}
}

// TestThePanelFailsForWantOfBalance: where the owners cannot be told that it fails each order,
// they are told when they can be, though they know that it has too little balance.
func TestThePanelFailsForWantOfBalance(t *testing.T) {
	inRoom(t, func(r *room) {
		tries := 0
		r.notices(func(what string, o Order) error {
			if what == "failing" {
				if tries++; tries == 1 {
					return errCable
				}
			}
			return nil
		})
		r.statuses(always(notFound))
		r.requests(taking(always(Reply{Outcome: OutcomeRefused, Message: "Insufficient balance", LowBalance: true})))
		for range failingInARow {
			r.placeTo(r.freshNumber())
			r.after(time.Minute)
		}
		r.told("", "low failing")
		r.locked(func() {
			if tries != 2 {
				t.Errorf("they were told at try %d", tries)
			}
		})
	})
}

// TestAPanelThatRests: for an hour it answers only that it wants to be left alone. The owners
// are told once, and once when it answers again; of a short while they are not told.
func TestAPanelThatRests(t *testing.T) {
	for _, wish := range []time.Duration{0, time.Minute, time.Hour} {
		inRoom(t, func(r *room) {
			resting := Reply{Limited: true, Answered: true, RetryAfter: min(wish, time.Minute)}
			r.statuses(always(resting))
			r.place()
			r.after(3 * time.Minute)
			r.statuses(always(done))
			r.after(3 * time.Minute)
			r.told("", "")

			resting.RetryAfter = wish
			r.outage(resting)
			for range 60 {
				r.place()
				r.after(time.Minute)
			}
			r.told("", "down")
			r.working()
			r.after(2 * time.Hour)
			w := r.told("", "down up")
			if len(w) == 2 && w[1].answer.Answered {
				t.Error("it is told that its answers could not be read")
			}
		})
	}
}

// TestOneKindRests: the panel wants no status calls for an hour, and takes orders.
func TestOneKindRests(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(Reply{Limited: true, Answered: true, RetryAfter: time.Hour}))
		for range 120 {
			r.place()
			r.after(time.Minute)
		}
		r.told("", "down")
		r.working()
		r.after(2 * time.Hour)
		r.told("", "down up")
	})
}

// TestRestsFarApart: the panel wants no request now and then, hours apart, and tells of the
// orders in between. It is not down.
func TestRestsFarApart(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(taking(always(Reply{Limited: true, Answered: true, RetryAfter: time.Minute})))
		for range 3 {
			r.place()
			r.after(2 * time.Hour)
		}
		r.told("", "")
	})
}

// TestThePanelFailsNamingTheNumber: the words are the same though each names its order.
func TestThePanelFailsNamingTheNumber(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(notFound))
		r.requests(func(_ context.Context, o Order) Reply {
			return Reply{Outcome: OutcomeRefused, Message: "Recharge off for " + string(o.Number) + ", order " + string(o.ID)}
		})
		for i := range 10 {
			r.placeTo(Number(fmt.Sprintf("017%08d", i)))
			r.after(time.Minute)
		}
		r.told("", "failing")
	})
}

// TestALimitOfRequests: where the panel takes only so many a minute, the others
// wait their turn, and none is lost.
func TestALimitOfRequests(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.SendsPerMinute = 6
		r.restart()
		r.statuses(always(done))
		var ids []ID
		for range 20 {
			ids = append(ids, r.place())
		}
		r.after(5 * time.Minute)
		for _, id := range ids {
			r.is(id, Done, "")
		}
		// Far more than can be sent in time: those whose time is over take no turns.
		for range 130 {
			r.place()
		}
		r.after(12 * time.Minute)
		late := r.place()
		r.after(time.Minute)
		r.is(late, Done, "")
		calls := r.calls("request", "")
		for i, c := range calls {
			if i >= 6 && c.at.Sub(calls[i-6].at) < time.Minute {
				t.Errorf("request %d came %v after the sixth before it", i, c.at.Sub(calls[i-6].at))
			}
		}
	})
}
