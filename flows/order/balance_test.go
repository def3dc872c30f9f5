package order

import (
	"context"
	"errors"
	"testing"
	"time"

	"rechargebot/flows/money"
)

// TestLowBalance: the owners are told once when the balance falls below what they
// want, and once when it is above again.
func TestLowBalance(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.LowBalance = money.WholeTaka(600)
		r.restart()
		left := int64(700)
		r.balances(func(context.Context) Reply { return Reply{Outcome: OutcomeAccepted, Balance: taka(left)} })
		for _, step := range []struct {
			left int64
			told string
		}{{700, "balance"}, {599, "balance low balance"}, {10, "balance low balance balance"}, {600, "balance low balance balance enough balance"}} {
			r.locked(func() { left = step.left })
			r.question(7)
			r.after(10 * time.Second)
			r.told("", step.told)
		}
		r.restart()
		r.question(7)
		r.after(10 * time.Second)
		r.told("", "balance low balance balance enough balance balance")
		// They want more, and have it before the panel was asked again.
		r.cfg.LowBalance = money.WholeTaka(650)
		r.restart()
		r.locked(func() { left = 650 })
		r.question(7)
		r.after(10 * time.Second)
		r.told("", "balance low balance balance enough balance balance balance")
	})
}

// TestAnOrderWhileTheBalanceIsLow: that the panel takes orders does not mean that its balance
// is as high as the owners want.
func TestAnOrderWhileTheBalanceIsLow(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.LowBalance = money.WholeTaka(600)
		r.restart()
		r.question(7) // it has 500
		r.after(time.Second)
		r.place()
		r.after(time.Second)
		r.told("", "low balance")
	})
}

// TestShortage holds which refusals for want of balance are news, and which orders that are
// taken end them.
func TestShortage(t *testing.T) {
	refused := Reply{Outcome: OutcomeRefused, LowBalance: true}
	type call struct {
		amount int64
		reply  Reply
	}
	for name, test := range map[string]struct {
		calls       []call
		worse, over int64 // the largest refusal that is news, the smallest order that ends it; 0 for none and any
	}{
		"nothing":                     {nil, 0, 0},
		"taken":                       {[]call{{20, accepted}}, 0, 0},
		"refused for something else":  {[]call{{500, Reply{Outcome: OutcomeRefused}}}, 0, 0},
		"refused":                     {[]call{{500, refused}}, 0, 500},
		"then a larger one":           {[]call{{500, refused}, {700, refused}}, 0, 500},
		"then a smaller one":          {[]call{{500, refused}, {20, refused}}, 0, 20},
		"then a smaller one is taken": {[]call{{500, refused}, {20, accepted}}, 499, 500},
		"then one of that amount is refused again": {[]call{{500, refused}, {20, accepted}, {500, refused}}, 499, 500},
		"then it is refused too":                   {[]call{{500, refused}, {20, accepted}, {20, refused}}, 0, 20},
		"then one of that amount is taken":         {[]call{{500, refused}, {20, accepted}, {500, accepted}}, 0, 0},
		"then one of that amount is unclear":       {[]call{{500, refused}, {500, unclear}}, 0, 500},
		"after it was over":                        {[]call{{500, refused}, {20, accepted}, {700, accepted}, {600, refused}}, 0, 600},
	} {
		var s shortage
		for _, c := range test.calls {
			s.record(money.WholeTaka(c.amount), c.reply)
		}
		for _, amount := range []int64{1, 19, 20, 499, 500, 501, 599, 600, 9000} {
			if got := s.worse(money.WholeTaka(amount)); got != (amount <= test.worse) {
				t.Errorf("%s: a refusal of %d is news: %v", name, amount, got)
			}
			if got := s.over(money.WholeTaka(amount)); got != (amount >= test.over) {
				t.Errorf("%s: an order of %d ends it: %v", name, amount, got)
			}
		}
	}
}

// TestRefusedForWantOfBalance: the owners are told at the first order, and when the
// panel takes orders again.
func TestRefusedForWantOfBalance(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(notFound))
		r.requests(taking(always(Reply{Outcome: OutcomeRefused, Message: "Insufficient balance", LowBalance: true})))
		r.place()
		r.after(time.Second)
		r.placeTo("01812345678")
		r.after(time.Second)
		r.told("", "low")
		r.requests(taking(always(accepted)))
		r.place()
		r.after(time.Second)
		r.place()
		r.after(time.Second)
		r.told("", "low enough")
	})
}

