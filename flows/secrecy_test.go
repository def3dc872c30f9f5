package flows_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/text"
)

// oddly is added to each balance that a script lets the panel tell, so that no other sum
// of a script is like it.
const oddly = money.Taka(3_37)

// secrets is what a run has shown to people who are no owners, beside what is not for
// their eyes.
type secrets struct {
	panel []money.Taka       // balances that the panel told
	typed map[int64][]string // what people wrote themselves
	seen  map[int64][]shown
	facts map[int64][]fact // by whose they are
	told  []string         // what an owner wrote for all to read: where to pay
	blind bool             // takes nobody for allowed to see the panel's balance
}

// shown is one text as somebody got it, in Latin digits and without commas in sums.
type shown struct {
	where, text string
	panel       bool // they may see the panel's balance
}

// fact is something that only its member may read.
type fact struct{ what, text string }

func newSecrets() *secrets {
	return &secrets{typed: map[int64][]string{}, seen: map[int64][]shown{}, facts: map[int64][]fact{}}
}

var commas = regexp.MustCompile(`(\d),(\d)`)

// plainly writes a text so that sums and numbers can be looked for in it.
func plainly(s string) string {
	s = text.LatinDigits(s)
	for commas.MatchString(s) {
		s = commas.ReplaceAllString(s, "$1$2")
	}
	return s
}

