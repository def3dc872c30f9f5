package order

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

// batch places a confirmed batch of n rows, piece by piece.
func (r *room) batch(n int) (id BatchID) {
	r.t.Helper()
	r.update(func(u Unit) error {
		b, err := u.PutBatch(Batch{Reseller: 7, State: BatchRunning, Rows: n, Wanted: n, Confirmed: r.now()})
		for i := range n {
			row := BatchRow{Index: i, Line: i + 1, Recharge: sample("").Recharge}
			row.Number = Number(fmt.Sprintf("018%08d", i))
			if err == nil {
				err = u.PutBatchRow(b.ID, row)
			}
		}
		id = b.ID
		return err
	})
	for r.step(id).Works() {
	}
	return id
}

func (r *room) update(fn func(u Unit) error) {
	r.t.Helper()
	if err := r.disk.Update(func(tx *memory) error { return fn(unit(tx)) }); err != nil {
		r.t.Fatal(err)
	}
}

// step does the next piece of a batch.
func (r *room) step(id BatchID) (b Batch) {
	r.t.Helper()
	r.update(func(u Unit) (err error) {
		b, err = StepBatch(u, id, BatchPlacing{Bounds: func(Recharge) (RowOut, error) { return "", nil }}, RowsInPiece, r.now())
		return err
	})
	return b
}

// change changes a batch as a tap does, and does what follows from it.
func (r *room) change(id BatchID, change func(b *Batch)) {
	r.t.Helper()
	r.update(func(u Unit) error {
		b, _, err := u.Batch(id)
		if err != nil {
			return err
		}
		change(&b)
		_, err = u.PutBatch(b)
		return err
	})
	for r.step(id).Works() {
	}
}

func (r *room) batchNow(id BatchID) (b Batch) {
	r.update(func(u Unit) (err error) { b, _, err = u.Batch(id); return err })
	return b
}

// requested are the calls by which the panel was asked for orders.
func (r *room) requested() (calls []call) {
	r.panel.mu.Lock()
	defer r.panel.mu.Unlock()
	for _, c := range r.panel.calls {
		if c.what == "request" {
			calls = append(calls, c)
		}
	}
	return calls
}

// While a batch of a thousand is sent, every single order is the next to be sent,
// whether calls are few or slow.
func TestSingleOrdersGoBeforeABatch(t *testing.T) {
	for name, set := range map[string]func(r *room){
		"few calls":  func(r *room) { r.cfg.SendsPerMinute = 120 },
		"slow calls": func(r *room) { r.panel.request = slowlyTaken(2 * time.Second) },
	} {
		t.Run(name, func(t *testing.T) {
			inRoom(t, func(r *room) {
				r.shut()
				set(r)
				r.statuses(always(done))
				r.cfg.ChecksPerMinute = 600
				r.start()
				r.batch(MostRows)
				for range 40 {
					r.after(1300 * time.Millisecond)
					before := len(r.requested())
					id := r.place()
					r.after(3 * time.Second)
					sent := r.requested()[before:] // by the clock, since calls begin side by side
					if i := slices.IndexFunc(sent, func(c call) bool { return c.id == id }); i < 0 || sent[i].at.After(sent[0].at) {
						t.Fatalf("order %s is number %d to be sent, of %d", id, i, len(sent))
					}
				}
				r.after(40 * time.Minute)
				if n := len(r.requested()); n != MostRows+40 {
					t.Errorf("%d orders were sent", n)
				}
				if b := r.batchNow(1); b.State != BatchEnded || b.Counts.Done != MostRows {
					t.Errorf("the batch is %+v", b)
				}
			})
		})
	}
}

// A single order waits for no call of a batch, however slow they are, and a batch takes the
// places for calls that are its own.
func TestSingleOrderWaitsForNoBatch(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(slowlyTaken(20 * time.Second))
		r.batch(MostRows)
		r.after(5 * time.Second)
		if n := len(r.requested()); n != batchSendsAtOnce {
			t.Errorf("%d rows are being sent", n)
		}
		for range sendsAtOnce - batchSendsAtOnce {
			id := r.place()
			r.after(0)
			r.called("request", id, 1)
		}
	})
}

