package sandbox_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/flows/chat"
)

// The sandbox as people meet it: the built program, and a real browser on the
// page that it names. A page is driven by its own buttons and read as it is
// seen; nothing here reaches behind it but where a test says so.

var picture = flag.String("picture", "", "write the README's picture of the sandbox to this file")

// patience is how long something may take that happens by itself.
const patience = 15 * time.Second

// shots is where the pictures of the run are written that somebody wants to look at.
var shots = flag.String("shots", "", "TestBrowser writes pictures of what it shows into this folder, which must be there")

func TestMain(m *testing.M) { os.Exit(apptest.Main(m, 6)) }

func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: takes more than a minute")
	}
	browser, program := openBrowser(t), apptest.Build(t)

	t.Run("recharge", func(t *testing.T) {
		t.Parallel()
		p := openPage(t, browser, program, 1280, 800)
		p.says("/start", "Hello Rahim Store")
		p.tap("Recharge", "Which operator?")
		p.tap("Grameenphone", "Which number?")
		p.says("01712345678", "How much?")
		p.tap("৳50", "Is this right?")
		card := p.last()
		if card.Buttons["✅ Confirm ৳50"] == "" {
			t.Fatalf("the card's buttons are %v", card.Buttons)
		}
		p.pardon("/sim/tap")  // the second tap comes too late where the bot was quick
		p.picks("Confirm", 2) // by an impatient thumb
		word := p.hears("Done.", "Transaction id")
		if word.ID == card.ID || word.Edited {
			t.Errorf("the final word came as a change of message %d", word.ID)
		}
		card = p.see(card.ID, "Done.")
		if !card.Edited || len(card.Buttons) != 0 || strings.Contains(card.Text, "Transaction") {
			t.Errorf("more than a line is left of the card: %+v", card)
		}
		if len(word.Buttons) != 4 || word.Buttons["📋 Copy TrxID"] == "" {
			t.Errorf("the final word's buttons are %v", word.Buttons)
		}
		o := p.order("01712345678")
		if o.Status != "done" || o.Requests != "requested once" {
			t.Errorf("the panel has %+v", o)
		}
		id := strings.TrimPrefix(o.Transaction, "TrxID ")
		if id == "" || !strings.Contains(word.Text, id) {
			t.Errorf("the panel's transaction id is %q; the reseller reads %q", id, word.Text)
		}

		// A card that was overtaken loses its buttons, and orders nothing.
		p.says("01812345678 20", "Is this right?")
		old := p.last()
		p.says("30", "Is this right?", "৳30")
		if old = p.see(old.ID, "It goes on below"); len(old.Buttons) != 0 {
			t.Errorf("the overtaken card still has %v", old.Buttons)
		}
		p.says("/status", "Not confirmed: 1")
		p.says("/history", "Your orders", "01712345678", "৳50")
		if n := p.count(".order"); n != 1 {
			t.Errorf("the panel has %d orders, and one was confirmed", n)
		}
		if !strings.Contains(p.text("#panel-calls"), "1 recharge ") {
			t.Errorf("the panel was called more than once: %s", p.text("#panel-calls"))
		}
	})

	t.Run("access", func(t *testing.T) {
		t.Parallel()
		p := openPage(t, browser, program, 1280, 800)
		p.become(sandbox.Stranger)
		p.says("হ্যালো", "আপনার আইডি", fmt.Sprint(sandbox.Stranger))
		p.tap("অনুমতি চাই", "অনুরোধ")
		p.until("the admin's chat has one unread message", `document.querySelector("#person-%d .badge")?.textContent === "1"`, sandbox.Admin)
		p.become(sandbox.Admin)
		p.hears("সুমন", "@sumon", fmt.Sprint(sandbox.Stranger))
		p.picks("On my money", 1)
		p.hears("Let in", "Amina")
		p.become(sandbox.Stranger)
		p.hears("অনুমতি দিয়েছেন", "/help")
		p.press("#menu-button")
		p.reads("#menu", "নম্বরে রিচার্জ")
		p.press("#menu-button")
		p.says("০১৮১২৩৪৫৬৭৮ ২০", "সব ঠিক আছে?", "রবি", "৳২০")
		p.picks("নিশ্চিত", 1)
		p.hears("হয়ে গেছে", "ট্রানজেকশন আইডি")
		if o := p.order("01812345678"); o.Status != "done" || o.Sum != "৳20" {
			t.Errorf("the panel has %+v", o)
		}

		evaluate[bool](p, `(await post("/sim/person", {name: "করিম স্টোর", language: "bn"}), true)`)
		p.until("the letters of each name are inside their circle",
			`(all => all.length === 4 && all.every(f => {
				const letters = document.createRange();
				letters.selectNodeContents(f);
				return letters.getBoundingClientRect().width < .8 * f.clientWidth;
			}))([...document.querySelectorAll(".person .face")])`)
	})

	t.Run("money", func(t *testing.T) {
		t.Parallel()
		p := openPage(t, browser, program, 390, 844)
		shot := func(name string) {
			p.fits()
			if *shots != "" {
				p.write(filepath.Join(*shots, name+".png"))
			}
		}
		p.become(sandbox.Admin)
		p.says("/channels", "Where members pay in")
		p.tap("New channel", "How do members pay you")
		p.tap("bKash", "Your bKash number")
		p.says("01711000000", "What kind of")
		p.tap("Personal number", "Added.")
		shot("1-channel")
		p.says("/plans", "what your resellers pay")
		p.tap("standard", "Plan standard")
		p.tap("Grameenphone", "How many per cent less")
		p.says("2.5", "they will pay ৳97.50")
		p.tap("Save", "Grameenphone: 2.5 %")
		shot("2-plan")
		p.become(sandbox.Stranger)
		p.says("হ্যালো", "আপনার আইডি")
		p.tap("অনুমতি চাই", "অনুরোধ")
		p.become(sandbox.Admin)
		p.hears("Somebody asks", fmt.Sprint(sandbox.Stranger))
		shot("3-let-in")
		p.picks("On their own wallet", 1)
		p.hears("Let in")
		p.become(sandbox.Stranger)
		p.hears("অনুমতি দিয়েছেন")
		p.says("01712345678 50", "৳৪৮.৭৫", "কম আছে")
		shot("4-missing")
		p.picks("জমা দিন", 1)
		p.hears("৳৪৯")
		shot("5-deposit")
		p.says("9BK4XYZ1AB", "মালিকের কাছে গেছে")
		p.become(sandbox.Admin)
		p.hears("paid in?", "9BK4XYZ1AB")
		shot("6-approve")
		p.picks("Approve", 1)
		p.hears("booked")
		p.become(sandbox.Stranger)
		p.hears("01712345678", "৳৪৮.৭৫") // the card comes again, and sends nothing by itself
		if n := p.count(".order"); n != 0 {
			t.Errorf("the panel has %d orders before Confirm", n)
		}
		shot("7-card-again")
		p.picks("নিশ্চিত", 1)
		p.hears("ট্রানজেকশন আইডি", "খরচ ৳৪৮.৭৫", "৳০.২৫")
		shot("8-done")
		p.says("/statement", "৳০.২৫", "bKash")
		shot("9-statement")
		p.become(sandbox.Admin)
		p.says("/books", "৳0.25", "bKash")
		shot("10-books")
	})

	t.Run("phone", func(t *testing.T) {
		t.Parallel()
		p := openPage(t, browser, program, 390, 844)
		p.fits()
		p.mood("fail")
		p.says("01912345678 100", "Is this right?")
		p.fits()
		p.picks("Confirm", 1)
		p.hears("Failed.", "“Recharge Failed”", "01912345678")
		p.mood("outage")
		p.says("01512345678 30", "Is this right?")
		p.picks("Confirm", 1)
		p.hears("waiting", "01512345678", "No money moved")
		p.fits()
		p.mood("succeed")
		p.hears("Done.", "01512345678")
		p.fits()
		p.says("/help", "Quickest")
		// Who has scrolled up and writes sees their message and the answer to it.
		evaluate[bool](p, `(t => { t.scrollTop = 0; return true; })(document.querySelector("#thread"))`)
		p.until("the scroll is noticed", `!following`)
		p.says("/help", "Quickest")
		p.until("the chat is at its end", `(t => t.scrollHeight - t.scrollTop - t.clientHeight < 2)(document.querySelector("#thread"))`)
		p.press("#panel-button")
		p.until("the panel's drawer is open", `inside("#panel") && inside(".order")`)
		p.fits()
		if o := p.order("01512345678"); o.Status != "done" || o.Requests != "requested once" {
			t.Errorf("the panel has %+v", o)
		}
		p.press("#panel-close")
		p.until("the panel's drawer is shut", `!inside("#panel")`)
	})

	t.Run("list", func(t *testing.T) { // each recharge of it takes a second
		t.Parallel()
		openDay(t, browser, program, counter{"list", chat.English, 390, 844, false}).list(48)
	})
	for _, c := range counters {
		if c.pictured && *shots == "" {
			continue
		}
		t.Run("counter-"+c.name, func(t *testing.T) {
			t.Parallel()
			counterInBrowser(openDay(t, browser, program, c))
		})
	}
	t.Run("account", func(t *testing.T) {
		t.Parallel()
		accountInBrowser(openPage(t, browser, program, 1280, 800))
	})

	t.Run("files", func(t *testing.T) {
		t.Parallel()
		p := openPage(t, browser, program, 390, 844)
		p.sends("proof.png", "image/png", receipt(t), "Paid at the counter", "I have no use for this file")
		p.until("the photo is shown with its caption", `(r => r.complete && r.naturalWidth === 1200 && r.closest(".bubble").innerText.includes("Paid at the counter"))(document.querySelector(".photo img"))`)
		p.fits()
		p.sends("list of numbers.csv", "text/csv", []byte("01712345678,50\n"), "", "Recharges: 1")
		p.reads(".mine .document", "list of numbers.csv")
		p.fits()
	})
}

