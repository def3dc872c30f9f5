package apptest

import (
	"bytes"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Program is the built program with the sandbox's simulators as its world. What
// it writes is searched for secrets.
type Program struct {
	*Bot
	Bin string
	Dir string // where it runs
}

// NewProgram prepares a program; changes are further settings.
func NewProgram(t testing.TB, bin string, changes ...string) *Program {
	t.Helper()
	b := Prepare(t, changes...)
	return &Program{Bot: b, Bin: bin, Dir: filepath.Dir(b.Store())}
}

// Run runs it to its end and gives what it wrote and its exit code.
func (p *Program) Run(in string, args ...string) (out string, code int) {
	p.T.Helper()
	var b bytes.Buffer
	cmd := command(&b, p.Dir, p.Set, p.Bin, args...)
	cmd.Stdin = strings.NewReader(in)
	begun := time.Now()
	process, err := start(cmd)
	if err == nil {
		select {
		case <-process.Ended:
		case <-time.After(time.Minute):
			process.Kill()
			p.T.Errorf("%v does not end", args)
		}
		err = process.Err
	}
	p.Log.Write(b.Bytes())
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		p.T.Fatal(err)
	}
	if took := time.Since(begun); took > 30*time.Second {
		p.T.Errorf("%v took %v", args, took)
	}
	return b.String(), cmd.ProcessState.ExitCode()
}

// Serve starts it as a bot; end sends SIGTERM, or another signal, and gives how
// long it took.
func (p *Program) Serve() (end func(by ...syscall.Signal) time.Duration) {
	p.T.Helper()
	process := Launch(p.T, p.Log, p.Dir, p.Set, p.Bin)
	if process == nil {
		p.T.FailNow()
	}
	p.T.Cleanup(process.Kill)
	return func(by ...syscall.Signal) time.Duration {
		p.T.Helper()
		begun := time.Now()
		if err := process.End(by...); err != nil {
			p.T.Errorf("after the signal: %v", err)
		}
		return time.Since(begun)
	}
}