// TestSmallOrdersAreTaken: the panel has too little for large orders and enough for small
// ones. The owners are told once, again when the small ones are refused too, and that it
// takes orders when it takes as large ones.
func TestSmallOrdersAreTaken(t *testing.T) {
	inRoom(t, func(r *room) {
		left := money.WholeTaka(100)
		r.statuses(always(Reply{Outcome: OutcomeDone, TransactionID: "T1", OfOrder: true}))
		r.requests(func(_ context.Context, o Order) Reply {
			if o.Amount > left {
				return Reply{Outcome: OutcomeRefused, Message: "Insufficient balance", LowBalance: true}
			}
			return accepted
		})
		place := func(amounts ...int64) {
			t.Helper()
			for _, amount := range amounts {
				r.placeOf(r.freshNumber(), money.WholeTaka(amount))
				r.after(5 * time.Second)
			}
		}
		place(500, 20, 500, 20, 600, 20)
		r.told("", "low")
		r.locked(func() { left = 0 })
		place(20, 500)
		r.told("", "low low")
		r.locked(func() { left = money.WholeTaka(9000) })
		place(20, 500)
		r.told("", "low low enough")
	})
}

// TestRefusedAboveTheLowBalance: the panel refuses an order that is larger than its balance,
// though that is not lower than the owners want. It has enough again when it takes an order,
// and not when it tells the same balance once more.
func TestRefusedAboveTheLowBalance(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.LowBalance = money.WholeTaka(100)
		r.restart()
		r.statuses(always(notFound))
		r.requests(taking(always(Reply{Outcome: OutcomeRefused, Message: "Insufficient balance", LowBalance: true})))
		r.balances(func(context.Context) Reply { return Reply{Outcome: OutcomeAccepted, Balance: taka(120)} })
		for range 3 {
			r.question(7)
			r.after(10 * time.Second)
			r.place()
			r.after(10 * time.Second)
		}
		r.told("", "balance low balance balance")
		r.requests(taking(always(accepted)))
		r.place()
		r.after(time.Second)
		r.told("", "balance low balance balance enough")
		r.balances(func(context.Context) Reply { return Reply{Outcome: OutcomeAccepted, Balance: taka(90)} })
		r.question(7)
		r.after(10 * time.Second)
		r.told("", "balance low balance balance enough low balance")
	})
}

// TestABalanceBelowZero: a panel that gives credit takes orders below zero. The owners, who
// have set no LOW_BALANCE, are not told at each of them.
func TestABalanceBelowZero(t *testing.T) {
	inRoom(t, func(r *room) {
		left := int64(50)
		r.statuses(func(context.Context, ID) Reply {
			a := done
			a.Balance = taka(left)
			return a
		})
		for range 5 {
			r.place()
			r.after(time.Minute)
			r.locked(func() { left -= 50 })
		}
		r.told("", "")
		if p := r.disk.panelState(); *p.Balance != money.WholeTaka(-150) {
			t.Errorf("the balance is %v", p.Balance)
		}
	})
}

// TestTheBalanceOfThen: a panel tells with each order the balance that was left after it. What
// it tells of an order is not the balance any more once it has told of one that was sent later.
func TestTheBalanceOfThen(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.LowBalance = money.WholeTaka(500)
		r.restart()
		left, after := int64(540), map[ID]int64{}
		r.requests(func(_ context.Context, o Order) Reply {
			r.locked(func() { left -= 50; after[o.ID] = left })
			return accepted
		})
		r.statuses(func(_ context.Context, id ID) Reply {
			a := pending
			a.Balance = taka(after[id])
			return a
		})
		r.place()
		r.after(time.Minute)
		r.told("", "low")
		r.locked(func() { left = 650 })
		r.place()
		r.after(10 * time.Minute)
		r.told("", "low enough")
		if p := r.disk.panelState(); *p.Balance != money.WholeTaka(600) {
			t.Errorf("the balance is %v", p.Balance)
		}
	})
}

