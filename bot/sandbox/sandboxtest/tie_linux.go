package sandboxtest

import (
	"os/exec"
	"syscall"
)

// Tie makes a process end with the test's: a test that is ended by its time limit
// cleans up nothing.
func Tie(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
