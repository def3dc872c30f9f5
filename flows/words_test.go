package flows_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// typing lets the reseller, whose app is in a language, type lines and gives the text that
// is shown after each.
func typing(t *testing.T, lang string, given func(tx chat.Tx) error, lines ...string) (shown []string) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, lang, ordinary())
		defer func() { w.stop() }()
		s := &script{world: w, taps: map[int]tapped{}, wrote: map[string]int{}}
		s.settleIn(true)
		w.change(given)
		for i, line := range lines {
			s.do(i, "reseller: "+line)
			shown = append(shown, s.events[0].body)
		}
	})
	return shown
}

// TestNamedLanguage: who names a language gets that one, and not the other where it is theirs
// already.
func TestNamedLanguage(t *testing.T) {
	for _, lang := range []string{"en", "bn"} {
		lines := []string{"english", "বাংলা", "bangla koro", "ইংরেজি", "English.", "bhasha"}
		shown := typing(t, lang, func(chat.Tx) error { return nil }, lines...)
		for i, want := range []string{"Language: English", "ভাষা: বাংলা", "ভাষা: বাংলা", "Language: English", "Language: English", "ভাষা: বাংলা"} {
			if !strings.Contains(shown[i], want) {
				t.Errorf("%s: %q shows %q, want %q", lang, lines[i], shown[i], want)
			}
		}
	}
}

// TestLanguageWhileOperatorAsked: "bangla" alone may be the operator that is asked for, but not
// where more words name the language.
func TestLanguageWhileOperatorAsked(t *testing.T) {
	lines := []string{"/recharge", "bangla", "Bangla.", "bangla koro", "বাংলা", "english"}
	shown := typing(t, "en", func(chat.Tx) error { return nil }, lines...)
	for i, want := range []string{"Which operator?", "Tap an operator", "Tap an operator", "ভাষা: বাংলা", "অপারেটর চাপুন", "Language: English"} {
		if !strings.Contains(shown[i], want) {
			t.Errorf("%q shows %q, want %q", lines[i], shown[i], want)
		}
	}
}

// TestGivenNameStays: a name that a member gave a number before it became a word for a command
// still means the number.
func TestGivenNameStays(t *testing.T) {
	given := func(tx chat.Tx) error {
		for name, n := range map[string]order.Number{"bikri": "01712345678", "joma": "01712345679"} {
			if err := tx.PutFavourite(people["reseller"].ID, chat.Favourite{Name: name, Added: time.Now(),
				Recharge: order.Recharge{Number: n, Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}}); err != nil {
				return err
			}
		}
		return nil
	}
	shown := typing(t, "en", given, "bikri", "ajker bikri", "sales", "joma 60")
	for i, want := range []string{"How much? Tap", "Your recharges", "Your recharges", "Is this right?"} {
		if !strings.Contains(shown[i], want) {
			t.Errorf("line %d shows %q, want %q", i, shown[i], want)
		}
	}
}
