package order_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage"
)

// counter is a store with a reseller on their own wallet and one done order of theirs.
type counter struct {
	*testing.T
	store *storage.Store
	now   time.Time
	id    order.ID
}

const complainer = int64(21)

func newCounter(t *testing.T) *counter {
	path := filepath.Join(t.TempDir(), "bot.db")
	s, err := storage.Open(path, storage.Options{Location: dhaka, Prompt: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.Close(), storage.Check(path)); err != nil {
			t.Error(err)
		}
	})
	c := &counter{t, s, noon, ""}
	c.do(func(tx chat.Tx) error {
		l := ledger(tx)
		plan := account.Plan{Name: account.Standard, Rates: map[string]int{string(order.Grameenphone): 250}}
		if err := errors.Join(l.SetPlan(plan, noon), l.SetTerms(complainer, account.Terms{Own: true}, noon)); err != nil {
			return err
		}
		if _, err := l.Opening(complainer, 100_00, 1, noon); err != nil {
			return err
		}
		if c.id, err = tx.NextID(noon); err != nil {
			return err
		}
		o, _, err := order.Place(unit(tx), order.Order{ID: c.id, Reseller: complainer, Price: 48_75,
			Recharge: order.Recharge{Number: "01712345678", Operator: order.Grameenphone, Connection: order.Prepaid, Amount: 50_00}}, order.Placing{}, noon)
		o.State = order.Accepted
		return errors.Join(err, order.Settle(unit(tx), &o, order.Done, order.CauseNone, noon))
	})
	return c
}

