package bot

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	tgbot "github.com/go-telegram/bot"

	"rechargebot/flows/chat"
)

// Owners are told of trouble with polling only where it lasts, and that it is over
// only when polls have gone well for a while.
func TestTroubleWithPollingThatLasts(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	var told []chat.Finding
	l := newLasting(chat.TroublePoller, func(f chat.Finding) { told = append(told, f) })
	l.now, l.last = func() time.Time { return at }, at
	after := func(d time.Duration, what func()) { at = at.Add(d); what() }

	after(time.Second, l.seen) // a restart: the old program polls once more
	after(20*time.Second, l.good)
	after(time.Hour, l.seen)
	after(29*time.Second, l.seen)
	if len(told) > 0 {
		t.Fatalf("told %+v", told)
	}
	after(2*time.Second, l.seen)
	after(50*time.Second, l.good) // polls go well in between: each gets some of the updates
	after(50*time.Second, l.seen)
	if len(told) != 2 || told[0].Over || told[0].Kind != chat.TroublePoller { // the store tells it once
		t.Fatalf("told %+v", told)
	}
	told = nil
	after(4*time.Minute, l.good)
	if len(told) > 0 {
		t.Fatalf("over after four minutes: %+v", told)
	}
	after(time.Minute, l.good)
	if !slices.Equal(told, []chat.Finding{{Kind: chat.TroublePoller, Over: true}}) {
		t.Errorf("told %+v", told)
	}
}

// Why somebody cannot be reached is what Telegram says, and nothing more.
func TestWhySomebodyIsLost(t *testing.T) {
	t.Parallel()
	forbidden, bad := tgbot.ErrorForbidden, tgbot.ErrorBadRequest
	for _, test := range []struct {
		chat int64
		err  error
		want chat.Lost
	}{
		{501, fmt.Errorf("%w, Forbidden: bot was blocked by the user", forbidden), chat.Blocked},
		{501, fmt.Errorf("%w, Forbidden: bot can't initiate conversation with a user", forbidden), chat.Unopened},
		{501, fmt.Errorf("%w, Bad Request: chat not found", bad), chat.Unopened},
		{501, fmt.Errorf("%w, Bad Request: PEER_ID_INVALID", bad), chat.Unopened},
		{501, fmt.Errorf("%w, Forbidden: user is deactivated", forbidden), chat.Away},
		{-100500, fmt.Errorf("%w, Bad Request: chat not found", bad), chat.Away},
		{-100500, fmt.Errorf("%w, Forbidden: bot was kicked from the group chat", forbidden), chat.Away},
		{501, errors.New("anything else"), chat.Away},
	} {
		if got := lost(test.chat, test.err); got != test.want {
			t.Errorf("%d, %v: %q instead of %q", test.chat, test.err, got, test.want)
		}
	}
}