// slowlyTaken takes each order after a while.
func slowlyTaken(d time.Duration) func(context.Context, Order) Reply {
	return func(context.Context, Order) Reply {
		time.Sleep(d)
		return accepted
	}
}

// Five refusals in a row with the same words pause a batch. What waits is put off until
// somebody lets it go on, and fails as never sent where they stop it.
func TestBatchPausesAndGoesOnAndStops(t *testing.T) {
	inRoom(t, func(r *room) {
		r.shut()
		r.cfg.SendsPerMinute = 60
		r.start()
		r.requests(func(context.Context, Order) Reply { return refused })
		r.statuses(always(failed))
		id := r.batch(300)
		r.after(10 * time.Minute)
		b := r.batchNow(id)
		if b.State != BatchPaused || b.Counts.Failed < 5 || b.Counts.Failed > 40 || b.Counts.Placed != 300-b.Counts.Failed {
			t.Fatalf("the batch is %+v", b)
		}
		sent := len(r.requested())
		r.after(10 * time.Minute)
		if n := len(r.requested()); n != sent {
			t.Errorf("%d orders were sent while it was paused", n-sent)
		}
		single := r.place()
		r.requests(taking(always(accepted)))
		r.after(time.Minute)
		if r.order(single).State == Placed {
			t.Error("a single order waits for a paused batch")
		}
		r.statuses(always(done))
		r.change(id, (*Batch).GoOn)
		r.after(30 * time.Second)
		r.change(id, func(b *Batch) { b.Stop(r.now()) })
		r.after(10 * time.Minute)
		b = r.batchNow(id)
		if b.State != BatchEnded || b.Counts.Done == 0 || b.Counts.Open() != 0 || b.Counts.All() != 300 {
			t.Errorf("in the end it is %+v", b)
		}
	})
}

// Words that name the order or the customer's number are the same words for each row.
func TestBatchPausesThoughWordsNameTheOrder(t *testing.T) {
	for _, words := range []string{"Insufficient balance for ", "E1042 "} {
		inRoom(t, func(r *room) {
			r.requests(func(_ context.Context, o Order) Reply {
				a := refused
				a.Message = words + string(o.Number) + " " + string(o.ID)
				return a
			})
			r.statuses(always(failed))
			id := r.batch(150)
			r.after(time.Minute)
			if b := r.batchNow(id); b.State != BatchPaused || b.Counts.Placed == 0 || b.Words == "" {
				t.Errorf("of %q the batch is %+v", words, b)
			}
			r.change(id, func(b *Batch) { b.Stop(r.now()) })
		})
	}
}

// A paused batch stops by itself after an hour, and its orders with it.
func TestPausedBatchStops(t *testing.T) {
	inRoom(t, func(r *room) {
		r.requests(func(context.Context, Order) Reply { return refused })
		r.statuses(always(failed))
		id := r.batch(150)
		r.after(BatchPauseFor)
		for r.step(id).Works() {
		}
		// Calls that were on their way at the fifth refusal are answered too, and rows that
		// were not placed yet are passed over.
		sent := len(r.requested())
		if b := r.batchNow(id); b.State != BatchEnded || b.Failed() != sent || b.NotSent() != 150-sent || sent < refusalsInARow || sent >= refusalsInARow+batchSendsAtOnce {
			t.Errorf("%d rows were sent, the batch is %+v", sent, b)
		}
	})
}

