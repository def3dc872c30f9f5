package app_test

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"rechargebot/bot/app"
	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
	"rechargebot/storage"
	"rechargebot/upstream/simpanel"
)

// has looks for words in an output.
func has(t *testing.T, out string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(out, w) {
			t.Errorf("no %q in\n%s", w, out)
		}
	}
}

// Exit codes, as main and the README have them.
const (
	exitFailed   = 1
	exitSettings = 2
	exitToken    = 3
)

func TestProgram(t *testing.T) {
	t.Parallel()
	bin := apptest.Build(t)
	for name, test := range map[string]func(*testing.T, string){
		"start": programStarts, "terminated under load": programEnds, "check": programChecks,
		"restore": programRestores, "token": programToken,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, bin)
		})
	}
}

// programStarts has the ways in which it does not, each with what to do.
func programStarts(t *testing.T, bin string) {
	p := apptest.NewProgram(t, bin)
	end := p.Serve()
	p.Help(sandbox.Reseller)
	hangup := syscall.SIGHUP // drains and stops as SIGTERM does
	if signal.Ignored(hangup) {
		hangup = syscall.SIGTERM // the tests run under nohup themselves
	}
	end(hangup)
	has(t, p.Log.String(), "msg=starting version=", "msg=stopped")
	if runtime.GOOS != "windows" { // under nohup it outlives the terminal
		held := apptest.Launch(t, p.Log, p.Dir, p.Set, "/bin/sh", "-c", `trap "" HUP; exec "$0"`, bin)
		p.Help(sandbox.Reseller)
		if err := held.Process.Signal(syscall.SIGHUP); err != nil {
			t.Error(err)
		}
		p.Help(sandbox.Reseller)
		if err := held.End(); err != nil {
			t.Error(err)
		}
	}
	end = p.Serve()
	p.Help(sandbox.Reseller)
	out, code := p.Run("")
	if code != exitFailed {
		t.Errorf("a second instance ends with %d", code)
	}
	has(t, out, "another running copy of the bot holds the store's file", "stop that one first")
	p.Help(sandbox.Reseller) // the first goes on
	if took := end(); took > 10*time.Second {
		t.Errorf("SIGTERM took %v", took)
	}

	good, err := os.ReadFile(p.Store())
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"cut off": good[:3*4096], "noise": bytes.Repeat([]byte("noise "), 9000)} {
		damaged := filepath.Join(p.Dir, "damaged.db")
		if err := os.WriteFile(damaged, data, 0o600); err != nil {
			t.Fatal(err)
		}
		p.Set["DB_PATH"] = damaged
		for range 2 {
			out, code := p.Run("")
			if code != exitFailed {
				t.Errorf("%s: exit code %d", name, code)
			}
			has(t, out, damaged, "it was left as it is: move it away and put the newest backup in its place")
		}
		if after, err := os.ReadFile(damaged); err != nil || !bytes.Equal(after, data) {
			t.Errorf("%s: the damaged file was changed (%v)", name, err)
		}
	}
	const todo = "check that its folder exists and that this user may write there"
	for _, path := range append(readOnly(t, good), filepath.Join(p.Dir, "none", "test.db")) {
		p.Set["DB_PATH"] = path
		out, code := p.Run("")
		if code != exitFailed {
			t.Errorf("%s: exit code %d", path, code)
		}
		has(t, out, path, todo)
	}
	p.Set["DB_PATH"] = p.Dir
	if out, code := p.Run(""); code != exitSettings {
		t.Errorf("a folder as the store: %d", code)
	} else {
		has(t, out, "DB_PATH is a folder, not a file")
	}
	p.Set = map[string]string{}
	if out, code := p.Run(""); code != exitSettings || strings.Count(out, "\n") != 5 {
		t.Errorf("without settings: %d, %s", code, out)
	}
}

// readOnly gives paths of stores that this user can't write to, where such can be had.
var readOnly = func(*testing.T, []byte) []string { return nil }

func programToken(t *testing.T, bin string) {
	p := apptest.NewProgram(t, bin)
	p.Telegram.SetToken("1:other")
	out, code := p.Run("")
	if code != exitToken {
		t.Errorf("an unknown token ends it with %d", code)
	}
	has(t, out, "unknown bot token: get the current one from @BotFather")
}