// accountInBrowser is a member's account on a wide screen, in English: what it costs,
// paying in, the balance under a recharge, the statement; and beside it the owner's books.
func accountInBrowser(p *page) {
	shot := func(name string) {
		p.fits()
		if *shots != "" {
			p.write(filepath.Join(*shots, "wide-"+name+".png"))
		}
	}
	p.become(sandbox.Admin)
	p.says("/channels", "Where members pay in")
	p.tap("New channel", "How do members pay you?")
	p.tap("bKash", "Your bKash number")
	p.says("01711000000", "What kind")
	p.tap("Personal number", "Added.")
	p.says("/plans", "Plans")
	p.tap("standard", "Plan standard")
	p.tap("Rate of all operators", "How many per cent less")
	p.says("2.5", "Not saved yet", "of ৳100 they will pay ৳97.50")
	shot("1-plan")
	p.picks("Save", 1)
	p.until("the plan is saved", `!fromBot().at(-1).innerText.includes("Not saved yet")`)

	p.become(sandbox.Stranger)
	p.says("হ্যালো", "আপনার আইডি")
	p.tap("অনুমতি চাই", "অনুরোধ")
	p.become(sandbox.Admin)
	p.hears("@sumon")
	p.picks("own wallet", 1)
	p.hears("Let in", "Amina")
	p.become(sandbox.Stranger)
	p.hears("নিজের জমা টাকায়")
	p.says("/language", "English")
	p.says("/rates", "৳100 costs ৳97.50")
	shot("2-rates")
	p.says("/deposit", "How much do you pay in?")
	p.tap("৳500", "Pay ৳500 by bKash", "01711000000")
	shot("3-pay")
	p.says("9bk4xyz1ab", "with the owner")
	p.become(sandbox.Admin)
	p.hears("৳500 paid in?", "9BK4XYZ1AB")
	shot("4-approve")
	p.tap("Approve ৳500", "৳500 booked", "Balance ৳500.00")
	p.become(sandbox.Stranger)
	p.hears("৳500.00 is in your account", "Balance ৳500.00")
	p.says("01812345678 50", "Is this right?", "you pay ৳48.75")
	shot("5-card")
	p.picks("Confirm", 1)
	if word := p.hears("Done.", "৳48.75", "৳451.25"); strings.Contains(word.Text, "4,9") {
		p.t.Errorf("the member reads the panel's balance: %q", word.Text)
	}
	shot("6-done")
	p.says("/statement", "Statement", "paid in, bKash", "৳451.25", "Code of the newest line")
	shot("7-statement")
	p.picks("Spreadsheet", 1)
	p.reads(".bubble .document", ".xlsx")
	shot("8-spreadsheet")
	p.says("/balance", "৳451.25")
	if o := p.order("01812345678"); o.Status != "done" || o.Sum != "৳50" {
		p.t.Errorf("the panel has %+v", o)
	}
	p.become(sandbox.Admin)
	p.says("/books", "৳451.25")
	shot("9-books")
	p.says("/audit", "✅")
	shot("10-audit")
}

