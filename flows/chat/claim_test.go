package chat

import (
	"strings"
	"testing"
	"time"
)

// A link is good for an hour, for this bot, and as it was made.
func TestLinksToClaim(t *testing.T) {
	made := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	c := Config{ClaimKey: []byte("key")}
	link := c.ClaimLink("shop_bot", made)
	before, word, _ := strings.Cut(link, "?start=")
	if before != "https://t.me/shop_bot" || !IsClaim(word) || len(word) > 64 {
		t.Fatalf("the link is %s", link)
	}
	_, secret, _ := strings.Cut(strings.TrimPrefix(word, claimPrefix), "_")
	if len(secret) != 22 { // 128 bits, six to a character
		t.Errorf("the secret is %q", secret)
	}
	for name, good := range map[string]struct {
		word string
		at   time.Time
		want bool
	}{
		"at once":             {word, made, true},
		"after 59 minutes":    {word, made.Add(59 * time.Minute), true},
		"after an hour":       {word, made.Add(time.Hour), false},
		"from the future":     {word, made.Add(-time.Minute), false},
		"another secret":      {word[:len(word)-2] + "xx", made, false},
		"cut off":             {word[:len(word)-1], made, false},
		"with something more": {word + "A", made, false},
		"a later end":         {strings.Replace(word, word[6:12], "zzzzzz", 1), made, false},
		"nothing":             {"claim_", made, false},
		"another bot's":       {claimWord([]byte("another"), made.Add(time.Hour).Unix()), made, false},
	} {
		if got := c.GoodClaim(good.word, good.at); got != good.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if (&Config{}).GoodClaim(claimWord(nil, made.Add(time.Hour).Unix()), made) || (&Config{}).ClaimLink("shop_bot", made) != "" {
		t.Error("a bot without a key can be claimed")
	}
}
