package app

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

// Version names this version as the build stamped it: the module's version, or
// else the commit.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return versionOf(info)
}

func versionOf(info *debug.BuildInfo) string {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	commit, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+dirty"
		}
	}
	if commit == "" {
		return "devel" // go run, or built without the repository
	}
	return commit + changed
}

func printVersion(_ context.Context, to Console, _ *flag.FlagSet) error {
	_, err := fmt.Fprintf(to.Out, "rechargebot %s, %s %s/%s\n", Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
