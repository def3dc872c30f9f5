package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"rechargebot/bot/sandbox"
	"rechargebot/bot/sandbox/sandboxtest"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows"
	"rechargebot/flows/order"
	"rechargebot/storage"
	"rechargebot/upstream/simpanel"
)

// program is the real binary with the simulators as its world.
type program struct {
	*whole
	bin string
	dir string // where it runs
	set map[string]string
}

func newProgram(t *testing.T, bin string, changes ...string) *program {
	t.Helper()
	w := prepareWhole(t, changes...)
	p := &program{whole: w, bin: bin, dir: filepath.Dir(w.s.DBPath), set: map[string]string{
		"BOT_TOKEN": w.s.BotToken, "ADMIN_IDS": fmt.Sprint(sandbox.Admin), "TELEGRAM_API_URL": w.s.TelegramURL,
		"UPSTREAM_URL": w.s.Upstream.URL, "UPSTREAM_USER": w.s.Upstream.User, "UPSTREAM_KEY": w.s.Upstream.Key,
		"DB_PATH": w.s.DBPath, "STATUS_FIRST_CHECK": "20ms", "STATUS_MAX_INTERVAL": "200ms", "UPSTREAM_TIMEOUT": "1s",
		"UPSTREAM_STATUS_PER_MINUTE": "100000", "LOG_LEVEL": "debug",
	}}
	for i := 0; i+1 < len(changes); i += 2 {
		p.set[changes[i]] = changes[i+1]
	}
	return p
}

// cmd is the program with its output in the log, which is searched for secrets.
func (p *program) cmd(args ...string) *exec.Cmd {
	cmd := exec.Command(p.bin, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = p.dir, p.log, p.log
	for name, value := range p.set {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	sandboxtest.Tie(cmd)
	return cmd
}

// run runs it to its end and gives what it wrote and its exit code.
func (p *program) run(in string, args ...string) (out string, code int) {
	p.t.Helper()
	cmd := p.cmd(args...)
	var b bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(in), &b, &b
	begun := time.Now()
	err := cmd.Run()
	p.log.Write(b.Bytes())
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	if took := time.Since(begun); took > 30*time.Second {
		p.t.Errorf("%v took %v", args, took)
	}
	return b.String(), cmd.ProcessState.ExitCode()
}

// serve starts it as a bot; end sends SIGTERM and gives how long it took.
func (p *program) serve() (end func() time.Duration) {
	p.t.Helper()
	cmd := p.cmd()
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	p.t.Cleanup(func() { cmd.Process.Kill() })
	return func() time.Duration {
		p.t.Helper()
		begun := time.Now()
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			p.t.Fatal(err)
		}
		select {
		case err := <-ended:
			if err != nil {
				p.t.Errorf("after SIGTERM: %v", err)
			}
		case <-time.After(20 * time.Second):
			p.t.Error("SIGTERM has no effect")
		}
		return time.Since(begun)
	}
}

// has looks for words in an output.
func has(t *testing.T, out string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(out, w) {
			t.Errorf("no %q in\n%s", w, out)
		}
	}
}

func TestProgram(t *testing.T) {
	t.Parallel()
	bin := sandboxtest.Build(t)
	for name, test := range map[string]func(*testing.T, string){
		"start": programStarts, "terminated under load": programEnds, "check": programChecks,
		"restore": programRestores, "token": programToken,
	} {
		t.Run(name, func(t *testing.T) { test(t, bin) })
	}
}

