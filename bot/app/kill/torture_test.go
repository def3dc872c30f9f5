package kill

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/upstream/simpanel"
)

var (
	tortureFor  = flag.Duration("torture", 0, "how long TestTorture kills the bot; 0: 25 s, or 5 s with -short")
	tortureSeed = flag.Uint64("torture.seed", 0, "TestTorture's seed, to play a run again; 0: a new one")
)

// torture is one run: people order through the chat while the bot's process is
// killed again and again, and the panel and Telegram misbehave. Each actor draws
// its decisions from the seed and its own number, so a seed decides the same
// things again; only what falls on what differs.
type torture struct {
	*stage
	t    *testing.T
	seed uint64
	bot  *process

	shops    []*shop
	stop     chan struct{} // closed: nobody begins anything new
	calm     chan struct{} // closed: no more kills, faults and moods
	long     bool          // there is time for what takes minutes
	verdicts map[string]bool
	packs    map[string]offer.Offer // by operator
	clears   []func()               // take Telegram's faults away; the weather's own

	starts, adminTaps int
}

const (
	shopCount  = 30
	firstShop  = 20001
	settleTime = 3 * time.Minute
	longRun    = 5 * time.Minute
	latest     = 4 * time.Second // until the panel finds an order, or takes back a word, in all but a few
)

func TestMain(m *testing.M) { os.Exit(apptest.Main(m, 6)) }

// TestTorture holds the README's promises against SIGKILL at any moment.
// -torture says how long, -torture.seed which run to play again.
func TestTorture(t *testing.T) {
	t.Parallel()
	length, seed := *tortureFor, *tortureSeed
	switch {
	case length == 0 && testing.Short():
		length = 5 * time.Second
	case length == 0:
		length = 25 * time.Second
	}
	settle := settleTime + length/4 // what a long run leaves behind is more
	if end, ok := t.Deadline(); ok && time.Until(end) < length+settle+time.Minute {
		t.Fatalf("the test's time limit is too short for %v: add -timeout %v", length, length+settle+5*time.Minute)
	}
	if seed == 0 {
		seed = rand.Uint64()>>1 | 1
	}
	replay := fmt.Sprintf("go test ./bot/app/kill -run 'TestTorture$' -v -torture %v -torture.seed %d", length, seed)
	t.Logf("seed %d; again with: %s", seed, replay)
	defer func() {
		if t.Failed() {
			t.Errorf("FAILED with seed %d; again with: %s", seed, replay)
		}
	}()

	run := &torture{
		stage: newStage(t, 100*time.Millisecond), t: t, seed: seed, stop: make(chan struct{}), calm: make(chan struct{}),
		verdicts: map[string]bool{}, long: length >= longRun,
	}
	run.bot = newProcess(t, apptest.Build(t), run.stage, "LOG_LEVEL", "info")
	run.open()

	var chaos, work, admin sync.WaitGroup
	begun := time.Now()
	chaos.Go(run.killing)
	chaos.Go(run.weather)
	adminEnd := make(chan struct{})
	admin.Go(func() { run.judge(adminEnd) })
	for _, s := range run.shops {
		work.Go(s.work)
	}
	time.Sleep(length)
	close(run.stop)
	work.Wait() // under kills to the end
	for _, s := range run.shops {
		s.tapWhatIsLeft()
	}
	time.Sleep(min(length/10, 5*time.Second))
	close(run.calm)
	chaos.Wait()
	rough := time.Since(begun)
	run.settleDown(settle)
	run.askAgain()
	t.Logf("settled %v after the last kill", time.Since(begun)-rough)
	close(adminEnd)
	admin.Wait()
	run.check(rough)
}

// rng gives an actor its own decisions.
func (run *torture) rng(actor uint64) *rand.Rand { return rand.New(rand.NewPCG(run.seed, actor)) }

// over reports whether a channel is closed, after waiting for it for d.
func over(c <-chan struct{}, d time.Duration) bool {
	select {
	case <-c:
		return true
	default:
	}
	if d <= 0 {
		return false
	}
	select {
	case <-c:
		return true
	case <-time.After(d):
		return false
	}
}

