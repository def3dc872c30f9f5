package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"rechargebot/bot/sandbox"
)

// process is a bot being measured.
type process struct {
	*exec.Cmd
	b       *testing.B
	startup time.Duration // to the first getUpdates
	log     string
}

// bot starts the real binary on a store.
func (s *stage) bot(binary, file string, settings ...string) *process {
	s.b.Helper()
	cmd := exec.Command(binary)
	cmd.Env = append([]string{
		"BOT_TOKEN=" + sandbox.Token, "ADMIN_IDS=" + strconv.Itoa(sandbox.Admin), "TELEGRAM_API_URL=" + s.url,
		"UPSTREAM_URL=" + s.panelURL, "UPSTREAM_USER=" + sandbox.User, "UPSTREAM_KEY=" + sandbox.Key, "DB_PATH=" + file,
		"STATUS_FIRST_CHECK=100ms", "STATUS_MAX_INTERVAL=1s", "UPSTREAM_STATUS_PER_MINUTE=1000000",
	}, settings...)
	return s.launch(cmd)
}

// launch starts a bot and waits until it fetches updates.
func (s *stage) launch(cmd *exec.Cmd) *process {
	s.b.Helper()
	p := &process{Cmd: cmd, b: s.b, log: filepath.Join(s.b.TempDir(), "log")}
	out, err := os.Create(p.log)
	if err != nil {
		s.b.Fatal(err)
	}
	defer out.Close()
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.b.TempDir(), out, out
	select {
	case <-s.polled: // by the one before
	default:
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		s.b.Fatal(err)
	}
	ended := false
	s.b.Cleanup(func() {
		if !ended {
			p.stop()
		}
	})
	select {
	case <-s.polled:
		p.startup = time.Since(begun)
	case <-time.After(30 * time.Second):
		ended = true
		p.Process.Kill()
		p.Wait()
		text, _ := os.ReadFile(p.log)
		s.b.Fatalf("the bot fetches no updates:\n%s", text)
	}
	return p
}

// stop ends the bot as a service manager would.
func (p *process) stop() {
	if p.ProcessState != nil {
		return
	}
	p.Process.Signal(syscall.SIGTERM)
	if err := p.Wait(); err != nil {
		text, _ := os.ReadFile(p.log)
		p.b.Errorf("the bot: %v\n%s", err, text[max(0, len(text)-2000):])
	}
}

// cpu is what the process has used so far.
func (p *process) cpu() time.Duration {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", p.Process.Pid))
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
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
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