// Whatever the desk is doing when the bot is killed, no row of a batch is sent twice.
func TestBatchSurvivesCrashes(t *testing.T) {
	inRoom(t, func(r *room) {
		r.shut()
		r.cfg.SendsPerMinute = 300
		r.statuses(always(done))
		r.panel.request = slowlyTaken(time.Second)
		r.start()
		id := r.batch(300)
		for range 5 {
			r.after(7500 * time.Millisecond)
			r.restart()
		}
		r.after(30 * time.Minute)
		if b := r.batchNow(id); b.State != BatchEnded || b.Counts.Done != 300 {
			t.Errorf("the batch is %+v", b)
		}
	})
}

// An amount that has become a pack since the preview is not sent with those that were
// included there: in the commit that places a row, its own word counts.
func TestPackSincePreview(t *testing.T) {
	r := newRoom(t)
	var id BatchID
	r.update(func(u Unit) error {
		b, err := u.PutBatch(Batch{Reseller: 7, State: BatchRunning, Rows: 2, Wanted: 2, Packs: true, Confirmed: r.now()})
		for i := range 2 {
			row := BatchRow{Index: i, Line: i + 1, Recharge: sample("").Recharge, Pack: i == 0}
			row.Number = Number(fmt.Sprintf("018%08d", i))
			if err == nil {
				err = u.PutBatchRow(b.ID, row)
			}
		}
		id = b.ID
		return err
	})
	r.update(func(u Unit) error {
		b, err := StepBatch(u, id, BatchPlacing{Bounds: func(Recharge) (RowOut, error) { return OutPack, nil }}, RowsInPiece, r.now())
		if err != nil || b.Counts.All() != 1 || b.Unplaced != 1 {
			t.Errorf("%+v, %v", b, err)
		}
		rows, err := u.BatchRows(id, 0, 2)
		if err == nil && (rows[0].Order == "" || rows[1].Order != "" || rows[1].Out != OutPack || !rows[1].Unplaced) {
			t.Errorf("%+v", rows)
		}
		return err
	})
}

// A list pauses after five refusals in a row in the same words, whatever figures stand in them.
// What was never sent, an owner's verdict and an end without words neither count nor break the row.
func TestWhatPausesABatch(t *testing.T) {
	refused := func(words string) Order { return Order{State: Failed, Cause: CauseRefused, Message: words, Tries: 1} }
	full, other, ended := refused("no balance 10"), refused("wrong number"), Order{State: Done}
	for name, test := range map[string]struct {
		ends []Order
		rows int
		want BatchState
	}{
		"five in the same words":  {[]Order{full, full, refused("no balance 20"), full, full}, 9, BatchPaused},
		"four":                    {[]Order{full, full, full, full}, 9, BatchRunning},
		"other words between":     {[]Order{full, full, full, full, other, full, full, full, full}, 9, BatchRunning},
		"one done between":        {[]Order{full, full, full, full, ended, full, full, full, full}, 9, BatchRunning},
		"five after one done":     {[]Order{full, ended, full, full, full, full, full}, 9, BatchPaused},
		"one never sent between":  {[]Order{full, full, full, full, {State: Failed, Cause: CauseNeverSent, Message: "no way"}, full}, 9, BatchPaused},
		"five never sent":         {slices.Repeat([]Order{{State: Failed, Cause: CauseNeverSent, Message: "no way"}}, 5), 9, BatchRunning},
		"a verdict between":       {[]Order{full, full, full, full, {State: Failed, Cause: CauseVerdict, Message: "an owner"}, full}, 9, BatchPaused},
		"no words between":        {[]Order{full, full, full, full, {State: Failed}, full}, 9, BatchPaused},
		"five, and none to send":  {[]Order{full, full, full, full, full}, 0, BatchRunning},
		"five, and one more left": {[]Order{full, full, full, full, full}, 1, BatchPaused},
	} {
		in(t, func(tx *memory) {
			u := unit(tx)
			b, err := u.PutBatch(Batch{Reseller: 7, State: BatchRunning, Rows: test.rows + 1, Wanted: test.rows})
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range test.ends {
				o.Batch = b.ID
				if err := u.noteBatch(o, noon); err != nil {
					t.Fatal(err)
				}
			}
			if b, _, err = u.Batch(b.ID); err != nil || b.State != test.want || (b.State == BatchPaused) != b.Paused.Equal(noon) {
				t.Errorf("%s: %s, %d in a row, %v", name, b.State, b.Streak, err)
			}
		})
	}
}