// receipt is a photo of the size that people send.
func receipt(t *testing.T) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 1200, 1600))
	for y := range 1600 {
		for x := range 1200 {
			m.Set(x, y, color.RGBA{uint8(200 - y/16), uint8(120 + x/16), 180, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPicture takes the README's picture, where -picture names a file for it.
func TestPicture(t *testing.T) {
	if *picture == "" {
		t.Skip("-picture names no file")
	}
	p := openPage(t, openBrowser(t), apptest.Build(t), 1280, 800)
	p.do(chromedp.EmulateViewport(1408, 880, chromedp.EmulateScale(1280.0/1408)))
	p.says("01712345678 50", "Is this right?")
	p.picks("Confirm", 1)
	p.hears("Done.")
	p.says("robi 01812345678 100", "Is this right?")
	p.do(chromedp.MouseEvent(chromedp.MouseMoved, 700, 20)) // off the buttons
	p.until("the chat is at its end", `(t => t.scrollHeight - t.scrollTop - t.clientHeight < 2)(document.querySelector("#thread"))`)
	p.write(*picture)
}

func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no Chromium here")
	}
	t.Skip("no Chromium here")
	return ""
}

// startSandbox runs the program on a store until end, and gives the page's address as it
// prints it.
func startSandbox(t *testing.T, program, store string) (address string, end func()) {
	t.Helper()
	out, w := io.Pipe()
	process := apptest.Launch(t, w, filepath.Dir(store), nil, program, "sandbox", "-db", store)
	if process == nil {
		t.FailNow()
	}
	var said strings.Builder
	named, read := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(read)
		where := regexp.MustCompile(`^Open (http://\S+/) in a browser`)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if m := where.FindStringSubmatch(lines.Text()); m != nil {
				named <- m[1]
			}
			fmt.Fprintln(&said, lines.Text())
		}
	}()
	end = sync.OnceFunc(func() {
		err := process.End(syscall.SIGINT)
		w.Close()
		<-read
		if err != nil {
			t.Errorf("the sandbox ended with %v", err)
		}
		if t.Failed() {
			t.Logf("the sandbox said:\n%s", said.String())
		}
	})
	select {
	case address = <-named:
	case <-time.After(patience):
		end()
		t.Fatal("the sandbox named no page")
	}
	return address, end
}

