package order

import (
	"slices"
	"testing"
	"time"
)

// TestWhichOrderIsTaken holds which order of a queue is worked on next, or when one will be.
func TestWhichOrderIsTaken(t *testing.T) {
	const s, m = time.Second, time.Minute
	// An order by how long ago it came due; the last of a list was placed last.
	type kept struct {
		due   time.Duration
		asked bool
		state State // "" is Accepted
		batch bool
	}
	plain := func(due ...time.Duration) (all []kept) {
		for _, d := range due {
			all = append(all, kept{due: d})
		}
		return all
	}
	many := make([]time.Duration, newestWindow+3) // the first is due first, the last placed is due next
	for i := range many {
		many[i] = time.Duration(len(many)-i)*s + m
	}
	late := slices.Clone(many)
	late[0], late[len(late)-1] = 2*time.Hour, time.Hour
	asking := func(all []kept, which ...int) []kept {
		for _, i := range which {
			all[i].asked = true
		}
		return all
	}
	failing := func(all []kept, which ...int) []kept {
		for i := range all {
			all[i].state = Done
		}
		for _, i := range which {
			all[i].state = Failed
		}
		return all
	}
	for name, test := range map[string]struct {
		queue  []Queue
		by     choice
		orders []kept
		busy   []int         // these are worked on, or (-1) the first cannot be read
		want   int           // its index; -1 for none
		wait   time.Duration // where there is none
	}{
		"nothing is kept":               {[]Queue{ToCheck}, longestDue, nil, nil, -1, time.Hour},
		"none is due":                   {[]Queue{ToCheck}, longestDue, plain(-5*m, -3*m), nil, -1, 3 * m},
		"none is due for long":          {[]Queue{ToCheck}, longestDue, plain(-2 * time.Hour), nil, -1, time.Hour},
		"one is due at once":            {[]Queue{ToCheck}, longestDue, plain(0), nil, 0, 0},
		"one is due in a moment":        {[]Queue{ToCheck}, longestDue, plain(-1), nil, -1, time.Millisecond},
		"those due are worked on":       {[]Queue{ToCheck}, longestDue, plain(m, -3*m, 2*m, -4*m), []int{0, 2}, -1, 3 * m},
		"all are worked on":             {[]Queue{ToCheck}, longestDue, plain(m, 2*m), []int{0, 1}, -1, time.Hour},
		"all but late ones":             {[]Queue{ToCheck}, longestDue, plain(m, -2*time.Hour), []int{0}, -1, time.Hour},
		"the one due longest":           {[]Queue{ToCheck}, longestDue, plain(m, 3*m, 2*m), nil, 1, 0},
		"the one due longest but one":   {[]Queue{ToCheck}, longestDue, plain(m, 3*m, 2*m), []int{1}, 2, 0},
		"on time, the one due longest":  {[]Queue{ToCheck}, longestDue, asking(plain(30*s, 20*s), 0), nil, 0, 0},
		"on time, failed first":         {[]Queue{ToRecheck}, failedFirst, failing(plain(10*s, 30*s, 20*s), 0), nil, 0, 0},
		"on time, as planned":           {[]Queue{ToCheck}, lastPlaced, plain(10*s, 30*s, 20*s), nil, 1, 0},
		"as planned, but asked for":     {[]Queue{ToCheck}, lastPlaced, asking(plain(10*s, 30*s, 20*s), 1), nil, 2, 0},
		"as planned, and all asked":     {[]Queue{ToCheck}, lastPlaced, asking(plain(10*s, 30*s, 20*s), 0, 1, 2), nil, 1, 0},
		"as planned, far behind asked":  {[]Queue{ToCheck}, lastPlaced, asking(plain(many...), 0, 1, 2, 3), nil, 4, 0},
		"on time, who asks":             {[]Queue{ToCheck}, askedFor, asking(plain(10*s, 30*s, 20*s), 2), nil, 2, 0},
		"on time, none asks":            {[]Queue{ToCheck}, askedFor, plain(10*s, 30*s, 20*s), nil, 1, 0},
		"on time, none of many asks":    {[]Queue{ToCheck}, askedFor, plain(many...), nil, 0, 0},
		"none of many, the first busy":  {[]Queue{ToCheck}, askedFor, plain(many...), []int{0}, 1, 0},
		"just on time":                  {[]Queue{ToCheck}, lastPlaced, plain(2*m-1, m), nil, 0, 0},
		"just late":                     {[]Queue{ToCheck}, lastPlaced, plain(2*m, m), nil, 1, 0},
		"late, the last placed":         {[]Queue{ToCheck}, lastPlaced, plain(m, 10*m, 5*m, 20*m, 30*m), []int{4}, 3, 0},
		"late, of those due last":       {[]Queue{ToCheck}, lastPlaced, plain(late...), nil, len(late) - 2, 0},
		"late, of one more":             {[]Queue{ToCheck}, lastPlaced, plain(late...), []int{5}, len(late) - 1, 0},
		"late, who asks":                {[]Queue{ToCheck}, askedFor, asking(plain(m, 10*m, 5*m, 20*m), 0, 2), nil, 2, 0},
		"late, who asks, placed last":   {[]Queue{ToCheck}, askedFor, asking(plain(5*m, 10*m, m, 20*m), 0, 2), nil, 2, 0},
		"late, who asks first":          {[]Queue{ToCheck}, askedFor, asking(plain(m, 10*m, 5*m, 20*m), 0), nil, 0, 0},
		"late, none asks":               {[]Queue{ToCheck}, askedFor, plain(30*m, m, 10*m, 5*m), nil, 3, 0},
		"late, the one due longest":     {[]Queue{ToCheck}, longestDue, asking(plain(m, 10*m, 5*m), 0), nil, 1, 0},
		"rows of lists behind":          {[]Queue{ToCheck, ToCheckBatch}, lastPlaced, []kept{{due: -5 * m}, {due: m, batch: true}, {due: 10 * s, batch: true}}, nil, 1, 0},
		"single orders before":          {[]Queue{ToCheck, ToCheckBatch}, lastPlaced, []kept{{due: 10 * s}, {due: m, batch: true}}, nil, 0, 0},
		"rows of lists before":          {[]Queue{ToCheckBatch, ToCheck}, lastPlaced, []kept{{due: 10 * s}, {due: m, batch: true}}, nil, 1, 0},
		"of rows the one due longest":   {[]Queue{ToCheck, ToCheckBatch}, lastPlaced, []kept{{due: 30 * m, batch: true}, {due: 20 * m, batch: true}}, nil, 0, 0},
		"of both the first that is due": {[]Queue{ToCheck, ToCheckBatch}, lastPlaced, []kept{{due: -5 * m}, {due: -3 * m, batch: true}}, nil, -1, 3 * m},
		"of rows rather the single one": {[]Queue{ToCheck, ToCheckBatch}, lastPlaced, []kept{{due: -2 * m}, {due: -3 * m, batch: true}}, nil, -1, 2 * m},
		"final ones, failed first":      {[]Queue{ToRecheck}, failedFirst, failing(plain(m, 3*m, 2*m), 0, 1), nil, 0, 0},
		"final ones, none failed":       {[]Queue{ToRecheck}, failedFirst, failing(plain(m, 3*m, 2*m)), nil, 1, 0},
		"final ones, due longest":       {[]Queue{ToRecheck}, longestDue, failing(plain(m, 3*m, 2*m), 0), nil, 1, 0},
		"final ones behind open ones":   {[]Queue{ToRecheck}, failedFirst, []kept{{due: m, state: Failed}, {due: 0}}, nil, -1, 10 * s},
		"final ones behind rows":        {[]Queue{ToRecheck}, failedFirst, []kept{{due: m, state: Failed}, {due: 0, batch: true}}, nil, -1, 10 * s},
		"open ones that are not due":    {[]Queue{ToRecheck}, failedFirst, []kept{{due: m, state: Failed}, {due: -1}, {due: -1, batch: true}}, nil, 0, 0},
		"as planned, one unreadable":    {[]Queue{ToCheck}, lastPlaced, plain(30*s, 20*s), []int{-1}, 0, 0},
		"who asks, one unreadable":      {[]Queue{ToCheck}, askedFor, asking(plain(20*s, 30*s), 1), []int{-1}, 0, 0},
		"late, one unreadable":          {[]Queue{ToCheck}, askedFor, asking(plain(m, 10*m), 1), []int{-1}, 0, 0},
		"final ones, one unreadable":    {[]Queue{ToRecheck}, failedFirst, failing(plain(m, 3*m), 1), []int{-1}, 0, 0},
		"the next one is unreadable":    {[]Queue{ToCheck}, longestDue, plain(-5*m, m), []int{-1, 1}, -1, restFor},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			r.cfg.Now = func() time.Time { return noon }
			d := NewDesk(desktop{r.disk, r.people}, r.panel, r.cfg)
			var ids []ID
			for _, k := range test.orders {
				o := sample(NextID(noon, r.disk.lastID))
				r.disk.lastID = o.ID
				ids = append(ids, o.ID)
				o.State, o.Placed, o.Sent, o.Next, o.Asked = Accepted, noon, noon, noon.Add(-k.due), k.asked
				if k.state != "" {
					o.State = k.state
				}
				if k.batch {
					o.Batch = 1
				}
				r.put(o)
			}
			busy := map[ID]bool{}
			for _, i := range test.busy {
				if i < 0 {
					r.disk.damaged = ids[0]
				} else {
					busy[ids[i]] = true
				}
			}
			id, wait, ok := d.pick(test.queue, test.by, busy)
			if got := slices.Index(ids, id); got != test.want || ok != (test.want >= 0) || !ok && wait != test.wait {
				t.Errorf("order %d is taken (%v), or one after %v; want %d or %v", got, ok, wait, test.want, test.wait)
			}
		})
	}
}