// What of a list may be sent: all while it runs, nothing while it is paused, and once it is
// stopped, or is not there, it fails as never sent.
func TestWhatOfABatchMaySend(t *testing.T) {
	for name, test := range map[string]struct {
		state BatchState // "": there is no such list
		may   bool
		want  State
		next  time.Time
	}{
		"running": {BatchRunning, true, Placed, noon},
		"paused":  {BatchPaused, false, Placed, time.Time{}},
		"stopped": {BatchStopped, false, Failed, time.Time{}},
		"ended":   {BatchEnded, false, Failed, time.Time{}},
		"none":    {"", false, Failed, time.Time{}},
	} {
		s := in(t, func(tx *memory) {
			u := unit(tx)
			o := sample(someID)
			o.State, o.Placed, o.Next, o.Batch = Placed, noon, noon, 99
			if test.state != "" {
				b, err := u.PutBatch(Batch{Reseller: 7, State: test.state, Rows: 1, Next: 1, Wanted: 1})
				if err != nil {
					t.Fatal(err)
				}
				o.Batch = b.ID
			}
			if err := tx.PutOrder(o); err != nil {
				t.Fatal(err)
			}
			if may, err := u.maySend(&o, noon); err != nil || may != test.may {
				t.Errorf("%s: %v, %v", name, may, err)
			}
		})
		o := s.orders[someID]
		if o.State != test.want || !o.Next.Equal(test.next) || (o.Cause == CauseNeverSent) != (test.want == Failed) {
			t.Errorf("%s: %s, next %v, %q", name, o.State, o.Next, o.Cause)
		}
	}
}

// A paused list stays so until somebody lets it go on, or its time is over and it is stopped.
func TestAPausedBatchIsStopped(t *testing.T) {
	for after, want := range map[time.Duration]BatchState{0: BatchPaused, BatchPauseFor - 1: BatchPaused, BatchPauseFor: BatchEnded} {
		s := in(t, func(tx *memory) {
			u := unit(tx)
			o := sample(someID)
			o.State, o.Placed, o.Batch = Placed, noon, 1
			b, err := u.PutBatch(Batch{Reseller: 7, State: BatchPaused, Paused: noon, Rows: 3, Wanted: 3, Next: 1, Swept: 1})
			if err != nil {
				t.Fatal(err)
			}
			for i := range 3 {
				row := BatchRow{Index: i, Line: i + 1, Recharge: o.Recharge}
				if i == 0 {
					row.Order = someID
				}
				if err := u.PutBatchRow(b.ID, row); err != nil {
					t.Fatal(err)
				}
			}
			if err := tx.PutOrder(o); err != nil {
				t.Fatal(err)
			}
			bounds := func(Recharge) (RowOut, error) { t.Error("a row is placed"); return "", nil }
			if b, err = StepBatch(u, b.ID, BatchPlacing{Bounds: bounds}, RowsInPiece, noon.Add(after)); err != nil || b.State != want {
				t.Errorf("after %v it is %s, %v", after, b.State, err)
			}
			if want == BatchEnded && !b.Ended.Equal(noon.Add(after)) {
				t.Errorf("it ended at %v", b.Ended)
			}
			if want == BatchEnded && (b.NotSent() != 3 || b.Left() != 0) {
				t.Errorf("of three %d were not sent, %d are left", b.NotSent(), b.Left())
			}
		})
		if o := s.orders[someID]; (o.State == Failed) != (want == BatchEnded) {
			t.Errorf("after %v its order is %s", after, o.State)
		}
	}
}

