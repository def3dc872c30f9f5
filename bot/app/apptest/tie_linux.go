package apptest

import (
	"os/exec"
	"syscall"
)

// tie makes a process end with the test's: a test that is ended by its time limit
// cleans up nothing.
func tie(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
