//go:build unix

package storage

import (
	"syscall"
	"time"
)

// cpuTime is the CPU that the process has used, of all its goroutines and of the system
// for it.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