// takes notes what somebody is shown, unless they own the bot.
func (s *secrets) takes(w *world, o chat.Outgoing, file string) {
	var m chat.Member
	if err := w.store.View(func(tx chat.Tx) (err error) {
		m, _, err = tx.Member(o.Chat)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	m.ID = o.Chat
	if w.set.IsOwner(m) {
		return
	}
	note := func(where, text string) {
		s.seen[o.Chat] = append(s.seen[o.Chat], shown{where, plainly(text), w.set.SeesBalance(m) && !s.blind})
	}
	if o.Screen != nil {
		note("a message", o.Screen.HTML)
		for _, row := range o.Screen.Buttons {
			for _, b := range row {
				note("a button", b.Text)
				note("a button's data", b.Data)
				note("a button's copy", b.Copy)
			}
		}
	}
	if o.Answer != nil {
		note("an answer to a tap", o.Answer.Text)
	}
	if o.File != nil {
		note("a file's id", o.File.ID)
	}
	if d := o.Document; d != nil {
		note("a document's name", d.Name)
		note("a document's caption", d.Caption)
		note("what is said in place of a document", d.Instead)
		note("a document", file)
	}
	if o.Menu != nil {
		for _, c := range o.Menu.Commands {
			note("a menu", "/"+c.Name+" "+c.Help)
		}
	}
}

// collect notes what the store has about each of its people now.
func (s *secrets) collect(w *world) {
	if err := w.store.View(func(tx chat.Tx) error {
		known := map[int64]chat.Member{groupChat: {ID: groupChat}}
		all, err := tx.Members(0, 1000)
		if err != nil {
			return err
		}
		for _, m := range all {
			known[m.ID] = m
		}
		for _, p := range w.people {
			m := known[p.ID]
			m.ID, m.Username = p.ID, p.Username
			if m.Name == "" {
				m.Name = p.Name
			}
			known[p.ID] = m
		}
		for id, m := range known {
			if err := s.collectOf(tx, m, w.set.IsOwner(m)); err != nil {
				return fmt.Errorf("of %d: %w", id, err)
			}
		}
		channels, err := tx.Channels()
		if err != nil {
			return err
		}
		for _, c := range channels {
			s.told = append(s.told, c.Name, c.Number, c.Line[0], c.Line[1])
		}
		plans, err := tx.Plans()
		for _, p := range plans {
			if p.Name != account.Standard {
				s.add(0, "the name of a plan", p.Name)
			}
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
}

func (s *secrets) add(of int64, what, text string) {
	f := fact{what, plainly(text)}
	if text != "" && text != "0"+exampleNumber && !slices.Contains(s.facts[of], f) {
		s.facts[of] = append(s.facts[of], f)
	}
}

func (s *secrets) collectOf(tx chat.Tx, m chat.Member, owner bool) error {
	if m.ID > 0 {
		s.add(m.ID, "an id", fmt.Sprint(m.ID))
		s.add(m.ID, "a name", m.Name)
		s.add(m.ID, "a username", m.Username)
	}
	orders, err := tx.History(m.ID, "", 1000)
	if err != nil {
		return err
	}
	for _, o := range orders {
		s.add(m.ID, "an order", string(o.ID))
		s.add(m.ID, "a customer's number", string(o.Number))
		s.add(m.ID, "a transaction id", o.TransactionID)
		if o.Hand != nil && o.Hand.Name != "" && !s.wrote(m.ID, o.Hand.Name) {
			s.typed[m.ID] = append(s.typed[m.ID], o.Hand.Name) // who has it is theirs to know
		}
		if o.Price != 0 && o.Price != o.Amount {
			s.add(m.ID, "a price", sum(o.Price))
		}
	}
	favourites, err := tx.Favourites(m.ID)
	if err != nil {
		return err
	}
	for _, f := range favourites {
		s.add(m.ID, "a customer's name", f.Name)
		s.add(m.ID, "a customer's number", string(f.Number))
	}
	deposits, err := tx.DepositsOf(m.ID, 0, 1000)
	if err != nil {
		return err
	}
	for _, d := range deposits {
		s.add(m.ID, "a payment's transaction id", d.TransactionID)
		s.add(m.ID, "a receipt", d.File)
	}
	if owner {
		return nil
	}
	entries, err := tx.Statement(m.ID, time.Time{}, time.Now().Add(time.Hour), 0, 1000)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if len(e.After) == 1 && !account.IsOpening(e) {
			s.add(m.ID, "a reason", e.Reason)
		}
	}
	b, err := tx.Balance(m.ID)
	if b.Wallet%100 != 0 {
		s.add(m.ID, "a balance", sum(b.Wallet.Abs()))
	}
	return err
}

// sum is a sum as it stands in texts.
func sum(t money.Taka) string { return strings.TrimPrefix(t.Full(), "৳") }

// panelSums are the ways in which a balance of the panel may stand in a text: with
// paisa, in paisa as buttons have sums, and without paisa, which of a small one may be
// anything, such as a day.
func panelSums(t money.Taka) []string {
	forms := []string{sum(t), strconv.FormatInt(int64(t), 10)}
	if t.Whole() >= 100 {
		forms = append(forms, fmt.Sprint(t.Whole()), fmt.Sprint(t.Whole()+1))
	}
	return forms
}

// leaks names what somebody was shown that is not for their eyes.
func (s *secrets) leaks() (found []string) {
	for id, texts := range s.seen {
		own := slices.Clone(s.facts[id])
		for of, facts := range s.facts {
			if of == id {
				continue
			}
			for _, f := range facts {
				if mine := slices.ContainsFunc(own, func(o fact) bool { return o.text == f.text }); mine || s.wrote(id, f.text) {
					continue
				}
				for _, t := range texts {
					if contains(t.text, f.text) {
						found = append(found, fmt.Sprintf("%d reads %s of %d, %q, in %s: %q", id, f.what, of, f.text, t.where, t.text))
					}
				}
			}
		}
		for _, balance := range s.panel {
			for _, form := range panelSums(balance) {
				for _, t := range texts {
					if !t.panel && contains(t.text, plainly(form)) {
						found = append(found, fmt.Sprintf("%d reads the panel's balance, %q, in %s: %q", id, form, t.where, t.text))
					}
				}
			}
		}
	}
	return found
}

// wrote reports whether somebody has written a word themselves, so that it may be said
// back to them, or an owner has for all.
func (s *secrets) wrote(id int64, word string) bool {
	return slices.ContainsFunc(slices.Concat(s.typed[id], s.told), func(line string) bool {
		return strings.Contains(strings.ToLower(line), strings.ToLower(word))
	})
}

// contains reports whether a word stands in a text by itself: not as a part of a longer
// word or number.
func contains(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		begin, end := at+i, at+i+len(word)
		if !wordy(text[:begin], true) && !wordy(text[end:], false) {
			return true
		}
		at = begin + 1
	}
}

// wordy reports whether a text goes on with a letter or digit, at its end or beginning.
func wordy(rest string, atEnd bool) bool {
	if rest == "" {
		return false
	}
	if atEnd {
		c := rest[len(rest)-1]
		return letter(c) || c == '.' && len(rest) > 1 && digit(rest[len(rest)-2])
	}
	return letter(rest[0]) || rest[0] == '.' && len(rest) > 1 && digit(rest[1])
}

func digit(c byte) bool  { return c >= '0' && c <= '9' }
func letter(c byte) bool { return digit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }

// TestNobodySeesWhatIsNotTheirs plays every scenario of testdata once more, with
// balances of the panel that no other sum is like, and looks through everything that
// people other than owners were shown: messages, buttons with their data, toasts, files
// and menus. None of it has a balance of the panel (unless an owner lets them see it),
// the name of a plan, or another person's name, id, orders, customers, prices, balance
// or payments.
func TestNobodySeesWhatIsNotTheirs(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it plays every transcript once more")
	}
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	var mu sync.Mutex
	looked := map[string]int{}
	t.Run("scripts", func(t *testing.T) {
		for _, file := range files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
				t.Parallel()
				s := secretsOf(t, file, false)
				for _, leak := range s.leaks() {
					t.Error(leak)
				}
				mu.Lock()
				defer mu.Unlock()
				looked["balances of the panel"] += len(s.panel)
				for _, facts := range s.facts {
					for _, f := range facts {
						looked[f.what]++
					}
				}
				for _, texts := range s.seen {
					looked["texts"] += len(texts)
				}
			})
		}
	})
	t.Logf("looked for %v", looked)
	for _, what := range []string{"texts", "balances of the panel", "a name", "an order", "a price", "a balance", "a payment's transaction id", "a reason", "the name of a plan", "a customer's name"} {
		if looked[what] == 0 && !t.Failed() {
			t.Errorf("no script has %s", what)
		}
	}
}