// page is the sandbox's page in a window of its own.
type page struct {
	t       *testing.T
	ctx     context.Context
	program string
	store   string
	end     func()        // ends the sandbox
	longer  time.Duration // than patience, how long things take now

	mu        sync.Mutex
	address   string
	pardoned  string // the path of a call that may be refused
	elsewhere []string
	complaint []string
}

// openBrowser starts a browser until the test ends, and gives the context that new pages
// are made from.
func openBrowser(t *testing.T) context.Context {
	t.Helper()
	chromium, profile := findBrowser(t), t.TempDir()
	t.Cleanup(func() { // the browser's helpers write on for a moment
		for end := time.Now().Add(patience); os.RemoveAll(profile) != nil && time.Now().Before(end); {
			time.Sleep(20 * time.Millisecond)
		}
	})
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(chromium), chromedp.UserDataDir(profile), chromedp.WindowSize(1280, 800)}
	for _, name := range []string{"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage", "hide-scrollbars"} {
		options = append(options, chromedp.Flag(name, true))
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if _, err := chromedp.Run(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	return ctx
}

// openPage starts a sandbox, and shows its page in a window of the browser that shares
// nothing with the others. When the test ends, the page must have loaded nothing from
// elsewhere and must not have complained.
func openPage(t *testing.T, browser context.Context, program string, width, height int64) *page {
	t.Helper()
	p := &page{t: t, program: program, store: filepath.Join(t.TempDir(), "sandbox.db")}
	p.address, p.end = startSandbox(t, program, p.store)
	t.Cleanup(func() { p.end() }) // that which runs then
	ctx, stop := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(stop)
	p.ctx = ctx
	if err := chromedp.Listen(ctx, p.notice); err != nil {
		t.Fatalf("opening a window: %v", err)
	}
	t.Cleanup(func() { // before the browser and the sandbox end
		if t.Failed() {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			shown, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
			t.Logf("the page shows:\n%s", shown)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.elsewhere) > 0 {
			t.Errorf("the page asked elsewhere: %q", p.elsewhere)
		}
		if len(p.complaint) > 0 {
			t.Errorf("the page complained: %q", p.complaint)
		}
	})
	still := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, still); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Dhaka"}); err != nil {
		t.Fatal(err)
	}
	var shape []chromedp.EmulateViewportOption
	if width < 500 {
		shape = append(shape, chromedp.EmulateMobile, chromedp.EmulatePortrait, chromedp.EmulateTouch)
	}
	p.do(chromedp.EmulateViewport(width, height, shape...))
	p.open()
	return p
}

