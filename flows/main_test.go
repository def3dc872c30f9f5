package flows_test

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(inMemory(m)) }

// inMemory runs the tests with their stores in memory where the machine has a place for
// that: they are real ones, hundreds of them, and what people are shown does not hang on a
// disk.
func inMemory(m *testing.M) int {
	if dir, err := os.MkdirTemp("/dev/shm", "flows"); err == nil {
		defer os.RemoveAll(dir)
		_ = os.Setenv("TMPDIR", dir)
	}
	return m.Run()
}