// newComplaint is a counter whose order an owner has a complaint about.
func newComplaint(t *testing.T) *counter {
	t.Helper()
	c := newCounter(t)
	c.now = noon.Add(time.Hour)
	if err := c.complain(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.opened(); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *counter) do(fn func(tx chat.Tx) error) {
	c.Helper()
	if err := c.store.Update(fn); err != nil {
		c.Fatal(err)
	}
}

// with changes the complaint, or says why it did not.
func (c *counter) with(fn func(tx chat.Tx, o order.Order, is order.Complaint) (order.Complaint, error)) (is order.Complaint, err error) {
	err = c.store.Update(func(tx chat.Tx) error {
		o, _, err := tx.Order(c.id)
		if err != nil {
			return err
		}
		if is, _, err = tx.Complaint(c.id); err != nil {
			return err
		}
		is, err = fn(tx, o, is)
		return err
	})
	return is, err
}

func (c *counter) complain() error {
	_, err := c.with(func(tx chat.Tx, o order.Order, _ order.Complaint) (order.Complaint, error) {
		return order.Complain(tx, o, order.Complaint{Reason: order.NotReceived}, c.now)
	})
	return err
}

func (c *counter) opened() (order.Complaint, error) {
	return c.with(func(tx chat.Tx, o order.Order, is order.Complaint) (order.Complaint, error) {
		return order.OpenComplaint(tx, o, is, order.RecheckDone, c.now)
	})
}

func (c *counter) refund() error {
	_, err := c.with(func(tx chat.Tx, o order.Order, is order.Complaint) (order.Complaint, error) {
		return order.RefundComplaint(tx, ledger(tx), o, is, 1, c.now)
	})
	return err
}

func (c *counter) panelSays(next order.State) {
	c.Helper()
	c.do(func(tx chat.Tx) error {
		o, _, err := tx.Order(c.id)
		return errors.Join(err, order.Settle(unit(tx), &o, next, order.CauseReversed, c.now))
	})
}

// books compares what the member has, and the owner's accounts, with what is right.
func (c *counter) books(wallet, sales, adjustments money.Taka, entries uint64) {
	c.Helper()
	if err := c.store.View(func(tx chat.Tx) error {
		b, err := tx.Balance(complainer)
		if err != nil {
			return err
		}
		s, err := tx.Sums()
		if err != nil {
			return err
		}
		if b.Wallet != wallet || b.Held != 0 || s.Sales != sales || s.Adjustments != adjustments || b.Entries != entries {
			c.Errorf("wallet %v, held %v, sales %v, adjustments %v, %d entries instead of %v, 0, %v, %v, %d",
				b.Wallet, b.Held, s.Sales, s.Adjustments, b.Entries, wallet, sales, adjustments, entries)
		}
		_, _, wrong, err := order.AuditStep(tx, ledger(tx), 0, 1000)
		if wrong != "" {
			c.Error(wrong)
		}
		return err
	}); err != nil {
		c.Fatal(err)
	}
}

// A refund after a complaint gives back the price once, whatever the panel says later,
// and the order stays done by it.
func TestRefundAfterComplaint(t *testing.T) {
	c := newCounter(t)
	c.books(51_25, 48_75, -100_00, 3) // opening, hold, capture
	c.now = noon.Add(time.Hour)
	if err := c.complain(); err != nil {
		t.Fatal(err)
	}
	if err := c.refund(); !errors.Is(err, order.ErrComplaintMoved) {
		t.Errorf("before an owner has it: %v", err)
	}
	if _, err := c.opened(); err != nil {
		t.Fatal(err)
	}
	if err := c.refund(); err != nil {
		t.Fatal(err)
	}
	c.books(100_00, 48_75, -148_75, 4)
	if err := c.refund(); !errors.Is(err, order.ErrComplaintMoved) {
		t.Errorf("a second time: %v", err)
	}
	for _, next := range []order.State{order.Failed, order.Done, order.Failed} {
		c.panelSays(next)
		c.books(100_00, 48_75, -148_75, 4)
	}
	c.do(func(tx chat.Tx) error { // the table of states allows it, and nothing is held for it
		o, _, err := tx.Order(c.id)
		return errors.Join(err, order.Resume(unit(tx), o, c.now))
	})
	c.books(100_00, 48_75, -148_75, 4)
}

// Where the panel has taken back its word before, its refund is the only one.
func TestNoRefundOfWhatThePanelTookBack(t *testing.T) {
	c := newComplaint(t)
	c.panelSays(order.Failed)
	c.books(100_00, 0, -100_00, 4)
	if err := c.refund(); !errors.Is(err, order.ErrNotDone) {
		t.Errorf("a refund of a failed order: %v", err)
	}
	c.books(100_00, 0, -100_00, 4)
	c.panelSays(order.Done) // after all: now it may be refunded
	c.books(51_25, 48_75, -100_00, 5)
	if err := c.refund(); err != nil {
		t.Fatal(err)
	}
	c.books(100_00, 48_75, -148_75, 6)
	c.panelSays(order.Failed)
	c.books(100_00, 48_75, -148_75, 6)
}

// What was refunded is not complained about again, when its complaint is closed either.
func TestRefundedIsNotComplainedAboutAgain(t *testing.T) {
	c := newComplaint(t)
	if err := c.refund(); err != nil {
		t.Fatal(err)
	}
	for _, state := range []order.ComplaintState{order.ComplaintRefunded, order.ComplaintClosed} {
		is, _ := c.due(c.now)
		if err := c.complain(); is.State != state || !errors.Is(err, order.ErrComplained) {
			t.Errorf("it is %s instead of %s, and complained about: %v", is.State, state, err)
		}
		c.now = c.now.Add(24 * time.Hour)
	}
	c.books(100_00, 48_75, -148_75, 4)
}

// What has arrived is closed after the day on which it may be disputed.
func TestArrivedIsClosed(t *testing.T) {
	c := newComplaint(t)
	if _, err := c.with(func(tx chat.Tx, _ order.Order, is order.Complaint) (order.Complaint, error) {
		return order.Arrived(tx, is, 1, c.now)
	}); err != nil {
		t.Fatal(err)
	}
	arrived := c.now
	for after, state := range []order.ComplaintState{order.ComplaintArrived, order.ComplaintClosed} {
		if is, _ := c.due(arrived.Add(time.Duration(after) * 24 * time.Hour)); is.State != state || is.Result != order.ResultArrived {
			t.Errorf("after %d days it is %+v", after, is)
		}
	}
}

// The owners see what was known of the order when they got the complaint, whatever becomes of
// the order after that.
func TestEvidence(t *testing.T) {
	c := newCounter(t)
	c.do(func(tx chat.Tx) error {
		o, _, err := tx.Order(c.id)
		o.Sent, o.Said, o.TransactionID, o.Tries, o.StatusChecks = noon.Add(time.Second), "ok", "TRX1", 2, 3
		return errors.Join(err, tx.PutOrder(o))
	})
	c.now = noon.Add(time.Hour)
	if err := c.complain(); err != nil {
		t.Fatal(err)
	}
	is, err := c.with(func(tx chat.Tx, o order.Order, is order.Complaint) (order.Complaint, error) {
		if !is.Opened.Equal(c.now) || !is.Since.Equal(c.now) || is.Member != complainer || is.Operator != order.Grameenphone {
			t.Errorf("the complaint is %+v", is)
		}
		return order.OpenComplaint(tx, o, is, order.RecheckDone, c.now.Add(time.Minute))
	})
	want := order.Evidence{Placed: noon, Sent: noon.Add(time.Second), Done: noon, Asked: c.now.Add(time.Minute), Answer: order.RecheckDone, Said: "ok",
		TransactionID: "TRX1", Tries: 2, Checks: 3}
	for _, at := range []*time.Time{&want.Placed, &want.Sent, &want.Done, &want.Asked, &is.Evidence.Placed, &is.Evidence.Sent, &is.Evidence.Done, &is.Evidence.Asked} {
		*at = at.UTC()
	}
	if err != nil || is.Evidence != want {
		t.Errorf("the evidence is %+v instead of %+v, %v", is.Evidence, want, err)
	}
	c.panelSays(order.Failed)
	c.do(func(tx chat.Tx) error {
		kept, _, err := tx.Complaint(c.id)
		if kept.Evidence.Answer != order.RecheckDone || kept.Evidence.Said != "ok" || !kept.Evidence.Done.Equal(noon) {
			t.Errorf("later it is %+v", kept.Evidence)
		}
		return err
	})
}

// The audit finds a price that was given back without a complaint of its member that says so,
// and a sum that is not the price.
func TestAuditOfCompensations(t *testing.T) {
	refunded := order.Complaint{Member: complainer, Operator: order.Grameenphone, Opened: noon, Since: noon, State: order.ComplaintClosed, Result: order.ResultRefunded, Refunded: 48_75}
	arrived, others, less := refunded, refunded, refunded
	arrived.Result, others.Member, less.Refunded = order.ResultArrived, complainer+1, 48_74
	for name, test := range map[string]struct {
		back money.Taka
		says *order.Complaint
		want string
	}{
		"as it is said":      {48_75, &refunded, ""},
		"without":            {48_75, nil, "no complaint says so"},
		"it arrived":         {48_75, &arrived, "no complaint says so"},
		"another member's":   {48_75, &others, "no complaint says so"},
		"another sum said":   {48_75, &less, "another sum"},
		"another sum booked": {48_74, &refunded, "another sum"},
	} {
		c := newCounter(t)
		c.do(func(tx chat.Tx) error {
			_, err := ledger(tx).Compensate(account.Charge{Order: string(c.id), Member: complainer, Price: test.back}, 1, noon)
			if test.says != nil {
				says := *test.says
				says.Order = c.id
				err = errors.Join(err, tx.PutComplaint(says))
			}
			return err
		})
		if err := c.store.View(func(tx chat.Tx) error {
			_, _, wrong, err := order.AuditStep(tx, ledger(tx), 0, 1000)
			if (wrong == "") != (test.want == "") || !strings.Contains(wrong, test.want) {
				t.Errorf("%s: %q", name, wrong)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// A member may complain from five minutes to two days after, once, and once more within
// a day after it was said to have arrived.
func TestWhenToComplain(t *testing.T) {
	for after, want := range map[time.Duration]error{
		4 * time.Minute: order.ErrTooEarly, 5 * time.Minute: nil, 48 * time.Hour: nil, 48*time.Hour + time.Second: order.ErrTooLate,
	} {
		c := newCounter(t)
		c.now = noon.Add(after)
		if err := c.complain(); !errors.Is(err, want) {
			t.Errorf("after %v: %v instead of %v", after, err, want)
		}
	}
	c := newCounter(t)
	c.now = noon.Add(47 * time.Hour)
	again := func(want error) {
		t.Helper()
		if err := c.complain(); !errors.Is(err, want) {
			t.Errorf("once more: %v instead of %v", err, want)
		}
	}
	arrived := func() {
		t.Helper()
		if _, err := c.opened(); err != nil {
			t.Fatal(err)
		}
		if _, err := c.with(func(tx chat.Tx, _ order.Order, is order.Complaint) (order.Complaint, error) {
			return order.Arrived(tx, is, 1, c.now)
		}); err != nil {
			t.Fatal(err)
		}
	}
	again(nil)
	again(order.ErrComplained)
	arrived()
	c.now = c.now.Add(24*time.Hour + time.Second)
	again(order.ErrComplained) // too late for that
	c.now = c.now.Add(-time.Second)
	again(nil)
	arrived()
	again(order.ErrComplained) // twice is enough
}

// due does what is due by then, and gives how the complaint stands and whether the owners
// are to be reminded. Where nothing is due it says so.
func (c *counter) due(at time.Time) (is order.Complaint, remind bool) {
	c.Helper()
	c.now = at
	c.do(func(tx chat.Tx) error {
		timers, err := tx.Timers(at, 9)
		if err != nil {
			return err
		}
		for _, timer := range timers {
			if timer.Kind != account.TimerComplaint {
				continue
			}
			if order.OfTimer(timer.Of) != c.id {
				c.Errorf("a timer of %s instead of %s", order.OfTimer(timer.Of), c.id)
			}
			o, _, err := tx.Order(c.id)
			if err != nil {
				return err
			}
			is, _, err := tx.Complaint(c.id)
			if err != nil {
				return err
			}
			if err := tx.DropTimer(timer); err != nil {
				return err
			}
			if _, remind, err = order.ComplaintDue(tx, o, is, at); err != nil {
				return err
			}
		}
		is, _, err = tx.Complaint(c.id)
		return err
	})
	return is, remind
}

// A panel that was asked a moment ago is asked a little later; one that does not answer
// does not keep the complaint from the owners, who are reminded twice.
func TestComplaintsDoNotWaitForThePanel(t *testing.T) {
	c := newCounter(t)
	begun := noon.Add(time.Hour)
	c.now = begun
	c.do(func(tx chat.Tx) error {
		o, _, err := tx.Order(c.id)
		o.CheckedAt = begun.Add(-time.Second)
		return errors.Join(err, tx.PutOrder(o))
	})
	if err := c.complain(); err != nil {
		t.Fatal(err)
	}
	asked := func(want bool) {
		t.Helper()
		c.do(func(tx chat.Tx) error {
			o, _, err := tx.Order(c.id)
			if o.Asked != want {
				t.Errorf("the panel is asked: %v", o.Asked)
			}
			return err
		})
	}
	asked(false)
	at := begun.Add(6 * time.Second)
	if is, _ := c.due(at); is.State != order.ComplaintChecking {
		t.Errorf("it is %s", is.State)
	}
	asked(true)
	if is, _ := c.due(at.Add(2*time.Minute - time.Second)); is.State != order.ComplaintChecking {
		t.Errorf("it is %s before the panel had its time", is.State)
	}
	at = at.Add(2 * time.Minute)
	if is, _ := c.due(at); is.State != order.ComplaintOpen || is.Evidence.Answer != order.RecheckSilent || !is.Evidence.Placed.Equal(noon) {
		t.Errorf("it is %+v", is)
	}
	for _, step := range []struct {
		after  time.Duration
		remind bool
	}{{3 * time.Hour, false}, {4 * time.Hour, true}, {5 * time.Hour, false}, {24 * time.Hour, true}, {99 * time.Hour, false}} {
		if _, remind := c.due(at.Add(step.after)); remind != step.remind {
			t.Errorf("after %v the owners are reminded: %v", step.after, remind)
		}
	}
}

// Whoever is asked for more has a day; then the complaint is closed, and may be opened
// once more.
func TestComplaintsLapse(t *testing.T) {
	c := newComplaint(t)
	more := func(fn func(tx chat.Tx, is order.Complaint) (order.Complaint, error)) order.Complaint {
		t.Helper()
		is, err := c.with(func(tx chat.Tx, _ order.Order, is order.Complaint) (order.Complaint, error) { return fn(tx, is) })
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	ask := func(tx chat.Tx, is order.Complaint) (order.Complaint, error) {
		return order.AskMember(tx, is, "when?", 1, c.now)
	}
	more(ask)
	is := more(func(tx chat.Tx, is order.Complaint) (order.Complaint, error) {
		return order.SayMore(tx, is, "at five", []string{"photo"}, c.now)
	})
	if is.State != order.ComplaintOpen || is.Note != "at five" || len(is.Photos) != 1 {
		t.Errorf("it is %+v", is)
	}
	more(ask)
	asked := c.now
	if is, _ := c.due(asked.Add(24*time.Hour - time.Second)); is.State != order.ComplaintMore {
		t.Errorf("it is %s too early", is.State)
	}
	if is, _ := c.due(asked.Add(24 * time.Hour)); is.State != order.ComplaintClosed || is.Result != "" {
		t.Errorf("it is %+v", is)
	}
	if err := c.complain(); err != nil {
		t.Error(err)
	}
}
