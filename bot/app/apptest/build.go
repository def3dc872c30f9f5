package apptest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"sync"
	"testing"
)

// built is where the program is, which is made once for all tests of a room.
var built struct {
	once sync.Once
	dir  string
	err  error
}

// Build makes the program, with the race detector where the test has it, and gives its
// path. It is there until [Main] ends.
func Build(t testing.TB) string {
	t.Helper()
	built.once.Do(func() { built.dir, built.err = build() })
	if built.err != nil {
		t.Fatal(built.err)
	}
	return program(built.dir)
}

func program(dir string) string { return filepath.Join(dir, "rechargebot") }

func build() (dir string, err error) {
	if dir, err = os.MkdirTemp("", "rechargebot"); err != nil {
		return "", err
	}
	args := []string{"build", "-o", program(dir)}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, set := range info.Settings {
			if set.Key == "-race" && set.Value == "true" {
				args = append(args, "-race")
			}
		}
	}
	if out, err := exec.Command("go", append(args, "rechargebot")...).CombinedOutput(); err != nil {
		return dir, fmt.Errorf("go build: %w\n%s", err, out)
	}
	return dir, nil
}
