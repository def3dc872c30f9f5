package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// ClockOffset gives how far this machine's clock is ahead of a web server's, to
// the second or so, by the Date of its answer. The address may be any that
// answers; what it answers does not matter.
func ClockOffset(ctx context.Context, address string) (time.Duration, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return 0, errors.New("the clock could not be compared: not a web address")
	}
	// Where it leads on to is not asked, since that may be out of reach.
	stay := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := stay.Do(r)
	if err != nil {
		return 0, fmt.Errorf("the clock could not be compared: %w", err)
	}
	res.Body.Close()
	there, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil {
		return 0, errors.New("the clock could not be compared: the answer has no date")
	}
	return time.Since(there), nil
}
