package order

import "time"

// Resume makes a failed order one that is on its way, as the desk does by the panel's word.
func Resume(u Unit, o Order, now time.Time) error {
	d := NewDesk(nil, nil, Config{Now: func() time.Time { return now }, FirstCheck: time.Second, MaxInterval: time.Minute, StuckAfter: time.Hour, ChecksPerMinute: 60})
	return d.resume(u, o, Reply{Answered: true, Outcome: OutcomePending, OfOrder: true}, now)
}