// open shows the sandbox's page, with the reseller's chat.
func (p *page) open() {
	p.t.Helper()
	p.do(chromedp.Navigate(p.address))
	p.until("the reseller's chat is shown", `document.querySelector("#person-%d[aria-current=true]")`, sandbox.Reseller)
	p.until("the panel is there", `document.querySelectorAll("input[name=mood]").length > 5`)
}

// reopen ends the sandbox, changes its store, and opens its page again on what it kept.
func (p *page) reopen(change func(tx chat.Tx) error) {
	p.t.Helper()
	p.do(chromedp.Navigate("about:blank"))
	p.end()
	apptest.Offline(p.t, p.store, change)
	address, end := startSandbox(p.t, p.program, p.store)
	p.mu.Lock()
	p.address, p.end = address, end
	p.mu.Unlock()
	p.open()
}

// notice keeps what the page should not have done.
func (p *page) notice(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if u := ev.Request.URL; !strings.HasPrefix(u, p.address) && !strings.HasPrefix(u, "data:") {
			p.elsewhere = append(p.elsewhere, u)
		}
	case *network.EventWebSocketCreated:
		p.elsewhere = append(p.elsewhere, ev.URL)
	case *runtime.EventExceptionThrown:
		p.complaint = append(p.complaint, ev.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeWarning {
			p.complaint = append(p.complaint, inScript(ev.Args))
		}
	case *log.EventEntryAdded:
		if e := ev.Entry; (e.Level == log.EntryLevelError || e.Level == log.EntryLevelWarning) &&
			(p.pardoned == "" || !strings.HasSuffix(e.URL, p.pardoned)) {
			p.complaint = append(p.complaint, e.Text+" "+e.URL)
		}
	}
}

// pardon lets the page log that calls of a path were refused.
func (p *page) pardon(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pardoned = path
}

// helpers are what the expressions below are written with. A message is looked
// up anew each time, since a change of it replaces its element.
const helpers = `
const all = (q, from = document) => [...from.querySelectorAll(q)];
const fromBot = () => all(".row").filter(r => r.querySelector(".bubble").dataset.from === "bot");
const rowOf = id => document.querySelector('.row[data-row="' + id + '"]');
const view = row => row && ({
	id: Number(row.dataset.row), edited: !!row.querySelector("[data-edited]"), text: row.querySelector(".body")?.innerText || "",
	buttons: Object.fromEntries(all(".key", row).map(k => [k.textContent, k.dataset.callback || k.dataset.copy || k.dataset.url]))});
const has = (row, words) => row && words.every(w => row.querySelector(".bubble").innerText.includes(w));
const inside = q => {
	const el = document.querySelector(q);
	if (!el || getComputedStyle(el).visibility === "hidden") return false;
	const r = el.getBoundingClientRect();
	return r.width > 0 && r.left >= 0 && r.right <= innerWidth + 1;
};
// spot is where to press an element: its middle, once that is on the screen, at rest and not covered.
const spot = el => {
	if (!el) return null;
	const at = () => { const r = el.getBoundingClientRect(); return {x: r.left + r.width / 2, y: r.top + r.height / 2}; };
	const hit = ({x, y}) => el.contains(document.elementFromPoint(x, y));
	if (!hit(at())) el.scrollIntoView({block: "center", behavior: "instant"});
	const was = at();
	return hit(was) && new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
		const now = at();
		done(el.isConnected && hit(now) && now.x === was.x && now.y === was.y ? now : null);
	})));
};
`

