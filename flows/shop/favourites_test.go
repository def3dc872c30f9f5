package shop

import (
	"strings"
	"testing"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/text"
)

// unnamed is a member without favourites.
type unnamed struct{ chat.Tx }

func (unnamed) Favourites(int64) ([]chat.Favourite, error) { return nil, nil }

// Whatever is typed as a name: where it is taken, it is read as the name by itself, and
// beside an amount on either side; and what is shown of it cannot be seen as anything but
// letters.
func FuzzFavouriteNames(f *testing.F) {
	for _, name := range []string{
		"rahim", "রহিম", "Rahim Bhai", "rahim2", "gp", "postpaid", "bkash", "taka", "x", "আব্বা\u200cজান", "\u202erahim", "a\u0301bc", "ｒａｈｉｍ", "<b>ab", "সবুজ", "x2",
		"Ⅳab", "ßab", "İstanbul", "status", "ফ্লেক্সি", "\u1160\u1160", strings.Repeat("ab", 15),
		"postd", "ext", "isub", "extension",
	} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		name := text.Clean(typed, 40) // as favouriteNamed does
		reader := turn{&chat.Turn{Tx: unnamed{}}}
		bad, err := reader.misnamed(name, "01712345678")
		if err != nil {
			t.Fatal(err)
		}
		if bad != nil {
			return
		}
		if text.Fold(name) == "" || strings.ContainsAny(name, "<>&*_`\n 0123456789") {
			t.Fatalf("%q is a name", name)
		}
		saved := named(name)
		for line, amount := range map[string]money.Taka{name: 0, name + " 50": money.WholeTaka(50), "50 " + name: money.WholeTaka(50), name + " ৫০": money.WholeTaka(50)} {
			p, w := parse(line)
			if w != nil || p.Number != "" || p.Amount != amount || p.Operator != "" || p.Connection != 0 || p.service || p.complaint || p.asks || !saved(chat.Favourite{Name: p.unread}) {
				t.Errorf("%q is a name, and %q is read as %+v, %v", name, line, p, w)
			}
		}
	})
}