// programEnds: SIGTERM with orders at every stage, a panel that answers slowly
// and a chat that hangs.
func programEnds(t *testing.T, bin string) {
	p := apptest.NewProgram(t, bin)
	const shops = 20
	person := func(i int) int64 { return int64(60_000 + i) }
	number := func(i int) string { return fmt.Sprintf("013%08d", i) }
	p.Offline(func(tx chat.Tx) error {
		for i := range shops {
			if err := tx.PutMember(chat.Member{ID: person(i), Allowed: true}); err != nil {
				return err
			}
		}
		return nil
	})
	for i := range shops {
		m := simpanel.Mood{Name: simpanel.Succeed, Delay: time.Duration(i) * 50 * time.Millisecond, Times: 1}
		if i%5 == 4 {
			m.Name = simpanel.TakeAndHang
		}
		p.Panel.SetMoodFor(number(i), m)
	}
	end := p.Serve()
	p.Help(sandbox.Reseller)
	answers := p.Telegram.AddFault(simtelegram.Fault{Chat: sandbox.Admin, Hang: true})
	p.Telegram.Say(sandbox.Admin, "/help")
	for i := range shops {
		p.Telegram.Say(person(i), number(i)+" 20")
	}
	for i := range shops {
		p.Tap(person(i), "✅ Confirm")
	}
	for i := range shops { // and more that are only begun
		p.Telegram.Say(person(i), "01512345678 20")
	}
	if took := end(); took > 10*time.Second {
		t.Errorf("SIGTERM took %v", took)
	}
	if err := storage.Check(p.Store()); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(p.Log.String(), "panic") {
		t.Error("the log tells of a panic")
	}
	answers()
	end = p.Serve()
	for i := range shops {
		p.Sees(person(i), "Done.", number(i), "Transaction id T")
		p.Sees(person(i), "Is this right?", "01512345678")
	}
	end()
	for i := range shops {
		if o := p.OrderTo(number(i)); o.Requests != 1 || o.Charged != 1 {
			t.Errorf("%s: %d requests, charged %d times", number(i), o.Requests, o.Charged)
		}
	}
}

