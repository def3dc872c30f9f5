package app

import "syscall"

// blockSize is the unit of the counts of blocks. A file system over a network or from a
// virtual machine's host may tell a larger size as the best to read and write with (Bsize).
func blockSize(s *syscall.Statfs_t) int64 {
	if s.Frsize > 0 {
		return int64(s.Frsize)
	}
	return int64(s.Bsize)
}
