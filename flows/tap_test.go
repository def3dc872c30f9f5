package flows_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rechargebot/flows"
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/office"
	"rechargebot/flows/order"
	"rechargebot/flows/shop"
	"rechargebot/storage"
)

// bench is a store and conversations without desk or clock: inputs go in, and
// what is said comes out.
type bench struct {
	t      testing.TB
	store  *storage.Store
	talk   *flows.Flows
	at     time.Time
	update int64
}

func newBench(t testing.TB) *bench {
	store, err := storage.Open(filepath.Join(t.TempDir(), "flows.db"), storage.Options{Location: dhaka, Prompt: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	b := &bench{t: t, store: store, talk: flows.New(ordinary()), at: time.Date(2026, 11, 23, 10, 0, 0, 0, dhaka)}
	b.do(func(tx chat.Tx) error {
		p := people["reseller"]
		return tx.PutMember(chat.Member{ID: p.ID, Name: p.Name, Allowed: true})
	})
	return b
}

func (b *bench) do(fn func(tx chat.Tx) error) {
	b.t.Helper()
	if err := b.store.Update(fn); err != nil {
		b.t.Fatal(err)
	}
}

// work does the same as a unit of work of the orders.
func (b *bench) work(fn func(u order.Unit) error) {
	b.t.Helper()
	if err := b.talk.Orders(b.store).Update(fn); err != nil {
		b.t.Fatal(err)
	}
}

// send gives one input and takes what is said to it, which must be fit to send.
func (b *bench) send(p chat.Person, fill func(in *chat.Input)) (said []chat.Outgoing) {
	b.t.Helper()
	b.at, b.update = b.at.Add(time.Second), b.update+1
	in := chat.Input{UpdateID: b.update, At: b.at, Chat: p.ID, Private: true, From: p}
	fill(&in)
	if err := chat.Slowly(in, func(work func()) { work() }, func(in chat.Input) error {
		return b.store.Update(func(tx chat.Tx) error { return b.talk.Handle(tx, in) })
	}); err != nil {
		b.t.Fatal(err)
	}
	chats, err := b.store.Waiting()
	if err != nil {
		b.t.Fatal(err)
	}
	answered := 0
	for _, c := range chats {
		for {
			o, ok, err := b.store.Head(c)
			if err != nil {
				b.t.Fatal(err)
			}
			if !ok {
				break
			}
			for _, fault := range faultsOf(o.Outgoing) {
				b.t.Errorf("after %.40q, %+v: %.300s", in.Text, in.Tap, fault)
			}
			if o.Answer != nil {
				answered++
			}
			if err := b.store.Sent(o.Outgoing, 1, o.Skipped); err != nil {
				b.t.Fatal(err)
			}
			said = append(said, o.Outgoing)
		}
	}
	if in.Tap != nil && answered != 1 {
		b.t.Errorf("%+v is answered %d times", *in.Tap, answered)
	}
	return said
}

func (b *bench) types(p chat.Person, text string) []chat.Outgoing {
	b.t.Helper()
	return b.send(p, func(in *chat.Input) { in.Text = text })
}

func (b *bench) tap(p chat.Person, data string) []chat.Outgoing {
	b.t.Helper()
	return b.send(p, func(in *chat.Input) { in.Tap = &chat.Tap{Query: "q", Data: data, Message: 1} })
}

// open gives the number of orders on their way.
func (b *bench) open() (n int) {
	b.do(func(tx chat.Tx) (err error) { n, err = tx.OpenCount(); return err })
	return n
}

// Whatever a forged button says, it never places an order where there is no
// card to confirm, never lets anybody in, never books anything, and is answered.
func FuzzTap(f *testing.F) {
	for _, data := range []string{
		"r:6b03ba4500000:1:go", "r::0:go", "r", "again:6b03ba4500000", "o:6b03ba4500000", "h:o:6b03ba4500000", "h:n:", "menu:recharge", "menu:members",
		"ask", "acc:own:3001", "acc:mine:3001", "m:in:3001", "m:own:3001", "ac:show:2001", "ac:yes-own:2001", "ac:pause:2001", "mo:new:adj:2001", "mo:go:6b03ba4500000", "ed:save:m2001",
		"pl:new", "ac:plan:2001:0000000000000000", "m:a:-1", "v:yes-done:6b03ba4500000", ":::::", strings.Repeat("x", 64), "\x00\xff<b>", "h:n:zzzzzzzzzzzzz",
		"pin:new", "pin:off", "pin:change", "pin:rule:500", "pin:rule:-1", "pad:6b03ba4500000:0", "pad:6b03ba4500000:ok", "pad::back",
		"dep:new", "dep:for:6b03ba4500000:4000", "dep:go", "dep:fix:1", "dep:back:1:0", "dep:sum:-1", "dep:to:2001", "dep:yes:1", "deps:y:1:50000:1795406400", "deps:r:1:1795406400:n:0:0", "deps:a:1:1795406400:o:49000", "deps:w:bkash:9BK4XYZ1AB:50000", "ch:n:0", "ch:on:bkash:0", "ch:f:bkash:name",
	} {
		f.Add(data)
	}
	b := newBench(f)
	b.do(func(tx chat.Tx) error { // a member who can pay in, with a deposit that waits
		books := b.talk.Ledger(tx)
		if err := books.SetTerms(people["reseller"].ID, account.Terms{Own: true}, b.at); err != nil {
			return err
		}
		if err := tx.PutChannel(account.Channel{ID: "bkash", Name: "bKash", Provider: "bkash", Number: "01711000000", On: true}); err != nil {
			return err
		}
		_, err := books.Ask(account.Deposit{Member: people["reseller"].ID, Channel: "bkash", Amount: 500_00, Proof: account.Proof{TransactionID: "9BK4XYZ1AB"}}, b.at)
		return err
	})
	f.Fuzz(func(t *testing.T, data string) {
		if data == "" || len(data) > mostData {
			return
		}
		b.t = t
		defer func() { b.t = f }()
		for _, who := range []string{"reseller", "stranger"} {
			b.tap(people[who], data)
			if n := b.open(); n != 0 {
				t.Fatalf("%q by %s placed an order", data, who)
			}
		}
		b.do(func(tx chat.Tx) error {
			members, err := tx.Members(0, 10)
			if len(members) != 1 {
				t.Errorf("%q let somebody in", data)
			}
			if last, wrong := tx.LastBooked(); wrong != nil || !last.IsZero() {
				t.Errorf("%q booked something (%v)", data, wrong)
			}
			return err
		})
	})
}

// A confirm button is good for one order, also where others come in between.
func TestConfirmButtonIsGoodOnce(t *testing.T) {
	b := newBench(t)
	p := people["reseller"]
	said := b.types(p, "01712345678 50")
	confirm := said[len(said)-1].Screen.Buttons[0][0].Data
	for range 5 {
		b.tap(p, confirm)
		b.types(p, "01812345678 60")
		b.tap(people["stranger"], confirm)
	}
	if n := b.open(); n != 1 {
		t.Errorf("%d orders", n)
	}
}

// Of cards side by side each confirms its own order, once, in whatever order they are
// tapped and however often.
func TestCardsSideBySide(t *testing.T) {
	b := newBench(t)
	p := people["reseller"]
	var confirms []string
	for i := range 10 {
		said := b.types(p, fmt.Sprintf("0171234560%d %d", i, 50+i))
		confirms = append(confirms, said[len(said)-1].Screen.Buttons[0][0].Data)
	}
	for i := range 40 {
		b.tap(p, confirms[i*7%10])
		b.tap(people["stranger"], confirms[i*3%10])
	}
	if n := b.open(); n != 10 {
		t.Errorf("%d orders of 10 cards", n)
	}
	for i := range 10 {
		b.do(func(tx chat.Tx) error {
			orders, err := tx.OrdersTo(order.Number(fmt.Sprintf("0171234560%d", i)), 5)
			if len(orders) != 1 || orders[0].Amount != money.WholeTaka(int64(50+i)) {
				t.Errorf("to number %d: %+v", i, orders)
			}
			return err
		})
	}
}

// The longest names, messages and lines fit Telegram's limits.
func TestLongest(t *testing.T) {
	b := newBench(t)
	long := strings.Repeat("&<𝔸", 1400)
	person := chat.Person{ID: 2001, Name: long, Username: long, Language: "bn"}
	owner := chat.Person{ID: 1001, Name: long, Username: long, Language: "bn"}
	stranger := chat.Person{ID: 3001, Name: long, Username: long, Language: "en"}
	b.types(owner, "/start")
	for _, text := range []string{"/start", long, "/" + long, "/status " + long, "/recharge " + long, strings.Repeat("1", 4096), strings.Repeat("01712345678 ", 341),
		"/allow " + long, "/recharge " + strings.Repeat("9 ", 2000), strings.Repeat("৫", 4096)} {
		b.types(person, text)
		b.types(owner, text)
	}
	b.types(owner, "/allow 3002 "+long)
	b.types(owner, "/members")
	b.tap(owner, "m:card:2001")
	b.types(stranger, "/start")
	b.tap(stranger, "ask")
	b.tap(owner, "acc:own:3001")
	for _, data := range []string{"m:card:3001", "ac:show:3001", "ed:page:m3001:credit", "ed:page:m3001:limits", "mo:new:adj:3001"} {
		b.tap(owner, data)
	}
	b.types(owner, "+9999999.99")
	b.types(owner, strings.Repeat("&<𝔸", 66))
	b.types(owner, "/plans")
	b.tap(owner, "pl:new")
	b.types(owner, strings.Repeat("𝔸", 10)+"abcdefghij")
	b.tap(owner, "ac:plans:3001")

	balance := money.Taka(99_999_999_999_999)
	for _, state := range []order.State{order.Unclear, order.Done, order.Failed} {
		for _, cause := range []order.Cause{order.CauseNone, order.CauseRefused, order.CauseReversed, order.CauseVerdict, order.CauseNeverSent} {
			b.work(func(u order.Unit) error {
				id, err := u.NextID(b.at)
				if err != nil {
					return err
				}
				o := order.Order{ID: id, Reseller: 2001, Recharge: order.Recharge{Number: "01712345678", Operator: order.Banglalink, Connection: order.Postpaid, Amount: money.WholeTaka(999_999)}, State: state, Cause: cause, Placed: b.at, Sent: b.at, Settled: b.at, Stuck: b.at,
					Message: long, TransactionID: long, BalanceLeft: &balance, Tries: 3}
				if state.Final() {
					if err := u.Tell.Settled(o, order.Done, b.at); err != nil {
						return err
					}
				} else if err := u.Tell.Stuck(o, b.at.Add(100*24*time.Hour)); err != nil {
					return err
				}
				return u.Tell.Checked(o, order.Reply{Outcome: order.OutcomeRefused, Message: long}, b.at)
			})
			b.types(person, "/help") // takes what is said
		}
	}
}

// Each message of help fits one screen of a phone, and names every command that a menu has.
func TestHelpIsOneScreen(t *testing.T) {
	b := newBench(t)
	for _, lang := range []string{"en", "bn"} {
		for _, who := range []string{"reseller", "admin"} {
			p := people[who]
			p.Language = lang
			b.do(func(tx chat.Tx) error {
				m, _, err := tx.Member(p.ID)
				m.ID, m.Allowed, m.Language = p.ID, true, lang
				if err != nil {
					return err
				}
				return tx.PutMember(m)
			})
			all := ""
			for _, o := range b.types(p, "/help") {
				if o.Screen == nil {
					continue
				}
				text, _ := checked(*o.Screen)
				if lines, n := strings.Count(text, "\n")+1, utf8.RuneCountInString(text); lines > 20 || n > 900 {
					t.Errorf("help for the %s in %s has %d lines and %d characters", who, lang, lines, n)
				}
				all += text + "\n"
			}
			for _, one := range append(shop.Routes(), office.Routes()...) {
				listed := one.Command != "" && one.Command != "help" && (one.Menu != chat.Text{} || one.Help != chat.Text{}) && (!one.Owners || who == "admin")
				if named := regexp.MustCompile(`/` + one.Command + `\b`).MatchString(all); listed && !named {
					t.Errorf("help for the %s in %s lacks /%s", who, lang, one.Command)
				}
			}
			if who == "admin" != strings.Contains(all, "/members") {
				t.Errorf("help for the %s in %s: %s", who, lang, all)
			}
		}
	}
}

// Sorry and NotSaved are fit to send, and a failed tap is still answered.
func TestSorry(t *testing.T) {
	b := newBench(t)
	for _, lang := range []string{"en", "bn"} {
		p := chat.Person{ID: 4001, Language: lang}
		in := chat.Input{Chat: p.ID, Private: true, From: p, Tap: &chat.Tap{Query: "q", Data: "x"}}
		if _, faults := checked(b.talk.NotSaved(in, in.Tap != nil)); faults != nil {
			t.Error(faults)
		}
		b.do(func(tx chat.Tx) error { return b.talk.Sorry(tx, in) })
		o, ok, err := b.store.Head(p.ID)
		if err != nil || !ok || o.Answer == nil || faultsOf(o.Outgoing) != nil {
			t.Errorf("%+v, %v", o, err)
		}
		if err := b.store.Sent(o.Outgoing, 1, nil); err != nil {
			t.Error(err)
		}
	}
}

// A sum is booked once, however often the button is tapped, by however many chats of the
// owner's, also where the bot was killed in between: what the button carries is in the
// entry.
func TestBookIsGoodOnce(t *testing.T) {
	b := newBench(t)
	owner, member := people["admin"], people["reseller"].ID
	b.do(func(tx chat.Tx) error { return ownWallet(tx, member, "500", b.at) })
	b.types(owner, "/start")
	b.tap(owner, chat.Data("mo", "new", "adj", member))
	b.types(owner, "-১২০.৫০")
	said := b.types(owner, "paid twice on Monday")
	book := ""
	for _, o := range said {
		if o.Screen != nil {
			book = o.Screen.Buttons[0][0].Data
		}
	}
	var before chat.Session
	b.do(func(tx chat.Tx) (err error) { before, err = tx.Session(owner.ID); return err })
	for range 3 {
		b.tap(owner, book)
		b.do(func(tx chat.Tx) error { return tx.PutSession(owner.ID, before) }) // as if the conversation stood as before
	}
	b.do(func(tx chat.Tx) error {
		balance, err := tx.Balance(member)
		if want := money.Taka(500_00 - 120_50); balance.Wallet != want || balance.Entries != 2 {
			t.Errorf("%s in the wallet after %d entries, want %s after 2", balance.Wallet, balance.Entries, want)
		}
		return err
	})
}
