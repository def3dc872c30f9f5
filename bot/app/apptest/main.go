package apptest

import (
	"flag"
	"os"
	"strconv"
	"testing"
)

// Main runs a room's tests, n of them at once where -parallel says nothing else, and gives
// the exit code. It is for tests that wait much more than they compute, so that more of
// them go beside each other than the machine has cores. It removes what [Build] has made.
func Main(m *testing.M, n int) int {
	if err := flag.Set("test.parallel", strconv.Itoa(n)); err != nil { // a given -parallel is read later
		panic(err)
	}
	defer func() { _ = os.RemoveAll(built.dir) }() // of the empty path it removes nothing
	return m.Run()
}