func evaluate[T any](p *page, script string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T]("(async () => {"+helpers+"return "+script+"})()", chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("asking the page for %s: %v", script, err)
	}
	return v
}

// await asks the page until the script's value is not null.
func await[T any](p *page, what, script string) T {
	p.t.Helper()
	pause := 20 * time.Millisecond // longer and longer: asking keeps the page from what it waits for
	for end := time.Now().Add(patience + p.longer); ; pause = min(pause*3/2, 300*time.Millisecond) {
		if v := evaluate[*T](p, script); v != nil {
			return *v
		}
		if time.Now().After(end) {
			p.t.Fatalf("waited in vain: %s; at the end of the chat stand\n%s", what, evaluate[string](p, `all(".row").slice(-3).map(r => r.innerText).join("\n--\n")`))
		}
		time.Sleep(pause)
	}
}

// until waits for a condition.
func (p *page) until(what, script string, args ...any) {
	p.t.Helper()
	await[bool](p, what, "("+fmt.Sprintf(script, args...)+") ? true : null")
}

// inScript writes a value as a script has it.
func inScript(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// bubble is one message of the bot. Buttons have what they send or copy.
type bubble struct {
	ID      int               `json:"id"`
	Text    string            `json:"text"`
	Edited  bool              `json:"edited"`
	Buttons map[string]string `json:"buttons"`
}

func (p *page) last() bubble {
	p.t.Helper()
	return await[bubble](p, "a message of the bot", `view(fromBot().at(-1)) || null`)
}

// hears waits until the bot's last message has all the words.
func (p *page) hears(words ...string) bubble {
	p.t.Helper()
	return await[bubble](p, fmt.Sprintf("the bot says %q", words), `(r => has(r, `+inScript(words)+`) ? view(r) : null)(fromBot().at(-1))`)
}

// see waits until a message of before has all the words.
func (p *page) see(id int, words ...string) bubble {
	p.t.Helper()
	return await[bubble](p, fmt.Sprintf("message %d says %q", id, words), fmt.Sprintf(`(r => has(r, %s) ? view(r) : null)(rowOf(%d))`, inScript(words), id))
}

// says types a line, and waits for a new message of the bot with all the words.
func (p *page) says(line string, words ...string) {
	p.t.Helper()
	before := evaluate[int](p, `fromBot().length`)
	p.press("#text")
	p.do(chromedp.KeyEvent(line))
	p.until("the line is typed", `document.querySelector("#text").value === %s`, inScript(line))
	p.press("#send")
	p.until("the bot answers", `fromBot().length > %d`, before)
	p.hears(words...)
}

// pastes puts several lines at once into the message and sends it, as a person who copied
// them elsewhere does, and waits for a new message of the bot with all the words.
func (p *page) pastes(lines string, words ...string) {
	p.t.Helper()
	before := evaluate[int](p, `fromBot().length`)
	p.press("#text")
	p.until("the lines are pasted", `(t => { t.value = %s; t.dispatchEvent(new Event("input")); return true; })(document.querySelector("#text"))`, inScript(lines))
	p.press("#send")
	p.until("the bot answers", `fromBot().length > %d`, before)
	p.hears(words...)
}

// sends chooses a file, sends it with a caption, and waits for a new message of the bot
// with all the words.
func (p *page) sends(name, kind string, data []byte, caption string, words ...string) {
	p.t.Helper()
	before := evaluate[int](p, `fromBot().length`)
	p.until("a file is chosen", `(() => {
		const all = new DataTransfer(), at = document.getElementById("file");
		all.items.add(new File([Uint8Array.from(atob(%q), c => c.charCodeAt(0))], %q, {type: %q}));
		at.files = all.files;
		at.dispatchEvent(new Event("change"));
		document.getElementById("file-caption").value = %q;
		return document.getElementById("file-box").open;
	})()`, base64.StdEncoding.EncodeToString(data), name, kind, caption)
	p.fits()
	p.press("#file-send")
	p.until("the bot answers", `fromBot().length > %d`, before)
	p.hears(words...)
}

// tap presses a button of the last message, and waits for the words.
func (p *page) tap(button string, words ...string) {
	p.t.Helper()
	p.picks(button, 1)
	p.hears(words...)
}

// picks presses a button of the last message, so many times in one go.
func (p *page) picks(button string, times int) {
	p.t.Helper()
	p.pick(fmt.Sprintf(`all(".key", fromBot().at(-1)).find(k => k.textContent.includes(%s))`, inScript(button)), times)
}

// press presses what a selector names.
func (p *page) press(selector string) {
	p.t.Helper()
	p.pick("document.querySelector("+inScript(selector)+")", 1)
}

func (p *page) pick(element string, times int) {
	p.t.Helper()
	at := await[struct{ X, Y float64 }](p, "to press "+element, "await spot("+element+") || null")
	clicks := make([]chromedp.Action[chromedp.Void], times)
	for i := range clicks {
		clicks[i] = chromedp.MouseClickXY(at.X, at.Y)
	}
	p.do(clicks...)
}

func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

func (p *page) text(selector string) string {
	p.t.Helper()
	return evaluate[string](p, "document.querySelector("+inScript(selector)+").innerText")
}

func (p *page) count(selector string) int {
	p.t.Helper()
	return evaluate[int](p, "all("+inScript(selector)+").length")
}

// reads waits until an element shows the words.
func (p *page) reads(selector, words string) {
	p.t.Helper()
	p.until(selector+" shows "+words, `inside(%s) && document.querySelector(%s).innerText.includes(%s)`, inScript(selector), inScript(selector), inScript(words))
}

// become switches to another person.
func (p *page) become(id int) {
	p.t.Helper()
	p.press(fmt.Sprintf("#person-%d", id))
	p.until("the switch", `document.querySelector("#person-%d[aria-current=true]")`, id)
}

// mood sets what the panel does next, through its drawer where it has one.
func (p *page) mood(name string) {
	p.t.Helper()
	drawer := evaluate[bool](p, `!inside("#panel")`)
	if drawer {
		p.press("#panel-button")
	}
	p.press("input[name=mood][value=" + name + "]")
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		var now struct{ Mood string }
		answer, err := http.Get(p.address + "panel/state")
		if err == nil {
			err = json.NewDecoder(answer.Body).Decode(&now)
			answer.Body.Close()
		}
		if err == nil && now.Mood == name {
			break
		}
		if time.Now().After(end) {
			p.t.Fatalf("the panel's mood is %q, not %q (%v)", now.Mood, name, err)
		}
	}
	if drawer {
		p.press("#panel-close")
		p.until("the panel's drawer is shut", `!inside("#panel")`)
	}
}

