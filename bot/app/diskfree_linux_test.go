package app

import (
	"syscall"
	"testing"
)

// What is free is counted in fragments, not in the size that is best to write with: a folder
// of the host in a virtual machine tells 4 KB and 1 MB.
func TestBlockSize(t *testing.T) {
	for want, s := range map[int64]syscall.Statfs_t{
		4096: {Bsize: 1 << 20, Frsize: 4096},
		512:  {Bsize: 512},
	} {
		if got := blockSize(&s); got != want {
			t.Errorf("%d instead of %d", got, want)
		}
	}
	if free, ok := freeSpace(t.TempDir()); !ok || free <= 0 {
		t.Errorf("%d bytes free, %v", free, ok)
	}
}
