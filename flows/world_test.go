package flows_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/pin"
	"rechargebot/flows/sheet"
	"rechargebot/storage"
)

var dhaka = time.FixedZone("Asia/Dhaka", 6*60*60)

// people are the persons of the scripts.
var people = map[string]chat.Person{
	"admin":    {ID: 1001, Name: "Salma", Username: "salma_owner"},
	"admin2":   {ID: 1002, Name: "Jamal"},
	"reseller": {ID: 2001, Name: "Rahim", Username: "rahim_store"},
	"other":    {ID: 2002, Name: "Kamal"},
	"stranger": {ID: 3001, Name: "Nila", Username: "nila"},
	"guest":    {ID: 3002, Name: "Babul"},
}

// botName is the bot's username.
const botName = "recharge_shop_bot"

// groupChat is the chat of the one group.
const groupChat = -100500

// world is the bot as the tests run it: the real conversations, notices, desk
// and store, a panel and a clock that do as they are told, and the chats as
// Telegram would show them.
type world struct {
	t      *testing.T
	lang   string
	path   string
	set    chat.Config
	talk   *flows.Flows
	store  *storage.Store
	panel  *panel
	low    money.Taka
	stop   func()
	people map[string]chat.Person
	update int64
	last   chat.Input
	chats  map[int64]*window
	open   map[string]bool     // taps that have not been answered
	shut   map[int64]chat.Lost // chats in which Telegram takes nothing, and why
	events []event
	quiet  bool

	acts    acts            // of owners, that the log has a line of
	deleted []int           // messages that the bot had deleted
	posted  []chat.Outgoing // all that was said

	secrets *secrets // what is shown to whom, where that is looked at
}

// chat is what a person sees, and every button they ever saw.
type window struct {
	messages []chat.Screen
	buttons  []seenButton // oldest first
}

type seenButton struct {
	message int
	chat.Button
}

// event is something that shows: where, and the text.
type event struct{ head, body string }

// newWorld starts the bot on 23 November 2026, 10:00 in Dhaka. To be called in
// a synctest bubble.
func newWorld(t *testing.T, lang string, settings chat.Config) *world {
	time.Sleep(time.Until(time.Date(2026, 11, 23, 10, 0, 0, 0, dhaka)))
	w := &world{t: t, lang: lang, set: settings, panel: &panel{}, path: filepath.Join(t.TempDir(), "flows.db"),
		people: map[string]chat.Person{}, chats: map[int64]*window{}, open: map[string]bool{}, shut: map[int64]chat.Lost{}, update: 7000}
	for who, p := range people {
		p.Language = lang
		w.people[who] = p
	}
	w.start()
	return w
}

// ordinary are the settings of most scripts.
func ordinary() chat.Config {
	return chat.Config{
		Admins: []int64{1001, 1002}, Language: chat.English, Location: dhaka,
		MinAmount: money.WholeTaka(10), MaxAmount: money.WholeTaka(1000), MaxAmountPostpaid: money.WholeTaka(5000),
		DuplicateWindow: 5 * time.Minute, PINCost: pin.CheapCost, Shuffle: shuffles(),
	}
}

// shuffles puts the digits of each keypad in another order, the same in each run.
func shuffles() func([]byte) {
	random := rand.New(rand.NewPCG(1, 2))
	return func(digits []byte) {
		random.Shuffle(len(digits), func(i, j int) { digits[i], digits[j] = digits[j], digits[i] })
	}
}

func (w *world) start() {
	store, err := storage.Open(w.path, storage.Options{Location: dhaka, Prompt: true, Rand: func(int) int { return 0 }, Log: slog.New(&w.acts)})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store, w.talk = store, flows.New(w.set)
	desk := order.NewDesk(w.talk.Orders(store), w.panel, order.Config{
		FirstCheck: 3 * time.Second, MaxInterval: 2 * time.Minute, StuckAfter: 15 * time.Minute,
		ChecksPerMinute: 60, SendsPerMinute: w.set.RequestsPerMinute, LowBalance: w.low, Rand: func() float64 { return 0.5 },
	})
	store.Watch(func(int64) {}, desk.Kick)
	ctx, cancel := context.WithCancel(w.t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := desk.Run(ctx); err != nil && !errors.Is(err, storage.ErrClosed) { // a restart at once
			w.t.Error(err)
		}
	})
	running.Go(func() { w.talk.Clock(ctx, store, slog.New(slog.DiscardHandler)) })
	w.stop = func() {
		// The store first, so that nothing more is noted: a crash.
		if err := store.Close(); err != nil {
			w.t.Error(err)
		}
		cancel()
		running.Wait()
	}
}

// restart kills the bot and starts it ten seconds later.
func (w *world) restart() { w.restartAfter(func() error { return nil }) }

