package bot

import (
	"errors"
	"fmt"
	"testing"
	"time"

	tgbot "github.com/go-telegram/bot"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	bad := func(text string) error { return fmt.Errorf("%w, Bad Request: %s", tgbot.ErrorBadRequest, text) }
	other := func(code int) error {
		return fmt.Errorf("error response from telegram for method sendDocument, %d x", code)
	}
	for _, test := range []struct {
		err  error
		want verdict
	}{
		{nil, taken},
		{bad("message is not modified: specified new message content and reply markup are exactly the same"), taken},
		{bad("message to delete not found"), taken},
		{bad("message to edit not found"), noEdit},
		{bad("message can't be edited"), noEdit},
		{bad("MESSAGE_ID_INVALID"), noEdit},
		{bad("message identifier is not specified"), noEdit},
		{bad("there is no text in the message to edit"), noEdit},
		{bad("there is no caption in the message to edit"), noEdit},
		{bad("message caption is too long"), noEdit},
		{bad("MEDIA_CAPTION_TOO_LONG"), noEdit},
		{bad("chat not found"), gone},
		{bad("user is deactivated"), gone},
		{bad("bot was kicked from the supergroup chat"), gone},
		{bad("bot was blocked by the user"), gone},
		{bad("group chat was deactivated"), gone},
		{bad("bot is not a member of the supergroup chat"), gone},
		{bad("have no rights to send a message"), gone},
		{bad("PEER_ID_INVALID"), gone},
		{bad("BUTTON_DATA_INVALID"), hopeless},
		{bad("message text is empty"), hopeless},
		{fmt.Errorf("%w, Forbidden: x", tgbot.ErrorForbidden), gone},
		{&tgbot.MigrateError{MigrateToChatID: -5}, gone},
		{fmt.Errorf("%w, x", tgbot.ErrorUnauthorized), revoked},
		{fmt.Errorf("%w, x", tgbot.ErrorNotFound), broken},
		{fmt.Errorf("%w, x", tgbot.ErrorConflict), broken},
		{other(413), hopeless},
		{other(500), broken},
		{other(502), broken},
		{other(504), broken},
		{errUnclear, broken},
		{errors.New("anything"), broken},
	} {
		if got := judge(test.err); got.verdict != test.want || (got.err == nil) != (test.want == taken) {
			t.Errorf("%v: %d (%v), want %d", test.err, got.verdict, got.err, test.want)
		}
	}
	for err, want := range map[error]bool{
		other(500): false, other(502): true, other(503): false, other(504): true, other(413): false,
		bad("message text is empty"): false, errUnsent: false, fmt.Errorf("x: %w", errUnclear): true, errors.New("anything"): false,
	} {
		if got := unclear(err); got != want {
			t.Errorf("%v: it may have been taken: %v", err, got)
		}
	}
	wrapped := fmt.Errorf("x: %w", &tgbot.TooManyRequestsError{RetryAfter: 17})
	if got := judge(wrapped); got.verdict != later || got.after != 17*time.Second {
		t.Errorf("%+v", got)
	}
	if got := judge(&tgbot.TooManyRequestsError{}); got.after != time.Second {
		t.Errorf("without a time: %v", got.after)
	}
	for fails, want := range map[int]time.Duration{0: 500 * time.Millisecond, 1: 500 * time.Millisecond, 3: 2 * time.Second, 7: 30 * time.Second, 1000: 30 * time.Second} {
		if got := backoff(fails); got < want || got > want*5/4 {
			t.Errorf("after %d failures %v", fails, got)
		}
	}
}

// TestWorse: of two parts of an item the one that matters more decides what becomes of it.
func TestWorse(t *testing.T) {
	t.Parallel()
	of := func(v verdict, after time.Duration) result { return result{verdict: v, after: after} }
	for _, test := range []struct{ a, b, want result }{
		{of(taken, 0), of(broken, 1), of(broken, 1)},
		{of(broken, 1), of(later, 5), of(later, 5)},
		{of(later, 9), of(gone, 0), of(gone, 0)},
		{of(gone, 0), of(revoked, 0), of(revoked, 0)},
		{of(later, 5), of(later, 9), of(later, 9)},
		{of(broken, 5), of(broken, 9), of(broken, 5)},
	} {
		if got := worse(test.a, test.b); got != test.want {
			t.Errorf("of %+v and %+v: %+v", test.a, test.b, got)
		}
		if got := worse(test.b, test.a); got != test.want {
			t.Errorf("of %+v and %+v: %+v", test.b, test.a, got)
		}
	}
}