// The texts have an example of a number, with which most scripts order. It is another
// one here, so that an example is not taken for a leak.
const exampleNumber, notTheExample = "1712345678", "1712340678"

// secretsOf plays a scenario in both languages. blind takes nobody for allowed to see
// the panel's balance.
func secretsOf(t *testing.T, file string, blind bool) *secrets {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := newSecrets()
	s.blind = blind
	taps := map[int]tapped{}
	for _, lang := range []string{"en", "bn"} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, lang, ordinary())
			defer func() { w.stop() }()
			w.secrets = s
			played := &script{world: w, taps: taps, wrote: map[string]int{}}
			text := strings.ReplaceAll(string(data), exampleNumber, notTheExample)
			if filepath.Base(file) == "numbers.txt" { // which is about the ends of numbers
				text = string(data)
			}
			lines := scriptLines(text)
			played.settleIn(!slices.Contains(lines, "# New people."))
			for i, line := range lines {
				if what, ok := strings.CutPrefix(line, "> "); ok {
					played.do(i, what)
					s.collect(w)
				}
			}
		})
	}
	return s
}

// TestTheSearchForSecretsFindsThem: it finds each kind of leak where there is one.
func TestTheSearchForSecretsFindsThem(t *testing.T) {
	for name, html := range map[string]string{
		"whole":                "The panel has ৳953 left",
		"with paisa":           "The panel has ৳953.37 left",
		"in Bangla":            "প্যানেলে ৳৯৫৩.৩৭ আছে",
		"in Bangla, whole":     "প্যানেলে ৳৯৫৩ আছে",
		"another's name":       "Ask Kamal",
		"another's username":   "Ask @kamal_store.",
		"another's id":         "Ask 2002",
		"another's customer":   "<code>01812345678</code> ৳50",
		"another's order":      "Order <code>261123XYZW7</code>",
		"another's price":      "paid ৳48.75.",
		"another's balance":    "has ৳1,240.05",
		"another's payment":    "it was TRX5555AA",
		"the name of the plan": "on plan gold",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, "en", ordinary())
				defer func() { w.stop() }()
				s := newSecrets()
				s.panel = []money.Taka{953_37}
				for what, text := range map[string]string{"a name": "Kamal", "a username": "kamal_store", "an id": "2002", "a customer's number": "01812345678",
					"an order": "261123XYZW7", "a price": "48.75", "a balance": "1240.05", "a payment's transaction id": "TRX5555AA"} {
					s.add(2002, what, text)
				}
				s.add(0, "the name of a plan", "gold")
				for _, to := range []int64{2001, 1001} {
					s.takes(w, chat.Outgoing{Chat: to, Screen: &chat.Screen{HTML: html}}, "")
				}
				if found := s.leaks(); len(found) != 1 || !strings.HasPrefix(found[0], "2001 ") {
					t.Errorf("found %q", found)
				}
			})
		})
	}
	for name, o := range map[string]chat.Outgoing{
		"a toast":            {Answer: &chat.CallbackAnswer{Text: "৳953.37"}},
		"a button":           {Screen: &chat.Screen{Buttons: [][]chat.Button{{{Text: "৳953"}}}}},
		"a button's data":    {Screen: &chat.Screen{Buttons: [][]chat.Button{{{Data: "x:95337"}}}}},
		"a button's copy":    {Screen: &chat.Screen{Buttons: [][]chat.Button{{{Copy: "953.37"}}}}},
		"a document":         {Document: &chat.Document{}},
		"a document's words": {Document: &chat.Document{Caption: "৳953.37"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, "en", ordinary())
				defer func() { w.stop() }()
				s := newSecrets()
				s.panel = []money.Taka{953_37}
				o.Chat = 2001
				file := ""
				if name == "a document" {
					file = "What | Balance\nNow | 953.37"
				}
				if s.takes(w, o, file); len(s.leaks()) == 0 {
					t.Error("it was not found")
				}
				for _, innocent := range []string{"৳1953.37", "৳953.375", "৳9,539", "01953371234", "953abc"} {
					s := newSecrets()
					s.panel = []money.Taka{953_37}
					s.takes(w, chat.Outgoing{Chat: 2001, Screen: &chat.Screen{HTML: innocent}}, "")
					if found := s.leaks(); found != nil {
						t.Errorf("%q is taken for a leak: %q", innocent, found)
					}
				}
			})
		})
	}
	// A bot that shows the panel's balance to everybody, before one who does not know it.
	t.Run("a whole script", func(t *testing.T) {
		if s := secretsOf(t, "testdata/owner-status.txt", true); len(s.leaks()) == 0 {
			t.Error("a member read the panel's balance and it was not found")
		}
	})
}
