package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/storage"
)

// A file of a thousand rows is placed and sent while the bot is killed again and again:
// each row is paid once, no row has a message of its own, and the card does not change
// more often than every three seconds.
func TestLongListSurvivesCrashes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		set := ordinary()
		set.RequestsPerMinute = 600
		w := newWorld(t, "en", set)
		defer func() { w.stop() }()
		s := &script{world: w, taps: map[int]tapped{}, wrote: map[string]int{}}
		s.settleIn(true)
		w.panel.always = &order.Reply{Outcome: order.OutcomeDone, OfOrder: true} // which is unclear for a request
		var file strings.Builder
		for i := range order.MostRows {
			fmt.Fprintf(&file, `017%08d,50\n`, i)
		}
		s.do(0, "reseller sends the file list.csv: "+file.String())
		s.do(1, `reseller taps "✅ Confirm all ৳50,000"`)
		paid, changes, news := map[string]int{}, 0, 0
		last := time.Time{}
		look := func() {
			for _, e := range w.events {
				switch {
				case strings.HasPrefix(e.head, "panel is asked to pay"):
					paid[e.head]++
				case strings.Contains(e.body, "The result stands below."): // the last change, at once
				case strings.HasPrefix(e.head, "to reseller #1,"):
					if now := time.Now(); !last.IsZero() && now.Sub(last) < 3*time.Second {
						t.Errorf("the card changes again after %v", now.Sub(last))
					}
					last = time.Now()
					changes++
				default: // to the reseller or the owners
					news++
				}
			}
			w.events = nil
		}
		look()
		for range 4 {
			w.restart()
			for range 5 {
				time.Sleep(time.Second)
				w.settle()
				look()
			}
		}
		for range 20 * 60 {
			time.Sleep(time.Second)
			w.settle()
			look()
		}
		for what, n := range paid {
			if n != 1 {
				t.Errorf("%s %d times", what, n)
			}
		}
		if len(paid) != order.MostRows || changes < 20 || news > 4 {
			t.Errorf("%d rows are paid, the card changed %d times, and there are %d messages besides", len(paid), changes, news)
		}
		w.change(func(tx chat.Tx) error {
			b, _, err := tx.Batch(1)
			if b.Counts.Done != order.MostRows || b.State != order.BatchEnded {
				t.Errorf("the batch is %+v", b)
			}
			return err
		})
		w.stop()
		if err := storage.Check(w.path); err != nil {
			t.Error(err)
		}
		w.start()
	})
}

// After a backup was put back that was made before all rows of a list were placed, nothing
// leads to a row being paid twice: those that were not placed are offered no more.
func TestListOfARestoredBackup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "en", ordinary())
		defer func() { w.stop() }()
		s := &script{world: w, taps: map[int]tapped{}, wrote: map[string]int{}}
		s.settleIn(true)
		w.panel.always = &order.Reply{Outcome: order.OutcomeDone, OfOrder: true} // which is unclear for a request
		paid, offered := map[string]int{}, 0
		do := func(n int, line string) {
			s.do(n, line)
			for _, e := range w.events {
				if strings.HasPrefix(e.head, "panel is asked to pay") {
					paid[e.head]++
				}
				if strings.Contains(e.body, "[🔁") {
					offered++
				}
			}
		}
		var file strings.Builder
		for i := range 300 {
			fmt.Fprintf(&file, `017%08d,50\n`, i)
		}
		do(0, "reseller sends the file list.csv: "+file.String())
		do(1, `reseller taps "✅ Confirm all ৳15,000"`)
		do(2, "a backup is made")
		do(3, "after 20m")
		do(4, "the backup is put back")
		do(5, "after 20m")
		w.change(func(tx chat.Tx) error {
			b, _, err := tx.Batch(1)
			if b.State != order.BatchEnded || b.Counts.Done != 100 || b.Unknown != 200 || b.NotSent() != 0 {
				t.Errorf("the batch is %+v", b)
			}
			return err
		})
		if last := w.chats[2001].messages; len(last) == 0 || !strings.Contains(last[len(last)-1].HTML, "Not known: 200") {
			t.Error("it is not said that nobody knows of 200")
		}
		for what, n := range paid {
			if n != 1 {
				t.Errorf("%s %d times", what, n)
			}
		}
		if len(paid) != 300 || offered != 0 {
			t.Errorf("%d rows were paid, and %d messages offer to send some again", len(paid), offered)
		}
	})
}