// open starts the bot, and the admin lets the shops in.
func (run *torture) open() {
	life := run.bot.start()
	if life == nil {
		run.t.FailNow()
	}
	for i := range shopCount {
		lang := "en"
		if i%3 == 1 {
			lang = "bn"
		}
		p := simtelegram.Person{ID: int64(firstShop + i), FirstName: fmt.Sprint("Shop ", i), LanguageCode: lang}
		run.Telegram.AddPerson(p)
		run.shops = append(run.shops, &shop{torture: run, id: p.ID, index: i, bangla: lang == "bn", rng: run.rng(uint64(1000 + i)), wishes: map[string]*wish{}, answered: map[int]bool{}})
		run.Telegram.Say(p.ID, "/start") // who has never written is let in only after a question
	}
	for _, s := range run.shops {
		if !run.wait(s.id, answerWithin, func(all []simtelegram.Message) bool { return len(all) > 1 }) {
			run.t.Fatalf("shop %d is not answered", s.index)
		}
		run.Telegram.Say(sandbox.Admin, fmt.Sprintf("/allow %d Shop %d", s.id, s.index))
		if !run.wait(sandbox.Admin, answerWithin, func(all []simtelegram.Message) bool { return run.lets(s, all) }) {
			run.t.Fatalf("whose money pays for shop %d is not asked; the admin sees:\n%s", s.index, run.shown(sandbox.Admin, 10))
		}
	}
	for _, s := range run.shops {
		if !run.wait(s.id, answerWithin, func(all []simtelegram.Message) bool { return len(all) > 2 }) {
			run.t.Fatalf("shop %d was not let in; the admin sees:\n%s", s.index, run.shown(sandbox.Admin, 10))
		}
	}
	run.bot.kill(life)
	run.fillWallets()
}

// lets answers the question whose money pays for a shop, once it is there.
func (run *torture) lets(s *shop, all []simtelegram.Message) bool {
	data := fmt.Sprintf("m:mine:%d", s.id)
	for _, m := range all {
		if slices.ContainsFunc(buttonsOf(m), func(b simtelegram.Button) bool { return b.Data == data }) {
			_, err := run.Telegram.Tap(sandbox.Admin, m.ID, data)
			return err == nil
		}
	}
	return false
}

// killing kills the bot and starts it again, until calm. What it then leaves
// behind is a bot that runs.
func (run *torture) killing() {
	rng := run.rng(1)
	for !over(run.calm, 0) {
		life := run.bot.startUp()
		if life == nil {
			return
		}
		run.starts++
		run.sentence(rng, life)
		if rng.IntN(5) == 0 { // meanwhile Telegram collects
			time.Sleep(time.Duration(rng.IntN(200)) * time.Millisecond)
		}
	}
	run.watch(nil)
	run.bot.startUp()
	run.starts++
}

// targets are the moments on the wire that a kill may be meant for.
var targets = []moment{
	{panel: true, call: "request"}, {panel: true, call: "request", after: true},
	{panel: true, call: "request"}, {panel: true, call: "request", after: true},
	{panel: true, call: "status"}, {panel: true, call: "status", after: true},
	{call: "sendMessage"}, {call: "sendMessage", after: true}, {call: "sendMessage", after: true},
	{call: "editMessageText"}, {call: "editMessageText", after: true},
	{call: "answerCallbackQuery"}, {call: "answerCallbackQuery", after: true},
	{call: "getUpdates"}, {call: "getUpdates", after: true},
}

// sentence decides how a life ends, and ends it: half of them after a time
// (5 ms to 1.5 s, short ones as likely as long ones), half at a moment on the wire.
func (run *torture) sentence(rng *rand.Rand, l *life) {
	wait := time.Duration(5 * math.Pow(300, rng.Float64()) * float64(time.Millisecond))
	target, nth, drop, timed := targets[rng.IntN(len(targets))], 1+rng.IntN(12), rng.IntN(2) == 0, rng.IntN(2) == 0
	run.watch(nil)
	if !timed {
		wait = 1500 * time.Millisecond
		var mu sync.Mutex
		run.watch(func(m moment) bool {
			if m.panel != target.panel || m.call != target.call || m.after != target.after {
				return false
			}
			mu.Lock()
			nth--
			now := nth == 0
			mu.Unlock()
			if !now {
				return false
			}
			run.bot.kill(l)
			return drop
		})
	}
	select {
	case <-l.Ended:
		if !run.bot.wasKilled(l) {
			run.t.Errorf("the bot ended by itself: %v", l.Err)
		}
	case <-time.After(wait):
	case <-run.calm:
	}
	run.bot.kill(l)
	run.watch(nil)
}

