package kill

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
)

// process is the bot as a process of its own, which can be killed and started again.
type process struct {
	t     testing.TB
	bin   string
	stage *stage
	dir   string // where it runs; its store is test.db, its log bot.log
	set   map[string]string

	mu    sync.Mutex
	alive *life
	kills int
}

// life is the process from one start to its end.
type life struct {
	*apptest.Process
	killed bool
}

// newProcess prepares a process on the stage; changes are further settings,
// names and values by turns.
func newProcess(t testing.TB, bin string, s *stage, changes ...string) *process {
	p := &process{t: t, bin: bin, stage: s, dir: t.TempDir()}
	hurry := []string{"STATUS_FIRST_CHECK", "50ms", "STATUS_MAX_INTERVAL", "500ms", "STUCK_AFTER", "3s", "STUCK_ANNOUNCED", "10000"}
	p.set = apptest.Settings(s.TelegramURL, s.PanelURL, p.store(), append(hurry, changes...)...)
	t.Cleanup(func() {
		p.kill(p.current())
		p.readLog()
	})
	return p
}

func (p *process) store() string { return filepath.Join(p.dir, "test.db") }

// start starts it and returns at once. Each life calls under an address of its own.
func (p *process) start() *life {
	log, err := os.OpenFile(filepath.Join(p.dir, "bot.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Error(err)
		return nil
	}
	defer log.Close()
	p.stage.mu.Lock()
	p.stage.life++
	p.set["TELEGRAM_API_URL"] = fmt.Sprintf("%s/life%d", p.stage.TelegramURL, p.stage.life)
	started := apptest.Launch(p.t, log, p.dir, p.set, p.bin)
	p.stage.mu.Unlock()
	if started == nil {
		return nil
	}
	l := &life{Process: started}
	p.mu.Lock()
	p.alive = l
	p.mu.Unlock()
	return l
}

// startUp starts it and waits for its first call; nil where that does not come,
// which is reported.
func (p *process) startUp() *life {
	calls := func() int {
		p.stage.mu.Lock()
		defer p.stage.mu.Unlock()
		return p.stage.calls
	}
	before := calls()
	l := p.start()
	if l == nil {
		return nil
	}
	for limit := time.Now().Add(answerWithin); calls() == before; time.Sleep(2 * time.Millisecond) {
		if l.Over() {
			p.t.Errorf("the bot ended by itself: %v", l.Err)
			return nil
		}
		if time.Now().After(limit) {
			p.t.Error("the bot did not come up")
			return nil
		}
	}
	return l
}

func (p *process) current() *life {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.alive
}

// kill ends a life by SIGKILL and returns when it has ended. It may be called
// from a hook, and again; it reports whether this call was the one.
func (p *process) kill(l *life) bool {
	if l == nil {
		return false
	}
	p.mu.Lock()
	first := !l.killed
	l.killed = true
	if first {
		if first = !l.Over(); first {
			l.Kill()
			p.kills++
		}
	}
	p.mu.Unlock()
	<-l.Ended
	return first
}

func (p *process) wasKilled(l *life) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return l.killed
}

// end ends it by SIGTERM, as an operator would.
func (p *process) end(l *life) error {
	p.mu.Lock()
	l.killed = true
	p.mu.Unlock()
	return l.End()
}

func (p *process) killed() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kills
}

// readLog looks for what must never be in the log.
func (p *process) readLog() {
	b, err := os.ReadFile(filepath.Join(p.dir, "bot.log"))
	if err != nil {
		p.t.Error(err)
		return
	}
	_, secret, _ := strings.Cut(sandbox.Token, ":")
	bad := 0
	for line := range strings.Lines(string(b)) {
		if strings.Contains(line, "none of the owners can be told") { // which is true until the owner first writes
			continue
		}
		for _, word := range []string{secret, sandbox.Key, "DATA RACE", "panic", "fatal error", "level=ERROR", "damaged"} {
			if strings.Contains(line, word) {
				if bad++; bad <= 10 {
					p.t.Errorf("the bot's log has %q: %s", word, strings.TrimSpace(line))
				}
				break
			}
		}
	}
	if p.t.Failed() {
		const most = 20 << 10
		p.t.Logf("the bot's log ends:\n%s", b[max(0, len(b)-most):])
	}
}
