//go:build darwin || freebsd

package app

import "syscall"

// blockSize is the unit of the counts of blocks.
func blockSize(s *syscall.Statfs_t) int64 { return int64(s.Bsize) }
