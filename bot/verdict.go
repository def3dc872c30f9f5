package bot

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	tgbot "github.com/go-telegram/bot"

	"rechargebot/flows/chat"
)

// verdict is what became of a call. Of several calls for one item the highest decides.
type verdict int

const (
	taken    verdict = iota // Telegram took it, or had it already
	noEdit                  // the message to be changed cannot be
	broken                  // no word from Telegram, or an error of its own: try again
	later                   // a flood wait
	hopeless                // it will never be taken
	gone                    // nobody can be reached in this chat
	halted                  // not called: the run ended
	revoked                 // the token is void
)

// worse gives the result that matters more of two. Of two flood waits both must be
// kept, so the longer counts. Of two parts that broke the one that may be tried
// earlier does; the other is looked after by its own time.
func worse(a, b result) result {
	switch {
	case a.verdict != b.verdict:
		if b.verdict > a.verdict {
			return b
		}
	case a.verdict == broken:
		if b.after < a.after {
			return b
		}
	case b.after > a.after:
		return b
	}
	return a
}

// result is a verdict with its details. A part that is taken with an error is done,
// but did not arrive.
type result struct {
	verdict verdict
	after   time.Duration // later, broken: how long to wait
	err     error
}

// The words by which Telegram tells one 400 from another; in lower case.
var (
	wordsTaken  = []string{"message is not modified", "message to delete not found"}
	wordsNoEdit = []string{
		"message to edit not found", "message can't be edited", "message_id_invalid",
		"message identifier is not specified", "there is no text in the message to edit",
		"there is no caption in the message to edit",
		"message caption is too long", "media_caption_too_long", // the message shows a file, and words alone may be longer
	}
	wordsIsFile = []string{"there is no text in the message to edit"}
	wordsGone   = []string{
		"chat not found", "user is deactivated", "bot was kicked", "bot was blocked", "peer_id_invalid",
		"group chat was deactivated", "bot is not a member", "have no rights to send a message",
	}
)

// The words by which Telegram tells why nobody can be reached in a chat. A 403 says so
// itself, whatever its words. A 400 does not, so those that come as one are in wordsGone, too.
var (
	wordsBlocked  = []string{"bot was blocked"}
	wordsUnopened = []string{"can't initiate conversation", "chat not found", "peer_id_invalid"}
)

// lost gives why nobody can be reached, of an error for which judge says gone.
func lost(chatID int64, err error) chat.Lost {
	switch text := strings.ToLower(err.Error()); {
	case has(text, wordsBlocked):
		return chat.Blocked
	case chatID > 0 && has(text, wordsUnopened): // a group that is not found is no more
		return chat.Unopened
	}
	return chat.Away
}

// judge tells what an error of the library's means.
func judge(err error) result {
	r := result{err: err}
	if err == nil {
		return r
	}
	var flood *tgbot.TooManyRequestsError
	var moved *tgbot.MigrateError
	switch text := strings.ToLower(err.Error()); {
	case errors.As(err, &flood):
		r.verdict, r.after = later, time.Duration(max(flood.RetryAfter, 1))*time.Second
	case errors.As(err, &moved): // a group under a new id is a new group to the bot
		r.verdict = gone
	case errors.Is(err, tgbot.ErrorUnauthorized):
		r.verdict = revoked
	case errors.Is(err, tgbot.ErrorForbidden):
		r.verdict = gone
	case errors.Is(err, tgbot.ErrorBadRequest):
		switch {
		case has(text, wordsTaken):
			r = result{}
		case has(text, wordsNoEdit):
			r.verdict = noEdit
		case has(text, wordsGone):
			r.verdict = gone
		default:
			r.verdict = hopeless
		}
	case code(err) == http.StatusRequestEntityTooLarge:
		r.verdict = hopeless
	default: // 404 and 409 too: they are about the address or the token, not about what is sent
		r.verdict = broken
	}
	return r
}

func has(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// unclear reports whether the call may have been taken although an error came:
// there was no answer, or one of a gateway before the Bot API.
func unclear(err error) bool {
	if errors.Is(err, errUnclear) {
		return true
	}
	n := code(err)
	return n == http.StatusBadGateway || n == http.StatusGatewayTimeout
}

// code is the error_code of an answer that the library has no error for; 0 where there is none.
func code(err error) int {
	_, rest, ok := strings.Cut(err.Error(), "error response from telegram for method ")
	if !ok {
		return 0
	}
	var method string
	var n int
	if _, err := fmt.Sscanf(rest, "%s %d", &method, &n); err != nil {
		return 0
	}
	return n
}

// backoff is how long to wait after so many failures in a row: from half a
// second to thirty, and up to a quarter more, so that not all come back at once.
func backoff(fails int) time.Duration {
	d := min(500*time.Millisecond<<min(max(fails, 1)-1, 10), 30*time.Second)
	return d + rand.N(d/4)
}