// panelOrder is an order as the panel beside the chat shows it.
type panelOrder struct{ Status, Requests, Transaction, Sum string }

func (p *page) order(number string) panelOrder {
	p.t.Helper()
	return await[panelOrder](p, "the panel has the order for "+number, `(o => o && ({Status: o.dataset.status, Sum: o.querySelector(".sum").textContent,
		Transaction: o.querySelector(".trxid")?.textContent || "", Requests: all("span", o).map(s => s.textContent).find(s => s.startsWith("requested"))}) || null)
		(all(".order").find(o => o.innerText.includes(`+inScript(number)+`)))`)
}

// fits holds the page to the width of the screen.
func (p *page) fits() {
	p.t.Helper()
	for _, q := range []string{"document.scrollingElement", `document.querySelector("#thread")`} {
		if over := evaluate[int](p, q+".scrollWidth - Math.min(innerWidth, "+q+".clientWidth)"); over > 0 {
			p.t.Errorf("%s is %d pixels wider than the screen", q, over)
		}
	}
	if wide := evaluate[[]string](p, `all(".bubble, .key, #composer > *").filter(el => el.getClientRects().length && (el.getBoundingClientRect().right > innerWidth + 1 || el.scrollWidth > el.clientWidth + 1)).map(el => el.innerText || el.id)`); len(wide) > 0 {
		p.t.Errorf("these do not fit: %q", wide)
	}
}

func (p *page) write(file string) {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(file, png, 0o644)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}
