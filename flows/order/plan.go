package order

import (
	"math"
	"time"
)

// How status checks are planned. What people feel is the time from done at the panel to
// told, so the calls that the limit allows are spent where they shorten it most. An order
// that is not done yet is the less likely to be done within the next second the longer it
// takes: about in inverse proportion to its age. The expected lag of all is then least
// where the pause between two checks grows with the square root of the age. The pauses of
// all open orders are stretched alike, until together they need nine tenths of the calls
// that the limit allows for long. TestLag measures it. No table is kept of how long the
// orders of each operator take: even knowing that exactly shortens the mean lag by no more
// than a twentieth.
const (
	checkApart   = time.Second // between two checks of an order, unless MaxInterval is less
	checkSpared  = 100         // and at least this part of its age, which leaves calls for others
	checkPlanned = 0.9         // of the limit; the rest is for final orders, and for who asks
	checkWindow  = 256         // of how many orders, those due first, the ages are looked at
)

// spacing gives the pause until the next planned check of an order of this age that is
// not stuck, without jitter.
func (d *Desk) spacing(tx Tx, age time.Duration, now time.Time) (time.Duration, error) {
	least := max(checkApart, age/checkSpared)
	perSecond := checkPlanned * d.checks.steady()
	if open, err := tx.OpenCount(); err != nil || float64(open) <= perSecond {
		return min(least, d.cfg.MaxInterval), err // each can have one a second
	}
	ids, err := tx.Due(ToCheck, now.Add(d.cfg.MaxInterval), false, checkWindow)
	if err != nil {
		return 0, err
	}
	root := func(age time.Duration) float64 {
		return math.Sqrt(max(age, d.cfg.FirstCheck, checkApart).Seconds())
	}
	need := 0.0 // calls a second, were the pauses so many seconds as the roots
	for _, id := range ids {
		second, _, _ := id.parts()
		need += 1 / root(now.Sub(time.Unix(int64(second), 0)))
	}
	need = max(need, 1/root(age))
	pause := min(root(age)*need/perSecond, d.cfg.MaxInterval.Seconds())
	return min(max(time.Duration(pause*float64(time.Second)), least), d.cfg.MaxInterval), nil
}

// pause gives the time to the next status check: as planned, and once the order is
// stuck a tenth of its age. An order that the panel denies is checked when the next
// denial counts.
func (d *Desk) pause(tx Tx, o Order, a Reply, now time.Time) (time.Duration, error) {
	age := now.Sub(o.Sent)
	if age >= d.cfg.StuckAfter {
		return min(max(d.jitter(d.cfg.MaxInterval), age/10), slowest), nil
	}
	pause, err := d.plan(tx, o, now)
	pause = d.jitter(pause)
	switch {
	case !o.deniable(a):
	case o.Denials == 0:
		pause = min(pause, d.cfg.DenialAfter-age)
	case o.Denials == 1:
		pause = min(pause, d.cfg.DenialApart-now.Sub(o.Denied))
	}
	return max(pause, min(checkApart, d.cfg.MaxInterval)), err
}