// What is said of a list follows from its rows and its counts: how many are left, were not sent or
// have failed, whether there is something to do, and whether the panel's word is all that it waits for.
func TestHowABatchStands(t *testing.T) {
	running := Batch{State: BatchRunning, Rows: 12, Next: 12, Swept: 12, Wanted: 10, Unplaced: 1}
	with := func(c BatchCounts, change func(b *Batch)) Batch {
		b := running
		b.Counts = c
		change(&b)
		return b
	}
	same := func(*Batch) {}
	type stands struct {
		left, unsent, notSent, failed int
		works, settles, over          bool
	}
	for name, test := range map[string]struct {
		b    Batch
		want stands
	}{
		"all to be sent":     {with(BatchCounts{Placed: 9}, same), stands{0, 9, 1, 0, false, false, false}},
		"half was sent":      {with(BatchCounts{Placed: 4, Accepted: 1, Done: 2, Failed: 2}, same), stands{0, 4, 1, 2, false, false, false}},
		"one is unclear":     {with(BatchCounts{Unclear: 1, Done: 7, Failed: 1}, same), stands{0, 0, 1, 1, false, true, false}},
		"two are at work":    {with(BatchCounts{Unclear: 1, Accepted: 1, Done: 7}, same), stands{0, 0, 1, 0, false, false, false}},
		"all are done":       {with(BatchCounts{Done: 9}, same), stands{0, 0, 1, 0, false, false, true}},
		"more to be placed":  {with(BatchCounts{Unclear: 2, Done: 1}, func(b *Batch) { b.Next, b.Swept = 4, 4 }), stands{8, 6, 1, 0, true, false, false}},
		"stopped":            {with(BatchCounts{Done: 4, Failed: 5}, func(b *Batch) { b.State, b.NeverSent = BatchStopped, 3 }), stands{0, 0, 4, 2, false, false, true}},
		"stopped just now":   {with(BatchCounts{Placed: 9}, func(b *Batch) { b.State, b.Swept = BatchStopped, 0 }), stands{0, 9, 1, 0, true, false, false}},
		"paused":             {with(BatchCounts{Placed: 9}, func(b *Batch) { b.State, b.Swept = BatchPaused, 0 }), stands{0, 9, 1, 0, false, false, false}},
		"ended, one unclear": {with(BatchCounts{Unclear: 1, Done: 8}, func(b *Batch) { b.State = BatchEnded }), stands{0, 0, 1, 0, false, false, false}},
		"of a backup":        {with(BatchCounts{Unclear: 4}, func(b *Batch) { b.State, b.Unknown = BatchStopped, 5 }), stands{0, 0, 1, 0, false, true, false}},
	} {
		b := test.b
		if got := (stands{b.Left(), b.Unsent(), b.NotSent(), b.Failed(), b.Works(), b.Settles(), b.over()}); got != test.want {
			t.Errorf("%s: %+v instead of %+v", name, got, test.want)
		}
	}
}

// short are books that refuse an order of 99 taka.
type short struct{ *memory }

func (s short) Place(c account.Charge, now time.Time) error {
	if c.Amount == money.WholeTaka(99) {
		return &account.Refused{Why: account.WhyShort}
	}
	return s.memory.Place(c, now)
}

