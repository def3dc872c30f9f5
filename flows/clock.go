package flows

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/notice"
	"rechargebot/flows/office"
	"rechargebot/flows/order"
)

const (
	timersEvery = 15 * time.Second
	auditEvery  = 24 * time.Hour
	auditBroken = 5 * time.Minute // while the books are broken, since no order is placed, or an audit failed
	timersAtOne = 50              // in one transaction
	timerRests  = time.Minute     // one that cannot be done, before it is tried again
)

// Clock does what comes with time until ctx ends: it audits the books at once and then
// daily, and says and does what timers are set for. To begin with, orders by hand come back
// from owners who are none any more: owners are named in the settings, which are read anew
// at each start.
func (f *Flows) Clock(ctx context.Context, s chat.Store, log *slog.Logger) {
	tick := time.NewTicker(timersEvery)
	defer tick.Stop()
	returned := false
	var audited time.Time
	pause := auditEvery
	for ctx.Err() == nil {
		if !returned { // a full disk may have to be waited for
			if err := f.returnHands(s, time.Now()); err != nil {
				log.Error("taking orders back from owners who are none any more", "error", err)
			} else {
				returned = true
			}
		}
		if now := time.Now(); now.Sub(audited) >= pause || audited.After(now) {
			audited, pause = now, auditEvery
			mark, err := f.Audit(s, false, now)
			if err != nil {
				pause = auditBroken
				log.Error("auditing the books", "error", err)
			}
			if mark.Break != "" {
				pause = auditBroken
				log.Error("the books do not agree; no order is placed", "behind", mark.Seq, "what", mark.Break)
			}
		}
		more, err := f.due(s, log, time.Now())
		if err != nil {
			log.Error("doing what timers are set for", "error", err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

// returnHands puts the orders that former owners had taken before the others.
func (f *Flows) returnHands(s chat.Store, now time.Time) error {
	return s.Update(func(tx chat.Tx) error {
		t := f.ownTurn(tx, now)
		if err := office.ReturnHands(t); err != nil {
			return err
		}
		return t.Flush()
	})
}

// ownTurn is a turn that nobody's input begins.
func (f *Flows) ownTurn(tx chat.Tx, now time.Time) *chat.Turn {
	return &chat.Turn{Config: f.Config, Routes: f.routes, Tx: tx, Tell: notice.For(f.Config, f.routes, tx), In: chat.Input{At: now}}
}

// due does what timers are set for, and reports whether there may be more: a long batch
// sets its timer anew for the next piece of work. All are done in one transaction; where
// one of them cannot be, each is done by itself, and that one rests.
func (f *Flows) due(s chat.Store, log *slog.Logger, now time.Time) (more bool, err error) {
	var waiting []account.Timer
	read := func(tx chat.Tx) (err error) {
		waiting, err = tx.Timers(now, timersAtOne)
		return err
	}
	if err := s.View(read); err != nil || len(waiting) == 0 {
		return false, err
	}
	err = s.Update(func(tx chat.Tx) error {
		if err := read(tx); err != nil {
			return err
		}
		for _, timer := range waiting {
			if err := f.timer(tx, timer, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		return len(waiting) > 0, nil
	}
	for _, timer := range waiting {
		alone := func(do func(chat.Tx) error) error {
			return s.Update(func(tx chat.Tx) error {
				due, err := tx.Timers(now, timersAtOne)
				if err != nil || !slices.Contains(due, timer) { // meanwhile done, or set anew
					return err
				}
				return do(tx)
			})
		}
		err := alone(func(tx chat.Tx) error { return f.timer(tx, timer, now) })
		if err == nil {
			continue
		}
		log.Error("doing what a timer is set for", "kind", timer.Kind, "of", timer.Of, "error", err)
		later := timer
		later.At = now.Add(timerRests)
		if err := alone(func(tx chat.Tx) error { return tx.PutTimer(later) }); err != nil {
			return false, err
		}
	}
	return true, nil
}

// timer does what a timer is set for. It is over unless whoever it is for sets it anew.
func (f *Flows) timer(tx chat.Tx, timer account.Timer, now time.Time) error {
	if err := tx.DropTimer(timer); err != nil {
		return err
	}
	t := f.ownTurn(tx, now)
	if err := f.routes.Timer(t, timer); err != nil {
		return err
	}
	return t.Flush()
}

// Audit audits the books from where the last audit ended, or all of them, and tells the
// owners once where it finds them broken, and once when they are whole again. While they
// are broken no order is placed.
func (f *Flows) Audit(s chat.Store, all bool, now time.Time) (account.Mark, error) {
	run := func(in func(func(chat.Tx) error) error) func(func(order.AuditTx) error) error {
		return func(fn func(order.AuditTx) error) error {
			return in(func(tx chat.Tx) error { return fn(tx) })
		}
	}
	mark, err := order.Audit(run(s.View), run(s.Update), f.Location, all, now)
	if err != nil {
		return mark, err
	}
	told := false
	err = s.View(func(tx chat.Tx) (err error) { _, told, err = tx.Trouble(chat.TroubleBooks); return err })
	if err != nil || told == (mark.Break != "") {
		return mark, err
	}
	return mark, s.Update(func(tx chat.Tx) error {
		return f.Found(tx, chat.Finding{Kind: chat.TroubleBooks, Over: mark.Break == "", Detail: mark.Break}, now)
	})
}
