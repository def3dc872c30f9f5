package bot

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// Telegram's own address leads on to its documentation, which may be blocked where the
// Bot API is not: the first answer has the time.
func TestClockOffset(t *testing.T) {
	t.Parallel()
	away := httptest.NewServer(http.NotFoundHandler())
	away.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
		http.Redirect(w, r, away.URL, http.StatusFound)
	}))
	defer server.Close()
	if d, err := ClockOffset(t.Context(), server.URL); err != nil || (d-time.Hour).Abs() > time.Minute {
		t.Errorf("%v, %v", d, err)
	}
}
