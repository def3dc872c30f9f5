//go:build linux || darwin || freebsd

package app

import "syscall"

// freeSpace gives how many bytes this user may still write in a folder.
func freeSpace(dir string) (int64, bool) {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil {
		return 0, false
	}
	return int64(s.Bavail) * blockSize(&s), true
}