// weather changes how the panel and Telegram behave, until calm.
func (run *torture) weather() {
	rng := run.rng(2)
	status := []simpanel.Mood{
		{}, {}, {}, {}, {Name: simpanel.Pending}, {Name: simpanel.Hang, Times: 3}, {Name: simpanel.Reset, Times: 5},
		{Name: simpanel.HTTP, Times: 5}, {Name: simpanel.Slow, Delay: 300 * time.Millisecond, Times: 5}, {Name: simpanel.HTML, Times: 5},
		{Name: simpanel.Noise, Times: 5}, {Name: simpanel.DocumentJSON, Times: 5}, {Name: simpanel.Truncated, Times: 5}, {Name: simpanel.Refuse, Times: 5},
		{Name: simpanel.Limit, RetryAfter: time.Second, Times: 1}, {Name: simpanel.Limit503Date, RetryAfter: time.Second, Times: 1},
		{Name: simpanel.InQueue, Times: 5},
	}
	for _, keys := range simpanel.OtherKeys() {
		status = append(status, simpanel.Mood{Name: keys, Times: 5})
	}
	unknown := simpanel.Unknowns()
	for !over(run.calm, time.Duration(100+rng.IntN(400))*time.Millisecond) {
		switch rng.IntN(10) {
		case 0: // a true outage
			length := time.Duration(50+rng.IntN(600)) * time.Millisecond
			run.Wire.Down()
			over(run.calm, length)
			if err := run.Wire.Up(); err != nil {
				run.t.Errorf("bringing the panel back: %v", err)
				return
			}
		case 1, 2, 3:
			run.Panel.SetMood(simpanel.CallStatus, status[rng.IntN(len(status))])
		case 4:
			run.Panel.SetNotFound(unknown[rng.IntN(len(unknown))])
		default:
			run.spoil(rng)
		}
		if len(run.clears) > 50 { // among them calls that still hang
			run.clears[0]()
			run.clears = run.clears[1:]
		}
	}
	for _, end := range run.clears {
		end()
	}
	for _, call := range []simpanel.Call{simpanel.CallRequest, simpanel.CallStatus, simpanel.CallBalance} {
		run.Panel.SetMood(call, simpanel.Mood{})
	}
	for _, o := range run.Panel.Orders() {
		run.settleAtPanel(o)
	}
	for _, s := range run.shops {
		for _, w := range s.all() {
			run.Panel.SetMoodFor(w.number, simpanel.Mood{})
		}
		for _, l := range s.pasted() {
			for _, r := range l.rows {
				run.Panel.SetMoodFor(r.number, simpanel.Mood{})
			}
		}
	}
}

// settleAtPanel is the panel's operator, who ends an order that hangs there.
func (run *torture) settleAtPanel(o simpanel.Order) {
	if o.Status != simpanel.StatusPending {
		return
	}
	status := simpanel.StatusDone
	if o.ID[len(o.ID)-1]%2 == 0 {
		status = simpanel.StatusFailed
	}
	if err := run.Panel.Settle(o.ID, status, "settled by hand"); err != nil {
		run.t.Error(err)
	}
}

// spoil has a few of Telegram's next calls go wrong.
func (run *torture) spoil(rng *rand.Rand) {
	s := run.shops[rng.IntN(len(run.shops))]
	methods := []string{"sendMessage", "sendMessage", "editMessageText", "answerCallbackQuery"}
	f := simtelegram.Fault{Method: methods[rng.IntN(len(methods))], Chat: s.id, Times: 1}
	if f.Method == "answerCallbackQuery" {
		f.Chat = 0
	}
	switch rng.IntN(8) {
	case 0:
		f.RetryAfter = 1
	case 1:
		f.Code = 500
	case 2:
		f.Drop = true
	case 3:
		f.Delay = time.Duration(rng.IntN(300)) * time.Millisecond
	case 4:
		f.Hang = true
	case 5:
		f.Method, f.Chat, f.Code = "getUpdates", 0, 502
	case 6:
		f.Method, f.Chat, f.TakeIt, f.Drop = "getUpdates", 0, true, true
	case 7:
		// Taken, and not said so: the bot cannot know, and sends it again. Half of
		// the shops are spared, so that theirs can be explained by kills alone.
		if s.index%2 == 0 {
			return
		}
		if f.Method == "answerCallbackQuery" {
			f.Method, f.Chat = "sendMessage", s.id
		}
		f.TakeIt, f.Drop = true, true
		if rng.IntN(2) == 0 {
			f.Drop, f.Code = false, 502
		}
	}
	run.clears = append(run.clears, run.Telegram.AddFault(f))
}

// judge is the admin: orders that take too long are looked up in the panel's
// ledger and get a verdict, on the card that told of them or from the list. Words
// that turned out to mean "not taken" are declared to mean so.
func (run *torture) judge(end <-chan struct{}) {
	sure, opened := map[string]bool{}, map[string]bool{}
	tap := func(message int, data string) bool {
		update, err := run.Telegram.Tap(sandbox.Admin, message, data)
		if err != nil {
			return false
		}
		run.adminTaps++
		if run.adminTaps%5 == 0 && run.Telegram.Resend(update) != 0 {
			run.adminTaps++
		}
		return true
	}
	for !over(end, 300*time.Millisecond) {
		for range min(2, run.untold()) { // from each list one order is opened
			run.Telegram.Say(sandbox.Admin, "/stuck")
		}
		for _, m := range run.Telegram.Messages(sandbox.Admin) {
			if run.openStuck(m, opened) {
				continue
			}
			for _, b := range buttonsOf(m) {
				if strings.HasPrefix(b.Data, "w:yes:") && !sure[b.Data] {
					sure[b.Data] = tap(m.ID, b.Data)
				}
				data, verdict := strings.CutPrefix(b.Data, "v:")
				word, id, _ := strings.Cut(data, ":")
				if !verdict || !order.ID(id).Valid() {
					continue
				}
				ruling, known := run.ruling(id)
				card := fmt.Sprint(m.ID, id)
				switch {
				case word == "failed" && known && !sure[card]:
					sure[card] = tap(m.ID, "v:"+ruling+":"+id)
				case word == "yes-"+ruling && known && !run.verdicts[id]:
					run.verdicts[id] = tap(m.ID, b.Data)
				case strings.HasPrefix(word, "yes-") && !run.verdicts[id]: // the ledger has changed meanwhile
					sure[card] = !tap(m.ID, "v:card:"+id)
				}
			}
		}
	}
}