// programStarts has the ways in which it does not, each with what to do.
func programStarts(t *testing.T, bin string) {
	p := newProgram(t, bin)
	end := p.serve()
	p.help(sandbox.Reseller)
	out, code := p.run("")
	if code != exitFailed {
		t.Errorf("a second instance ends with %d", code)
	}
	has(t, out, "another running copy of the bot holds the store's file", "stop that one first")
	p.help(sandbox.Reseller) // the first goes on
	if took := end(); took > 10*time.Second {
		t.Errorf("SIGTERM took %v", took)
	}

	good, err := os.ReadFile(p.s.DBPath)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"cut off": good[:3*4096], "noise": bytes.Repeat([]byte("noise "), 9000), "empty": {}} {
		damaged := filepath.Join(p.dir, "damaged.db")
		if err := os.WriteFile(damaged, data, 0o600); err != nil {
			t.Fatal(err)
		}
		p.set["DB_PATH"] = damaged
		for range 2 {
			out, code := p.run("")
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
	for _, path := range append(readOnly(t, good), p.dir, filepath.Join(p.dir, "none", "test.db")) {
		p.set["DB_PATH"] = path
		out, code := p.run("")
		if code != exitFailed {
			t.Errorf("%s: exit code %d", path, code)
		}
		has(t, out, path, todo)
	}
	p.set = map[string]string{}
	if out, code := p.run(""); code != exitSettings || strings.Count(out, "\n") != 5 {
		t.Errorf("without settings: %d, %s", code, out)
	}
}

// readOnly gives paths of stores that this user can't write to, where such can be had.
var readOnly = func(*testing.T, []byte) []string { return nil }

func programToken(t *testing.T, bin string) {
	p := newProgram(t, bin)
	p.Telegram.SetToken("1:other")
	out, code := p.run("")
	if code != exitToken {
		t.Errorf("an unknown token ends it with %d", code)
	}
	has(t, out, "unknown bot token: get the current one from @BotFather")
}

// programEnds: SIGTERM with orders at every stage, a panel that answers slowly
// and a chat that hangs.
func programEnds(t *testing.T, bin string) {
	p := newProgram(t, bin)
	const shops = 20
	person := func(i int) int64 { return int64(60_000 + i) }
	number := func(i int) string { return fmt.Sprintf("013%08d", i) }
	p.offline(func(tx flows.Tx) error {
		for i := range shops {
			if err := tx.PutMember(order.Member{ID: person(i), Allowed: true}); err != nil {
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
	end := p.serve()
	p.help(sandbox.Reseller)
	clear := p.Telegram.AddFault(simtelegram.Fault{Chat: sandbox.Admin, Hang: true})
	p.Telegram.Say(sandbox.Admin, "/help")
	for i := range shops {
		p.Telegram.Say(person(i), number(i)+" 20")
	}
	for i := range shops {
		p.tap(person(i), "✅ Confirm")
	}
	for i := range shops { // and more that are only begun
		p.Telegram.Say(person(i), "01512345678 20")
	}
	if took := end(); took > 10*time.Second {
		t.Errorf("SIGTERM took %v", took)
	}
	if err := storage.Check(p.s.DBPath); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(p.log.String(), "panic") {
		t.Error("the log tells of a panic")
	}
	clear()
	end = p.serve()
	for i := range shops {
		p.sees(person(i), "Done.", order.Number(number(i)).Grouped(), "Transaction id T")
		p.sees(person(i), "Is this right?", "01512-345678")
	}
	end()
	for i := range shops {
		if o := p.orderTo(number(i)); o.Requests != 1 || o.Charged != 1 {
			t.Errorf("%s: %d requests, charged %d times", number(i), o.Requests, o.Charged)
		}
	}
}

// programChecks has check with everything right, and with each thing wrong.
func programChecks(t *testing.T, bin string) {
	p := newProgram(t, bin)
	if err := os.Remove(p.s.DBPath); err != nil {
		t.Fatal(err)
	}
	all := []string{"settings", "clock", "store", "token", "panel"}
	check := func(name, wrong string, words ...string) {
		t.Helper()
		out, code := p.run("", "check")
		if (code == 0) != (wrong == "") {
			t.Errorf("%s: exit code %d", name, code)
		}
		for _, line := range all {
			want := "ok    " + line
			if line == wrong {
				want = "WRONG " + line
			}
			has(t, out, want)
		}
		has(t, out, words...)
		if lines := strings.Count(out, "\n"); wrong == "" && lines != len(all) {
			t.Errorf("%s: %d lines:\n%s", name, lines, out)
		}
	}
	check("all right", "", "owners: 1", "right to the minute", "@recharge_sandbox_bot", "its balance is ৳5,000", p.s.DBPath)
	if left, _ := os.ReadDir(p.dir); len(left) != 0 {
		t.Errorf("check left %v behind", left)
	}
	if err := admit(p.s, sandbox.Reseller); err != nil {
		t.Fatal(err)
	}
	check("with a store", "")

	// The store.
	if err := os.WriteFile(filepath.Join(p.dir, "damaged.db"), bytes.Repeat([]byte("noise "), 9000), 0o600); err != nil {
		t.Fatal(err)
	}
	p.set["DB_PATH"] = filepath.Join(p.dir, "damaged.db")
	check("damaged store", "store", "damaged", "put the newest backup in its place")
	p.set["DB_PATH"] = filepath.Join(p.dir, "none", "test.db")
	check("no folder", "store", "check that its folder exists", "DB_PATH")
	p.set["DB_PATH"] = p.s.DBPath
	end := p.serve()
	p.help(sandbox.Reseller)
	check("the bot runs", "store", "another running copy of the bot", "If the bot is running, stop it for this check")
	end()

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
	p.set["UPSTREAM_URL"] = "http://panel.invalid/sendapi"
	check("no such host", "panel", "no connection to the panel", "See UPSTREAM_URL")
	p.set["UPSTREAM_URL"] = p.s.Upstream.URL

	// Telegram.
	p.Telegram.SetToken("1:other")
	check("token", "token", "unknown bot token", "BOT_TOKEN")
	p.Telegram.SetToken(sandbox.Token)
	away := httptest.NewServer(skewed(p.s.TelegramURL, 3*time.Hour))
	defer away.Close()
	p.set["TELEGRAM_API_URL"] = away.URL
	check("clock", "clock", "away from Telegram's", "timedatectl set-ntp true")
	p.set["TELEGRAM_API_URL"] = "http://telegram.invalid"
	if out, code := p.run("", "check"); code != exitFailed {
		t.Errorf("no Telegram: %d", code)
	} else {
		has(t, out, "WRONG clock", "WRONG token", "ok    store", "ok    panel", "Telegram's clock could not be asked: see that the machine reaches http://telegram.invalid")
		if strings.Contains(out, "timedatectl") {
			t.Errorf("the clock is blamed:\n%s", out)
		}
	}
	p.set["TELEGRAM_API_URL"] = p.s.TelegramURL

	// The settings, all at once.
	p.set["ADMIN_IDS"], p.set["LANGUAGE"] = "me", "fr"
	out, code := p.run("", "check")
	if code != exitSettings {
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
	p := newProgram(t, bin, "BACKUP_DIR", "backups", "BACKUP_KEEP", "2")
	dir := filepath.Join(p.dir, "backups")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"rechargebot-2020-01-01.db", "rechargebot-2020-01-02.db", "rechargebot-2020-01-03.db", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.Panel.SetMood(simpanel.CallStatus, mood(simpanel.Pending))
	end := p.serve()
	today := "" // whichever day it is
	p.eventually("today's copy", func() bool {
		kept, _ := os.ReadDir(dir)
		for _, e := range kept {
			if name := e.Name(); name > "rechargebot-2021" && strings.HasSuffix(name, ".db") {
				today = name
			}
		}
		return today != "" && len(kept) == 3
	})
	if err := storage.Check(filepath.Join(dir, today)); err != nil {
		t.Error(err)
	}
	p.Telegram.Say(sandbox.Reseller, "01712345678 50")
	p.tap(sandbox.Reseller, "✅ Confirm ৳50")
	p.sees(sandbox.Reseller, "Accepted")
	p.Telegram.Say(sandbox.Reseller, "01812345678 60") // a draft, confirmed after the backup
	p.sees(sandbox.Reseller, "Is this right?", "01812-345678")
	p.Telegram.Say(sandbox.Reseller, "/backup")
	p.sees(sandbox.Reseller, "no /backup") // owners only
	p.Telegram.Say(sandbox.Admin, "/backup")
	var sent *simtelegram.Document
	p.until("the document", func() bool {
		last, _ := p.Telegram.Last(sandbox.Admin)
		sent = last.Document
		return sent != nil
	})
	if !regexp.MustCompile(`^rechargebot-\d{4}-\d\d-\d\d\.db\.gz$`).MatchString(sent.Name) || !strings.Contains(sent.Caption, "rechargebot restore") {
		t.Errorf("the document is %s: %s", sent.Name, sent.Caption)
	}
	file := filepath.Join(p.dir, sent.Name)
	if err := os.WriteFile(file, sent.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	card, _ := p.tap(sandbox.Reseller, "✅ Confirm ৳60")
	p.until("two orders at the panel", func() bool { return len(p.Panel.Orders()) == 2 })
	p.sees(sandbox.Reseller, "Accepted", "01812-345678")

	if out, code := p.run("", "restore", "-yes", file); code != exitFailed {
		t.Errorf("restored while the bot runs: %s", out)
	} else {
		has(t, out, "another running copy of the bot")
	}
	end()
	before, err := os.ReadFile(p.s.DBPath)
	if err != nil {
		t.Fatal(err)
	}
	for answer, args := range map[string][]string{"no\n": {file}, "": {file}, "yes\n": {filepath.Join(dir, "notes.txt")}, "yes": {filepath.Join(p.dir, "none")}} {
		out, code := p.run(answer, append([]string{"restore"}, args...)...)
		if after, err := os.ReadFile(p.s.DBPath); err != nil || code != exitFailed || !bytes.Equal(after, before) {
			t.Errorf("restore %v, answered %q: code %d, %v\n%s", args, answer, code, err, out)
		}
	}
	out, code := p.run("yes\n", "restore", file)
	if code != 0 {
		t.Fatalf("restore: %d\n%s", code, out)
	}
	has(t, out, "Type yes", "The old file is kept beside it", "asked for at the panel, never sent", "look through /members", "Orders to be asked for at the panel: 1.", p.s.DBPath+".before-")
	kept, err := filepath.Glob(p.s.DBPath + ".before-*")
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
	end = p.serve()
	p.sees(sandbox.Reseller, "Done.", "01712-345678")
	// The draft's button, which was good for an order that this store has lost.
	p.Telegram.TapForged(sandbox.Reseller, card, "r:"+p.orderTo("01812345678").ID+":1:go")
	p.sees(sandbox.Reseller, "This card is old")
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
	if out, code := p.run("", "restore", "-yes", filepath.Join(dir, today)); code != 0 { // the plain one
		t.Errorf("restore: %d\n%s", code, out)
	}
}
