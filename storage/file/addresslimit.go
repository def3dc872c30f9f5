package file

import (
	"errors"
	"os"
	"runtime"
	"strconv"
	"syscall"

	"go.etcd.io/bbolt"
)

// plenty is how much address space is mapped ahead of the file. While a mapping
// is replaced by a larger one all reading has to stop, and a long copy would hold
// up every writer; with a gigabyte to spare that day does not come.
const plenty = 1 << 30

// openMapped opens the file for writing, with address space ahead where there is
// enough of it: the rest of the process needs some, too. Else bbolt maps what the
// file needs and grows the mapping with it.
func openMapped(path string, o bbolt.Options) (*bbolt.DB, error) {
	ahead := o.InitialMmapSize == 0
	if ahead {
		o.InitialMmapSize = mapSize(path)
	}
	bolt, err := openFile(path, &o)
	if ahead && o.InitialMmapSize > 0 && errors.Is(err, syscall.ENOMEM) {
		o.InitialMmapSize = 0
		bolt, err = openFile(path, &o)
	}
	return bolt, err
}

// mapSize is how much to map at first; 0 for what the file needs.
func mapSize(path string) int {
	if strconv.IntSize < 64 || runtime.GOOS == "windows" { // where it is scarce, or where a mapping makes the file as long
		return 0
	}
	size := uint64(plenty)
	if info, err := os.Stat(path); err == nil {
		size += uint64(info.Size())
	}
	if limit, ok := addressLimit(); ok && limit/4 < size {
		return 0
	}
	return int(size)
}
