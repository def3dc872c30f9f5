package apptest

import (
	"fmt"
	"io"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// Process is the program (or another) as a process of its own.
type Process struct {
	*exec.Cmd
	Ended chan struct{} // closed at its end
	Err   error         // of its end, once that has come
}

// Launch starts a process with the settings in its environment, and nothing else
// there. It writes to out, and ends with the test's process at the latest.
func Launch(t testing.TB, out io.Writer, dir string, set map[string]string, bin string, args ...string) *Process {
	t.Helper()
	p, err := start(command(out, dir, set, bin, args...))
	if err != nil {
		t.Errorf("starting %s: %v", bin, err)
		return nil
	}
	return p
}

func command(out io.Writer, dir string, set map[string]string, bin string, args ...string) *exec.Cmd {
	cmd := exec.Command(bin, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, environ(set), out, out
	tie(cmd)
	return cmd
}

func start(cmd *exec.Cmd) (*Process, error) {
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &Process{Cmd: cmd, Ended: make(chan struct{})}
	go func() {
		p.Err = cmd.Wait()
		close(p.Ended)
	}()
	return p, nil
}

// Over reports whether it has ended.
func (p *Process) Over() bool {
	select {
	case <-p.Ended:
		return true
	default:
		return false
	}
}

// Kill ends it by SIGKILL and returns when it has ended.
func (p *Process) Kill() {
	_ = p.Process.Kill()
	<-p.Ended
}

// End ends it as a service manager would, by SIGTERM, or by another signal, and
// gives the error of its end.
func (p *Process) End(by ...syscall.Signal) error {
	const patience = 20 * time.Second
	sig := syscall.SIGTERM
	if len(by) > 0 {
		sig = by[0]
	}
	if p.Over() {
		return p.Err
	}
	if err := p.Process.Signal(sig); err != nil {
		return err
	}
	select {
	case <-p.Ended:
		return p.Err
	case <-time.After(patience):
		p.Kill()
		return fmt.Errorf("it did not end within %v of %v", patience, sig)
	}
}
