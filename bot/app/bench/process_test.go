package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
)

// process is a bot being measured.
type process struct {
	*apptest.Process
	b       *testing.B
	startup time.Duration // to the first getUpdates
	log     string
}

// bot starts the real binary on a store.
func (s *stage) bot(binary, file string) *process {
	s.b.Helper()
	return s.launch(binary, apptest.Settings(s.TelegramURL, s.PanelURL, file, "UPSTREAM_TIMEOUT", "30s", "STATUS_FIRST_CHECK", "100ms", "STATUS_MAX_INTERVAL", "1s"))
}

// launch starts a bot and waits until it fetches updates.
func (s *stage) launch(binary string, set map[string]string) *process {
	s.b.Helper()
	p := &process{b: s.b, log: filepath.Join(s.b.TempDir(), "log")}
	out, err := os.Create(p.log)
	if err != nil {
		s.b.Fatal(err)
	}
	defer out.Close()
	select {
	case <-s.polled: // by the one before
	default:
	}
	begun := time.Now()
	if p.Process = apptest.Launch(s.b, out, s.b.TempDir(), set, binary); p.Process == nil {
		s.b.FailNow()
	}
	s.b.Cleanup(p.stop)
	select {
	case <-s.polled:
		p.startup = time.Since(begun)
	case <-time.After(30 * time.Second):
		p.Kill()
		s.b.Fatal("the bot fetches no updates")
	}
	return p
}

// stop ends the bot as a service manager would.
func (p *process) stop() {
	if err := p.End(); err != nil {
		text, _ := os.ReadFile(p.log)
		p.b.Errorf("the bot: %v\n%s", err, text[max(0, len(text)-2000):])
	}
}

// pid is the process's number.
func (p *process) pid() int { return p.Process.Process.Pid }

// cpu is what the process has used so far.
func (p *process) cpu() time.Duration {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", p.pid()))
	if err != nil || len(threads) == 0 {
		p.b.Fatalf("the machine does not say what CPU a process uses: %v", err)
	}
	var sum time.Duration
	for _, file := range threads {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // the thread has ended; Go keeps nearly all
		}
		used, _ := strconv.ParseInt(strings.Fields(string(text))[0], 10, 64)
		sum += time.Duration(used)
	}
	return sum
}

// memory gives a line of /proc/PID/status, in MB.
func (p *process) memory(line string) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.pid()))
	if err != nil {
		p.b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "\n"+line+":")
	kB, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	return kB / 1024
}

// peak is the most memory that was not mapped file. What is mapped of it only
// grows, so the end's is taken off.
func (p *process) peak() float64 { return p.memory("VmHWM") - p.memory("RssFile") }
