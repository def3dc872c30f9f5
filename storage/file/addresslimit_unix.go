//go:build linux || darwin

package file

import "syscall"

// addressLimit is how much address space this process may have; false where there
// is no limit. A test replaces it.
var addressLimit = func() (uint64, bool) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_AS, &limit); err != nil || limit.Cur >= 1<<62 {
		return 0, false
	}
	return limit.Cur, true
}
