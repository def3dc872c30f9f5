package order

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// TestAnOutageIsSummedUpInTheLog: an hour without an answer is a line a minute, not one
// for each call; what money hangs on is a line for each order, with whose it is.
func TestAnOutageIsSummedUpInTheLog(t *testing.T) {
	inRoom(t, func(r *room) {
		var log bytes.Buffer
		r.cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
		r.restart()
		r.requests(taking(always(unclear)))
		r.statuses(always(unclear))
		for range 30 {
			r.place()
		}
		r.after(time.Hour)
		r.shut()
		text := log.String()
		calls := len(r.calls("status", ""))
		lines := strings.Count(text, "call=status")
		if lines > 61 || lines < 10 || calls < 5*lines {
			t.Errorf("%d lines for %d status calls in an hour", lines, calls)
		}
		if n := strings.Count(text, "call=request"); n != 30 {
			t.Errorf("%d lines for 30 requests", n)
		}
		if !strings.Contains(text, "reseller=7 amount=50") {
			t.Error("whose order it is and how much is not in the log")
		}
		r.start()
	})
	inRoom(t, func(r *room) {
		var log bytes.Buffer
		r.cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
		r.restart()
		r.statuses(always(done))
		r.place()
		r.after(10 * time.Second)
		r.shut()
		if text := log.String(); !strings.Contains(text, `msg="order is done"`) {
			t.Errorf("the log does not say how it ended:\n%s", text)
		}
		r.start()
	})
}