// TestTheBalanceOfThenAfterATopUp: the panel goes on to tell with an order what was left after
// it. When somebody has asked for the balance since, that is the newer word.
func TestTheBalanceOfThenAfterATopUp(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.LowBalance = money.WholeTaka(500)
		r.restart()
		then := pending
		then.Balance = taka(120)
		r.statuses(always(then))
		id := r.place()
		r.after(time.Minute)
		r.balances(func(context.Context) Reply { return Reply{Outcome: OutcomeAccepted, Balance: taka(9000)} })
		r.question(7)
		r.after(time.Minute)
		then = done
		then.Balance = taka(120)
		r.statuses(always(then))
		r.after(3 * time.Minute)
		r.is(id, Done, "")
		r.told("", "low enough balance")
		if p := r.disk.panelState(); *p.Balance != money.WholeTaka(9000) {
			t.Errorf("the balance is %v", p.Balance)
		}
		then.Balance = taka(450)
		r.statuses(always(then))
		r.place()
		r.after(time.Minute)
		r.told("", "low enough balance low")
	})
}

// TestAnUnknownCodeThatStands comes to the owners after half an hour, though orders
// may take longer than that.
func TestAnUnknownCodeThatStands(t *testing.T) {
	inRoom(t, func(r *room) {
		r.cfg.StuckAfter = 24 * time.Hour
		r.restart()
		r.statuses(always(Reply{Outcome: OutcomePending, Code: "7", OfOrder: true}))
		id := r.place()
		r.after(29 * time.Minute)
		r.told(id, "")
		r.after(5 * time.Minute)
		r.told(id, "stuck")
		if o := r.order(id); o.Said != "status 7" {
			t.Errorf("the panel said %q", o.Said)
		}
	})
}

// TestTheLimitersWordIsKept: while the panel asks to be left alone by a kind of calls
// none of them is made; without a time the pauses grow.
func TestTheLimitersWordIsKept(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(Reply{Limited: true, Answered: true, RetryAfter: time.Minute}))
		for range 20 {
			r.place()
		}
		r.after(3 * time.Minute)
		r.told("", "") // it answers
		r.after(7 * time.Minute)
		calls := r.calls("status", "")
		for i, c := range calls {
			if i > 0 && c.at.Sub(calls[i-1].at) > 10*time.Second && c.at.Sub(calls[i-1].at) < time.Minute {
				t.Errorf("a call came %v after the panel asked for a minute", c.at.Sub(calls[i-1].at))
			}
		}
		if n := len(calls); n > 10*20 || n < 10 {
			t.Errorf("%d calls in ten minutes", n)
		}
		r.called("request", "", 20)
		r.told("", "down") // of no order it says how it stands
	})
	inRoom(t, func(r *room) {
		r.statuses(always(Reply{Limited: true, Answered: true}))
		r.place()
		r.after(time.Hour)
		if n := len(r.calls("status", "")); n > 25 {
			t.Errorf("%d calls in an hour", n)
		}
		r.statuses(always(done))
		id := r.place()
		r.after(6 * time.Minute)
		r.is(id, Done, "")
	})
}

// TestTheLimitersWordOfRequests: an order that comes while the panel wants no request waits,
// and those that are under way are asked for.
func TestTheLimitersWordOfRequests(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(done))
		r.requests(taking(always(Reply{Limited: true, Answered: true, RetryAfter: time.Minute})))
		first := r.place()
		r.after(time.Second)
		r.requests(taking(always(accepted)))
		next := r.place()
		r.after(58 * time.Second)
		r.is(first, Done, "")
		r.called("request", "", 1)
		r.after(10 * time.Second)
		r.is(next, Done, "")
		r.told("", "")
	})
}

// TestTheLimitersWordIsKeptAtOnce: before what the reply brought is on the disk, which
// may be full.
func TestTheLimitersWordIsKeptAtOnce(t *testing.T) {
	inRoom(t, func(r *room) {
		r.statuses(always(Reply{Limited: true, Answered: true, RetryAfter: time.Minute}))
		r.place()
		r.after(time.Second)
		r.place()
		r.after(time.Second)
		r.called("status", "", 0)
		r.commits(func() error { return errors.New("no space left on device") })
		r.after(50 * time.Second)
		r.called("status", "", 1)
		r.commits(nil)
		r.statuses(always(done))
		r.after(2 * time.Minute)
		r.told("", "")
	})
}

// TestBalanceWhileHeld: whoever asks for the balance while the panel wants to be left
// alone is told so at once.
func TestBalanceWhileHeld(t *testing.T) {
	inRoom(t, func(r *room) {
		r.balances(func(context.Context) Reply { return Reply{Answered: true, Limited: true, RetryAfter: time.Hour} })
		r.question(7)
		r.after(time.Second)
		r.question(8)
		r.after(time.Second)
		if w := r.told("", "balance balance"); !w[1].answer.Limited {
			t.Errorf("%+v", w[1])
		}
		r.called("balance", "", 1)
	})
}
