package chat

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// ClaimFor is how long a link that makes somebody the owner is good.
const ClaimFor = time.Hour

// claimBytes is the length of a link's secret: 128 bits.
const claimBytes = 16

const claimPrefix = "claim_"

// claimWord is what a link carries behind /start: until when it is good, and a secret
// that follows from that and the key. So nothing has to be kept, and "check" gives
// good links too while the bot runs. A link is used up once there is an owner, since
// only a bot without one can be claimed.
func claimWord(key []byte, until int64) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(strconv.FormatInt(until, 10)))
	return claimPrefix + strconv.FormatInt(until, 36) + "_" + base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:claimBytes])
}

// ClaimLink gives a link to the bot of that name by which whoever opens it within the
// hour becomes its owner; "" where the bot has no key for it.
func (s *Config) ClaimLink(bot string, now time.Time) string {
	if len(s.ClaimKey) == 0 || bot == "" {
		return ""
	}
	return Link(bot) + "?start=" + claimWord(s.ClaimKey, now.Add(ClaimFor).Unix())
}

// IsClaim reports whether what stands behind /start is from a link to claim the bot.
func IsClaim(word string) bool { return strings.HasPrefix(word, claimPrefix) }

// GoodClaim reports whether it is from a link of this bot's that is still good.
func (s *Config) GoodClaim(word string, now time.Time) bool {
	until, _, _ := strings.Cut(strings.TrimPrefix(word, claimPrefix), "_")
	at, err := strconv.ParseInt(until, 36, 64)
	if err != nil || len(s.ClaimKey) == 0 || at <= now.Unix() || at > now.Add(ClaimFor).Unix() {
		return false
	}
	return hmac.Equal([]byte(word), []byte(claimWord(s.ClaimKey, at)))
}

// Link is the address under which people open the bot of that name; "" where its name
// is not known.
func Link(bot string) string {
	if bot == "" {
		return ""
	}
	return "https://t.me/" + bot
}