// restartAfter is restart with something done between.
func (w *world) restartAfter(between func() error) {
	back := time.Now().Add(10 * time.Second)
	w.stop()
	w.panel.reset()
	if err := between(); err != nil {
		w.t.Fatal(err)
	}
	time.Sleep(time.Until(back))
	w.start()
}

// handle gives the bot one input, as the bot's dispatcher does.
func (w *world) handle(in chat.Input) {
	w.last = in
	w.shut[in.Chat] = chat.Reached
	if in.Left {
		w.shut[in.Chat] = chat.Blocked
	}
	if in.Tap != nil {
		w.open[in.Tap.Query] = true
	}
	if w.secrets != nil {
		w.secrets.typed[in.From.ID] = append(w.secrets.typed[in.From.ID], plainly(in.Text), in.Contact, in.From.Name, in.From.Username)
	}
	err := chat.Slowly(in, func(work func()) { work() }, func(in chat.Input) error {
		return w.store.Update(func(tx chat.Tx) error {
			if seen, err := tx.Seen(in.UpdateID); err != nil || seen {
				return err
			}
			return w.talk.Handle(tx, in)
		})
	})
	if err != nil {
		w.t.Errorf("%+v: %v", in, err)
	}
}

// from begins an input of a person's; people take a second.
func (w *world) from(who string) chat.Input {
	time.Sleep(time.Second)
	p, ok := w.people[who]
	if !ok {
		w.t.Fatalf("who is %q?", who)
	}
	w.update++
	return chat.Input{UpdateID: w.update, At: time.Now(), Chat: p.ID, Private: true, From: p, Bot: botName}
}

// settle lets everything happen that can happen now, and delivers what is said.
func (w *world) settle() {
	synctest.Wait()
	for {
		chats, err := w.store.Waiting()
		if err != nil {
			w.t.Fatal(err)
		}
		for _, heard := range w.panel.orders() {
			w.show("panel is asked to pay: "+heard, "")
		}
		for _, a := range w.acts.taken() {
			w.show(fmt.Sprintf("log: %s, by %s: %s", a.What, w.name(a.By), a.Subject), "")
		}
		if len(chats) == 0 {
			break
		}
		for _, c := range chats {
			w.deliver(c)
		}
	}
	for query := range w.open {
		w.t.Errorf("tap %s was not answered", query)
		delete(w.open, query)
	}
}

// pass lets time pass and delivers what is said meanwhile.
func (w *world) pass(d time.Duration) {
	step := max(time.Second, d/1000)
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(min(step, time.Until(end)))
		w.settle()
	}
}

// answer lets the panel answer, once it is asked.
func (w *world) answer(kind string, a order.Reply) {
	for range 4000 {
		if w.panel.answer(kind, a) {
			return
		}
		w.pass(time.Second)
	}
	w.t.Fatalf("the panel was not asked for %s", kind)
}

// deliver takes everything that waits for a chat, as Telegram would.
func (w *world) deliver(id int64) {
	for {
		h, ok, err := w.store.Head(id)
		if err != nil {
			w.t.Fatal(err)
		}
		if !ok {
			return
		}
		if why := w.shut[id]; why != chat.Reached { // 403 Forbidden
			if err := w.store.GiveUp(h.Outgoing, why); err != nil {
				w.t.Fatal(err)
			}
			continue
		}
		if err := w.store.Sent(h.Outgoing, w.take(h.Outgoing, h.Message), h.Skipped); err != nil {
			w.t.Fatal(err)
		}
	}
}

// take shows one thing in its chat and gives the message that it became.
func (w *world) take(o chat.Outgoing, bound int) int {
	for _, fault := range faultsOf(o) {
		w.t.Errorf("to %d: %s", o.Chat, fault)
	}
	c, who := w.chats[o.Chat], w.name(o.Chat)
	w.posted = append(w.posted, o)
	if c == nil {
		c = &window{}
		w.chats[o.Chat] = c
	}
	if a := o.Answer; a != nil {
		if !w.open[a.Query] {
			w.t.Errorf("tap %s was answered twice, or never made", a.Query)
		}
		delete(w.open, a.Query)
		if a.Text != "" {
			w.show(who+map[bool]string{false: " sees for a moment", true: " sees in a box"}[a.Alert], a.Text)
		}
		if a.Alert && a.Text == "" {
			w.t.Error("an empty box")
		}
	}
	if d := o.Delete; d != nil {
		w.show("the message of "+who+" is deleted", "")
		instead, _ := rendered(d.Instead)
		w.show("or, where it cannot be, to "+who, instead)
		w.deleted = append(w.deleted, d.Message)
	}
	message := 0
	if o.Screen != nil {
		message = w.display(c, who, o, bound)
	}
	if o.Menu != nil {
		var rows []string
		for _, row := range o.Menu.Commands {
			rows = append(rows, "/"+row.Name+" – "+row.Help)
		}
		w.show(who+"'s menu"+map[bool]string{true: " is everybody's", false: ""}[rows == nil], strings.Join(rows, "\n"))
	}
	if d := o.Document; d != nil {
		caption, _ := rendered(d.Caption)
		file := w.content(d)
		w.show("document to "+who+": "+d.Name, caption+file)
		instead, _ := rendered(d.Instead)
		w.show("or, where it cannot be sent, to "+who, instead)
		if w.secrets != nil {
			w.secrets.takes(w, o, file)
		}
	} else if w.secrets != nil {
		w.secrets.takes(w, o, "")
	}
	return message
}