// A row that cannot be placed any more since the list was shown is passed over with the reason,
// counts as not sent, and holds up no other.
func TestRowsThatAreNotPlaced(t *testing.T) {
	const blocked, pack = Number("01712345671"), Number("01712345672")
	row := func(n Number, taka int64, pack bool) BatchRow {
		return BatchRow{Recharge: Recharge{Number: n, Operator: Grameenphone, Connection: Prepaid, Amount: money.WholeTaka(taka)}, Pack: pack}
	}
	rows := []BatchRow{
		row("01712345673", 50, false), row("01712345674", 20, false), row("01712345675", 20, false), row("01712345676", 20, false),
		row("0171234567", 50, false), row("01712345677", 99, false), row(blocked, 50, false), row(blocked, 50, true), row(pack, 50, false), row(pack, 50, true),
		row("01712345678", 50, false),
	}
	earlier := func(id ID, n Number, state State, ago time.Duration) Order {
		return Order{ID: id, Reseller: 8, State: state, Placed: noon.Add(-ago), Settled: noon.Add(-ago), Recharge: row(n, 20, false).Recharge}
	}
	known := row("01712345674", 20, false) // the person saw the order of before, and wants one more
	known.Known = KnownOf([]Order{earlier("65a1b2c3d4e00", "01712345674", Accepted, 3*time.Hour)})
	rows = append(rows, known)
	for packs, want := range map[bool][]RowOut{
		true:  {"", OutEarlier, OutEarlier, "", OutUnread, "account short", OutBlocked, OutBlocked, OutPack, "", "", ""},
		false: {"", OutEarlier, OutEarlier, "", OutUnread, "account short", OutBlocked, OutBlocked, OutPack, OutPack, "", ""},
	} {
		in(t, func(tx *memory) {
			u := Unit{Tx: tx, Tell: voice{tx: tx}, Books: short{tx}}
			b, err := u.PutBatch(Batch{Reseller: 7, State: BatchRunning, Rows: len(rows), Wanted: len(rows), Packs: packs})
			if err != nil {
				t.Fatal(err)
			}
			for i, r := range rows {
				r.Index, r.Line = i, i+1
				if err := u.PutBatchRow(b.ID, r); err != nil {
					t.Fatal(err)
				}
			}
			by := BatchPlacing{Plan: "gold", Window: Window{Any: time.Hour}, Bounds: func(r Recharge) (RowOut, error) {
				return map[Number]RowOut{blocked: OutBlocked, pack: OutPack}[r.Number], nil
			}}
			if b, err = StepBatch(u, b.ID, by, len(rows), noon); err != nil {
				t.Fatal(err)
			}
			placed, err := u.BatchRows(b.ID, 0, len(rows))
			if err != nil {
				t.Fatal(err)
			}
			out := 0
			for i, r := range placed {
				if r.Out != want[i] || r.Unplaced != (want[i] != "") || (r.Order != "") != (want[i] == "") {
					t.Errorf("packs %v, row %d: %+v, want %q", packs, i, r, want[i])
				}
				if r.Unplaced {
					out++
				} else if o, _, _ := u.Order(r.Order); o.Plan != "gold" || o.Batch != b.ID || o.Reseller != 7 || o.Recharge != r.Recharge {
					t.Errorf("row %d: %+v", i, o)
				}
			}
			if b.Unplaced != out || b.NotSent() != out || b.Left() != 0 {
				t.Errorf("packs %v: %d were not placed, %d not sent, %d are left; want %d", packs, b.Unplaced, b.NotSent(), b.Left(), out)
			}
			// Where the list says that they are still to be placed, none is placed again.
			unplaced := b.Unplaced
			b.Next, b.Swept, b.State = 0, 0, BatchRunning
			if _, err = u.PutBatch(b); err != nil {
				t.Fatal(err)
			}
			if b, err = StepBatch(u, b.ID, by, len(rows), noon); err != nil || b.Unplaced != unplaced {
				t.Errorf("packs %v: %d were not placed the second time, %v", packs, b.Unplaced, err)
			}
			if again, err := u.BatchRows(b.ID, 0, len(rows)); !slices.Equal(again, placed) || err != nil {
				t.Errorf("packs %v: the rows are\n%+v\nand were\n%+v", packs, again, placed)
			}
		}, earlier("65a1b2c3d4e00", "01712345674", Accepted, 3*time.Hour), earlier("65a1b2c3d4e01", "01712345675", Done, time.Hour),
			earlier("65a1b2c3d4e02", "01712345676", Done, time.Hour+1))
	}
}
