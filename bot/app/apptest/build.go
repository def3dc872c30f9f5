package apptest

import (
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"testing"
)

// Build makes the program, with the race detector where the test has it, and
// gives its path. It is there until the test ends.
func Build(t testing.TB) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "rechargebot")
	args := []string{"build", "-o", file}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, set := range info.Settings {
			if set.Key == "-race" && set.Value == "true" {
				args = append(args, "-race")
			}
		}
	}
	if out, err := exec.Command("go", append(args, "rechargebot")...).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return file
}