// content gives the rows of a table that is sent.
func (w *world) content(d *chat.Document) (lines string) {
	if d.Kind == "" {
		return ""
	}
	data, err := w.talk.Document(w.store.View, d.Kind, d.Args)
	if err != nil {
		w.t.Errorf("document %+v: %v", *d, err)
	}
	rows, err := sheet.Read(d.Name, data, sheet.Bounds{Rows: 2000, Columns: 100})
	if err != nil {
		return ""
	}
	for _, cells := range rows {
		lines += "\n" + strings.Join(cells, " | ")
	}
	return lines
}

// display changes a message, or adds one.
func (w *world) display(c *window, who string, o chat.Outgoing, bound int) int {
	message := o.Edit
	if message == 0 {
		message = bound
	}
	if o.New || message > len(c.messages) {
		message = 0
	}
	if o.IfThere && message == 0 {
		return 0
	}
	text, _ := checked(*o.Screen)
	for _, row := range o.Screen.Buttons {
		var labels []string
		for _, b := range row {
			label := "[" + b.Text + "]"
			if b.Copy != "" {
				label = "[" + b.Text + " = " + b.Copy + "]"
			}
			labels = append(labels, label)
		}
		text += "\n" + strings.Join(labels, " ")
	}
	if o.Final {
		who = "final word to " + who
	} else {
		who = "to " + who
	}
	if message == 0 {
		if o.File != nil {
			who = string(o.File.Kind) + " " + who
		}
		c.messages = append(c.messages, *o.Screen)
		message = len(c.messages)
		w.show(fmt.Sprintf("%s #%d", who, message), text)
	} else if was := c.messages[message-1]; fmt.Sprint(was) == fmt.Sprint(*o.Screen) {
		w.show(fmt.Sprintf("%s #%d, unchanged", who, message), "")
	} else {
		c.messages[message-1] = *o.Screen
		w.show(fmt.Sprintf("%s #%d, changed", who, message), text)
	}
	for _, row := range o.Screen.Buttons {
		for _, b := range row {
			c.buttons = append(c.buttons, seenButton{message, b})
		}
	}
	return message
}

func (w *world) show(head, body string) {
	if !w.quiet {
		w.events = append(w.events, event{head, body})
	}
}

// name gives the script's name for a chat.
func (w *world) name(window int64) string {
	for who, p := range w.people {
		if p.ID == window {
			return who
		}
	}
	if window == groupChat {
		return "group"
	}
	return fmt.Sprint(window)
}

// change writes to the store directly, for what a script takes as given.
func (w *world) change(fn func(tx chat.Tx) error) {
	if err := w.store.Update(fn); err != nil {
		w.t.Fatal(err)
	}
}

// acts is a handler of the log that keeps the acts of owners, and nothing else.
type acts struct {
	slog.Handler
	mu  sync.Mutex
	all []chat.Act
}

func (*acts) Enabled(context.Context, slog.Level) bool { return true }

func (a *acts) Handle(_ context.Context, r slog.Record) error {
	if r.Message != "an owner's act" {
		return nil
	}
	var act chat.Act
	r.Attrs(func(f slog.Attr) bool {
		switch f.Key {
		case "act":
			act.What = f.Value.String()
		case "by":
			act.By = f.Value.Int64()
		case "subject":
			act.Subject = f.Value.String()
		}
		return true
	})
	a.mu.Lock()
	defer a.mu.Unlock()
	a.all = append(a.all, act)
	return nil
}

// taken gives what was kept since it was asked last.
func (a *acts) taken() []chat.Act {
	a.mu.Lock()
	defer a.mu.Unlock()
	all := a.all
	a.all = nil
	return all
}

// draftView is what tests see of the draft at hand in a session.
type draftView struct {
	ID  order.ID `json:"id"`
	Rev int      `json:"rev"`
}

func draftIn(s chat.Session) (draftView, error) {
	var kept struct {
		Draft draftView `json:"draft"`
	}
	err := s.Load("recharge", &kept)
	return kept.Draft, err
}
