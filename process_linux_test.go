package main

import (
	"os/exec"
	"syscall"
)

// A test that is ended by its time limit cleans up nothing.
func init() {
	tie = func(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
}