// programChecks has check with everything right, and with each thing wrong.
func programChecks(t *testing.T, bin string) {
	p := apptest.NewProgram(t, bin)
	if err := os.Remove(p.Store()); err != nil {
		t.Fatal(err)
	}
	all := []string{"settings", "clock", "store", "disk", "token", "owners", "polling", "panel"}
	check := func(name, wrong string, words ...string) {
		t.Helper()
		out, code := p.Run("", "check")
		if (code == 0) != (wrong == "") {
			t.Errorf("%s: exit code %d", name, code)
		}
		for _, line := range all {
			if wrong == "token" && (line == "owners" || line == "polling") {
				continue // which only Telegram can tell
			}
			if line == "disk" && name == "no folder for the store" {
				continue // there is none to look at
			}
			want := "ok    " + line
			if line == wrong {
				want = "WRONG " + line
			}
			has(t, out, want)
		}
		has(t, out, words...)
		if lines := strings.Count(out, "\n") - strings.Count(out, "WARN "); wrong == "" && lines != len(all) {
			t.Errorf("%s: %d lines:\n%s", name, lines, out)
		}
	}
	check("all right", "", "UPSTREAM_KEY: 11 characters", "right to the minute", "@recharge_sandbox_bot", "its balance is ৳5,000", "there is no "+p.Store()+" yet: the bot begins one", "1 of 1 can be told", "no other program polls")
	if left, _ := os.ReadDir(p.Dir); len(left) != 0 {
		t.Errorf("check left %v behind", left)
	}
	if err := app.Admit(p.Config, sandbox.Reseller); err != nil {
		t.Fatal(err)
	}
	check("with a store", "", p.Store()+" is whole and writable")

	// The store.
	if err := os.WriteFile(filepath.Join(p.Dir, "damaged.db"), bytes.Repeat([]byte("noise "), 9000), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Set["DB_PATH"] = filepath.Join(p.Dir, "damaged.db")
	check("damaged store", "store", "damaged", "put the newest backup in its place")
	p.Set["DB_PATH"] = filepath.Join(p.Dir, "none", "test.db")
	check("no folder for the store", "store", "check that its folder exists", "DB_PATH")
	p.Set["DB_PATH"] = p.Store()
	end := p.Serve()
	p.Help(sandbox.Reseller)
	check("the bot runs", "", p.Store()+" is in use by a running bot", "the running bot tells its owners where another")
	p.Telegram.Block(sandbox.Admin, true)
	check("the bot runs, its owner is gone", "owners", "none of the owners can be told anything", fmt.Sprint(sandbox.Admin, " has blocked the bot"))
	p.Telegram.Block(sandbox.Admin, false)
	end()

	// The owners.
	admin := p.Set["ADMIN_IDS"]
	p.Set["ADMIN_IDS"] = "5512345678"
	check("an owner who never pressed Start", "owners", "5512345678 has not opened the bot yet", "must open https://t.me/recharge_sandbox_bot and press Start")
	p.Set["ADMIN_IDS"] = "5512345678," + admin
	check("one of two", "", "WARN  owners    5512345678 has not opened", "1 of 2 can be told")
	p.Set["ADMIN_IDS"] = ""
	check("no owner", "owners", "nobody owns this bot yet", "https://t.me/recharge_sandbox_bot?start=claim_")
	p.Set["ADMIN_IDS"] = admin

	// The folder of the copies, and another program.
	all = append(all, "backups")
	p.Set["BACKUP_DIR"] = filepath.Join(p.Dir, "a", "b")
	check("a folder to be made", "", "a/b can be written to")
	p.Set["BACKUP_DIR"] = filepath.Join(p.Dir, "damaged.db", "b")
	check("no folder", "backups", "or set BACKUP_DIR to another folder")
	p.Set["BACKUP_DIR"] = "/proc/none/b"
	if runtime.GOOS == "linux" {
		check("a folder of the system's", "backups")
	}
	p.Set["BACKUP_DIR"], all = "", all[:len(all)-1]
	p.Telegram.AddFault(simtelegram.Fault{Method: "getUpdates", Code: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", Times: 1})
	check("another program polls", "polling", "another program is polling with this token")

	// The panel.
	p.Panel.SetMood(simpanel.CallBalance, body(refusal))
	check("refusal", "panel", "the panel says \"Not User\"", "UPSTREAM_USER and UPSTREAM_KEY")
	p.Panel.SetMood(simpanel.CallBalance, simpanel.Mood{Name: simpanel.Redirect, Location: "https://panel.example/new/balance"})
	check("moved", "panel", "set UPSTREAM_URL to https://panel.example/new")
	p.Panel.SetMood(simpanel.CallBalance, mood(simpanel.HTML))
	check("a page", "panel")
	p.Panel.SetMood(simpanel.CallBalance, mood(simpanel.Hang))
	check("no answer", "panel")
	p.Panel.SetMood(simpanel.CallBalance, mood(simpanel.Succeed))
	for _, wrong := range [][2]string{{"UPSTREAM_USER", "somebody"}, {"UPSTREAM_KEY", "another-key"}} { // well written, and not the panel's
		good := p.Set[wrong[0]]
		p.Set[wrong[0]] = wrong[1]
		check(wrong[0], "panel", "the panel says \"Not User\"", "See UPSTREAM_URL, UPSTREAM_USER and UPSTREAM_KEY")
		p.Set[wrong[0]] = good
	}
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	p.Set["UPSTREAM_URL"] = strings.Replace(secure.URL, "https:", "http:", 1) + "/sendapi"
	check("http to an https port", "panel", "that port speaks https: set UPSTREAM_URL to "+secure.URL+"/sendapi")
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	p.Set["UPSTREAM_URL"] = strings.Replace(plain.URL, "http:", "https:", 1) + "/sendapi"
	check("https to an http port", "panel", "or to "+plain.URL+"/sendapi, where the key can be read")
	p.Set["UPSTREAM_URL"] = plain.URL
	check("a server that is no panel", "panel", "See UPSTREAM_URL")
	p.Set["UPSTREAM_URL"] = "http://panel.invalid/sendapi"
	check("no such host", "panel", "no connection to the panel", "See UPSTREAM_URL")
	p.Set["UPSTREAM_URL"] = p.PanelURL

	// Telegram.
	p.Telegram.SetToken("1:other")
	check("token", "token", "unknown bot token", "BOT_TOKEN")
	p.Telegram.SetToken(sandbox.Token)
	away := httptest.NewServer(skewed(p.TelegramURL, 3*time.Hour))
	defer away.Close()
	p.Set["TELEGRAM_API_URL"] = away.URL
	check("clock", "clock", "away from Telegram's", "timedatectl set-ntp true")
	p.Set["TELEGRAM_API_URL"] = "http://telegram.invalid"
	if out, code := p.Run("", "check"); code != exitFailed {
		t.Errorf("no Telegram: %d", code)
	} else {
		has(t, out, "WRONG clock", "WRONG token", "ok    store", "ok    panel", "Telegram's clock could not be asked: see that the machine reaches http://telegram.invalid")
		if strings.Contains(out, "timedatectl") {
			t.Errorf("the clock is blamed:\n%s", out)
		}
	}
	p.Set["TELEGRAM_API_URL"] = "http://me:hushhush@telegram.invalid"
	if out, _ := p.Run("", "check"); strings.Contains(out, "hushhush") || !strings.Contains(out, "me:[hidden]@telegram.invalid") {
		t.Errorf("a password is shown:\n%s", out)
	}
	p.Set["TELEGRAM_API_URL"] = p.TelegramURL

	// What is strange about .env, in check and at start.
	file := filepath.Join(p.Dir, ".env")
	if err := os.WriteFile(file, []byte("MAX_AMMOUNT=500\nLOG_COLOUR=red\nBACKUPDIR=b\nUPSTREAM_TIMOUT=5s\nSHOW_BALANCE=all\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, code := p.Run("", "check")
	if code != exitFailed {
		t.Errorf("a misspelled limit: %d", code)
	}
	strange := []string{"MAX_AMMOUNT (line 1 of .env) is no setting and does nothing; the setting is called MAX_AMOUNT", "LOG_COLOUR (line 2 of .env) is no setting",
		"BACKUPDIR (line 3 of .env) is no setting and does nothing; the setting is called BACKUP_DIR", "UPSTREAM_TIMOUT (line 4 of .env) is no setting and does nothing; the setting is called UPSTREAM_TIMEOUT",
		"SHOW_BALANCE (line 5 of .env) is no setting and does nothing; the README has", ".env can be read by others on this machine: chmod 600 .env"}
	has(t, out, append(strange, "WRONG settings  MAX_AMMOUNT", "WRONG settings  BACKUPDIR", "WRONG settings  UPSTREAM_TIMOUT", "WARN  settings  LOG_COLOUR", "WARN  settings  SHOW_BALANCE", "WARN  settings  .env can", "ok    settings  all there")...)
	end = p.Serve()
	p.Help(sandbox.Reseller)
	end()
	has(t, p.Log.String(), strange...)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}

	// The settings, all at once.
	p.Set["ADMIN_IDS"], p.Set["LANGUAGE"] = "me", "fr"
	if out, code = p.Run("", "check"); code != exitSettings {
		t.Errorf("wrong settings: %d", code)
	}
	has(t, out, "ADMIN_IDS has \"me\"", "LANGUAGE is neither en nor bn", "for example")
}

// skewed is Telegram with another clock.
func skewed(telegram string, by time.Duration) http.Handler {
	to, _ := url.Parse(telegram)
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.ModifyResponse = func(r *http.Response) error {
		r.Header.Set("Date", time.Now().Add(by).UTC().Format(http.TimeFormat))
		return nil
	}
	return proxy
}

// programRestores: a backup by chat and one by the day, and back to them.
func programRestores(t *testing.T, bin string) {
	p := apptest.NewProgram(t, bin, "BACKUP_DIR", "backups", "BACKUP_KEEP", "2")
	dir := filepath.Join(p.Dir, "backups")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"rechargebot-2020-01-01.db", "rechargebot-2020-01-02.db", "rechargebot-2020-01-03.db", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
	end := p.Serve()
	today := "" // whichever day it is
	p.Eventually("today's copy", func() bool {
		kept, _ := os.ReadDir(dir)
		for _, e := range kept {
			if name := e.Name(); name > "rechargebot-2021" && strings.HasSuffix(name, ".db.gz") {
				today = name
			}
		}
		return today != "" && len(kept) == 3
	})
	p.Telegram.Say(sandbox.Reseller, "01712345678 50")
	p.Tap(sandbox.Reseller, "✅ Confirm ৳50")
	p.Sees(sandbox.Reseller, "Accepted")
	p.Telegram.Say(sandbox.Reseller, "01812345678 60") // a draft, confirmed after the backup
	p.Sees(sandbox.Reseller, "Is this right?", "01812345678")
	p.Telegram.Say(sandbox.Reseller, "/backup")
	p.Sees(sandbox.Reseller, "no /backup") // owners only
	p.Telegram.Say(sandbox.Admin, "/backup")
	var sent *simtelegram.Document
	p.Until("the document", func() bool {
		last, _ := p.Telegram.Last(sandbox.Admin)
		sent = last.Document
		return sent != nil
	})
	if !regexp.MustCompile(`^rechargebot-\d{4}-\d\d-\d\d\.db\.gz$`).MatchString(sent.Name) || !strings.Contains(sent.Caption, "rechargebot restore") {
		t.Errorf("the document is %s: %s", sent.Name, sent.Caption)
	}
	file := filepath.Join(p.Dir, sent.Name)
	if err := os.WriteFile(file, sent.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	card, _ := p.Tap(sandbox.Reseller, "✅ Confirm ৳60")
	p.Until("two orders at the panel", func() bool { return len(p.Panel.Orders()) == 2 })
	p.Sees(sandbox.Reseller, "Accepted", "01812345678")

	if out, code := p.Run("", "restore", "-yes", file); code != exitFailed {
		t.Errorf("restored while the bot runs: %s", out)
	} else {
		has(t, out, "another running copy of the bot")
	}
	end()
	before, err := os.ReadFile(p.Store())
	if err != nil {
		t.Fatal(err)
	}
	for answer, args := range map[string][]string{"no\n": {file}, "": {file}, "yes\n": {filepath.Join(dir, "notes.txt")}, "yes": {filepath.Join(p.Dir, "none")}} {
		out, code := p.Run(answer, append([]string{"restore"}, args...)...)
		if after, err := os.ReadFile(p.Store()); err != nil || code != exitFailed || !bytes.Equal(after, before) {
			t.Errorf("restore %v, answered %q: code %d, %v\n%s", args, answer, code, err, out)
		}
	}
	out, code := p.Run("yes\n", "restore", file)
	if code != 0 {
		t.Fatalf("restore: %d\n%s", code, out)
	}
	has(t, out, "Type yes", "The old file is kept beside it", "asked for at the panel, never sent", "look through /members", "Orders to be asked for at the panel: 1.", "that nobody waits for any more: 1. They are not sent", p.Store()+".before-")
	kept, err := filepath.Glob(p.Store() + ".before-*")
	if err != nil || len(kept) != 1 {
		t.Fatalf("%v, %v", kept, err)
	}
	if old, err := os.ReadFile(kept[0]); err != nil || !bytes.Equal(old, before) {
		t.Errorf("the old file is not what it was: %v", err)
	}

	p.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Succeed))
	for _, o := range p.Panel.Orders() {
		if err := p.Panel.Settle(o.ID, simpanel.StatusDone, ""); err != nil {
			t.Fatal(err)
		}
	}
	end = p.Serve()
	p.Sees(sandbox.Reseller, "Done.", "01712345678")
	// The draft's button, which was good for an order that this store has lost.
	p.Telegram.TapForged(sandbox.Reseller, card, "r:"+p.OrderTo("01812345678").ID+":1:go")
	p.Sees(sandbox.Reseller, "This card is old")
	end()
	for _, o := range p.Panel.Orders() {
		if o.Requests != 1 || o.Charged != 1 {
			t.Errorf("%s: %d requests, charged %d times", o.Number, o.Requests, o.Charged)
		}
	}
	if n := len(p.Panel.Orders()); n != 2 {
		t.Errorf("the panel has %d orders", n)
	}
	if err := os.Remove(kept[0]); err != nil {
		t.Fatal(err)
	}
	if out, code := p.Run("", "restore", "-yes", filepath.Join(dir, today)); code != 0 { // the day's
		t.Errorf("restore: %d\n%s", code, out)
	}
	if err := storage.Check(p.Store()); err != nil {
		t.Error(err)
	}
}
