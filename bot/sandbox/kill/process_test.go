package kill

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rechargebot/bot/sandbox/sandboxtest"
)

// process is the bot as a process of its own, which can be killed and started again.
type process struct {
	t     testing.TB
	bin   string
	stage *stage
	dir   string // where it runs; its store is test.db, its log bot.log
	env   []string

	mu    sync.Mutex
	alive *life
	kills int
}

// life is the process from one start to its end.
type life struct {
	cmd    *exec.Cmd
	ended  chan struct{}
	err    error // once ended
	killed bool
}

// newProcess prepares a process on the stage; changes are further settings,
// names and values by turns.
func newProcess(t testing.TB, bin string, s *stage, changes ...string) *process {
	p := &process{t: t, bin: bin, stage: s, dir: t.TempDir()}
	set := map[string]string{
		"BOT_TOKEN": stageToken, "ADMIN_IDS": strconv.Itoa(stageAdmin), "TELEGRAM_API_URL": s.telegramURL,
		"UPSTREAM_URL": s.panelURL, "UPSTREAM_USER": "testuser", "UPSTREAM_KEY": stageKey, "UPSTREAM_TIMEOUT": "1s",
		"UPSTREAM_STATUS_PER_MINUTE": "1000000", "STATUS_FIRST_CHECK": "50ms", "STATUS_MAX_INTERVAL": "500ms",
		"STUCK_AFTER": "3s", "STUCK_ANNOUNCED": "10000", "DB_PATH": p.store(),
	}
	for i := 0; i+1 < len(changes); i += 2 {
		set[changes[i]] = changes[i+1]
	}
	for name, value := range set {
		p.env = append(p.env, name+"="+value)
	}
	t.Cleanup(func() {
		p.kill(p.current())
		p.readLog()
	})
	return p
}

func (p *process) store() string { return filepath.Join(p.dir, "test.db") }

// start starts it and returns at once.
func (p *process) start() *life {
	log, err := os.OpenFile(filepath.Join(p.dir, "bot.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Error(err)
		return nil
	}
	defer log.Close()
	cmd := exec.Command(p.bin)
	cmd.Dir, cmd.Stdout, cmd.Stderr = p.dir, log, log
	sandboxtest.Tie(cmd)
	p.stage.mu.Lock()
	p.stage.life++
	cmd.Env = append(slices.Clone(p.env), fmt.Sprintf("TELEGRAM_API_URL=%s/life%d", p.stage.telegramURL, p.stage.life))
	p.stage.mu.Unlock()
	if err := cmd.Start(); err != nil {
		p.t.Errorf("starting the bot: %v", err)
		return nil
	}
	l := &life{cmd: cmd, ended: make(chan struct{})}
	p.mu.Lock()
	p.alive = l
	p.mu.Unlock()
	go func() {
		l.err = cmd.Wait()
		close(l.ended)
	}()
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
		select {
		case <-l.ended:
			p.t.Errorf("the bot ended by itself: %v", l.err)
			return nil
		default:
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
		select {
		case <-l.ended:
			first = false
		default:
			_ = l.cmd.Process.Kill()
			<-l.ended
			p.kills++
		}
	}
	p.mu.Unlock()
	<-l.ended
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
	if err := l.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-l.ended:
		return l.err
	case <-time.After(15 * time.Second):
		_ = l.cmd.Process.Kill()
		<-l.ended
		return errors.New("the bot did not end within 15 seconds of SIGTERM")
	}
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
	bad := 0
	for line := range strings.Lines(string(b)) {
		for _, word := range []string{stageSecret, stageKey, "DATA RACE", "panic", "fatal error", "level=ERROR", "damaged"} {
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