// ruling is what the panel's ledger says of an order, for the admin; false where
// the admin lets the bot find it out by itself.
func (run *torture) ruling(id string) (verdict string, known bool) {
	a, _ := run.Panel.Account(id)
	calm, nth := over(run.calm, 0), id[len(id)-1]
	switch {
	case !a.Taken:
		return "failed", calm || !run.long || nth%2 == 0 // else the panel denies it twice
	case a.Word == simpanel.StatusDone:
		return "done", calm || nth%3 == 0
	case a.Word == simpanel.StatusFailed:
		return "failed", calm || nth%3 == 0
	}
	return "", false
}

// openStuck opens an order from a list of those that take too long, or turns
// the page; false where the message is no such list.
func (run *torture) openStuck(m simtelegram.Message, opened map[string]bool) bool {
	all := buttonsOf(m)
	if slices.ContainsFunc(all, func(b simtelegram.Button) bool {
		return strings.Contains(b.Data, "failed:") || strings.Contains(b.Data, "yes")
	}) {
		return false // an order's card, or whether something is sure
	}
	list, tapped := false, fmt.Sprint(m.ID, "after", m.Edits) // one tap, until it shows something else
	for _, b := range all {
		id, row := strings.CutPrefix(b.Data, "v:card:")
		page := strings.HasPrefix(b.Data, "v:list:")
		list = list || row || page
		if row {
			if _, known := run.ruling(id); !known || opened[id] || run.verdicts[id] {
				continue
			}
		}
		if !row && !page || opened[tapped] {
			continue
		}
		opened[tapped] = true
		if row {
			opened[id] = true
		}
		if _, err := run.Telegram.Tap(sandbox.Admin, m.ID, b.Data); err == nil {
			run.adminTaps++
		}
		break
	}
	return list
}

func buttonsOf(m simtelegram.Message) []simtelegram.Button {
	var all []simtelegram.Button
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Data != "" {
				all = append(all, b)
			}
		}
	}
	return all
}

// untold is how many orders have no final word yet.
func (run *torture) untold() int {
	n := 0
	for _, s := range run.shops {
		n += s.untold()
	}
	return n
}

// settleDown waits until everybody has been told how their orders ended, at
// most for so long.
func (run *torture) settleDown(most time.Duration) {
	limit := time.Now().Add(most)
	for {
		for _, s := range run.shops {
			s.goOn()
		}
		missing := run.untold()
		if missing == 0 && run.Telegram.Unacked() == 0 {
			break
		}
		if time.Now().After(limit) {
			run.t.Errorf("after %v %d orders and lists have no final word, %d updates wait", most, missing, run.Telegram.Unacked())
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	run.quiet()
}

// quiet waits until the bot has nothing more to say. What is left when all are told
// are edits of cards and admins' messages.
func (run *torture) quiet() {
	before := -1
	for range 100 {
		run.mu.Lock()
		now := run.calls
		run.mu.Unlock()
		if now == before {
			break
		}
		before = now
		time.Sleep(1500 * time.Millisecond)
	}
}

// askAgain has the shops ask for the orders on which the panel has taken back its
// word since it was told, and waits until they are told of it.
func (run *torture) askAgain() {
	time.Sleep(latest + 2*time.Second) // the last words are taken back, and may be asked for again
	wrong := func() (all int) {
		for _, s := range run.shops {
			all += len(s.outdated()) + len(s.outdatedRows())
		}
		return all
	}
	for _, s := range run.shops {
		for _, w := range s.outdated() {
			w.cards++
			s.say("/status "+w.number, "")
		}
		for _, number := range s.outdatedRows() {
			s.say("/status "+number, "")
		}
	}
	for limit := time.Now().Add(answerWithin); wrong() > 0 || run.Telegram.Unacked() > 0; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(limit) {
			run.t.Errorf("%d orders end otherwise than was told", wrong())
			break
		}
	}
	run.quiet()
}
