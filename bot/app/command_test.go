package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"rechargebot/storage"
)

// A command line that cannot be followed is refused, with the usage, before
// anything is done.
func TestCommandLine(t *testing.T) {
	for _, test := range []struct {
		line string
		err  error
		says string
	}{
		{"sandbocks", ErrUsage, `unknown command "sandbocks"`},
		{"sandbox now", ErrUsage, `no use for "now"`},
		{"sandbox -colour red", ErrUsage, "-colour"},
		{"check everything", ErrUsage, `no use for "everything"`},
		{"version 2", ErrUsage, `no use for "2"`},
		{"restore", ErrUsage, "needs a file"},
		{"restore one.db two.db", ErrUsage, `no use for "two.db"`},
		{"restore -h", nil, "restore FILE"},
		{"sandbox -help", nil, "-listen ADDRESS"},
		{"help", nil, "restore FILE"},
	} {
		var out, errs strings.Builder
		err := Command(context.Background(), strings.Fields(test.line), Console{Out: &out, Err: &errs})
		said := out.String() + errs.String()
		if !errors.Is(err, test.err) || !strings.Contains(said, test.says) || !strings.Contains(said, usage()) || (err == nil) != (errs.Len() == 0) {
			t.Errorf("%s: %v: %s", test.line, err, said)
		}
	}
}

// What works on the store alone needs no other setting, and says where it looked.
func TestStoreAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	for line, says := range map[string]string{
		"audit":                     "nothing was audited: there is no store at rechargebot.db (DB_PATH)",
		"restore none.db.gz":        "nothing was changed: there is no backup none.db.gz",
		"sandbox -listen somewhere": "use an address such as 127.0.0.1:8080",
		"sandbox -listen 0.0.0.0:0": "use an address such as 127.0.0.1:8080",
		"check":                     "rechargebot is not set up yet",
	} {
		var out, errs strings.Builder
		err := Command(context.Background(), strings.Fields(line), Console{Out: &out, Err: &errs})
		if said := out.String() + errs.String(); err == nil || !strings.Contains(said, says) {
			t.Errorf("%s: %v: %s", line, err, said)
		}
	}
	if err := os.WriteFile("copy.db", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	err := Command(context.Background(), []string{"restore", "copy.db"}, Console{In: strings.NewReader("no\n"), Out: &out, Err: &errs})
	if err == nil || !strings.Contains(out.String(), "No store is there now") || strings.Contains(out.String(), "is kept beside it") {
		t.Errorf("%v: %s", err, out.String())
	}
	if err := os.WriteFile(".env", []byte("DBPATH=/srv/bot/bot.db\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	errs.Reset()
	if err := Command(context.Background(), []string{"restore", "copy.db"}, Console{In: strings.NewReader("yes\n"), Out: &out, Err: &errs}); !errors.Is(err, ErrSettings) || !strings.Contains(errs.String(), "the setting is called DB_PATH") {
		t.Errorf("a misspelled DB_PATH: %v: %s", err, errs.String())
	}
	if err := os.Remove(".env"); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TIMEZONE", "Mars")
	errs.Reset()
	if err := Command(context.Background(), []string{"audit"}, Console{Err: &errs}); !errors.Is(err, ErrSettings) || !strings.Contains(errs.String(), "TIMEZONE is no time zone") || strings.Contains(errs.String(), "BOT_TOKEN") {
		t.Errorf("%v: %s", err, errs.String())
	}
}

// Ctrl-C ends a restore that asks, as it ends all else.
func TestRestoreThatIsNotAnswered(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("copy.db", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	in, person := io.Pipe()
	defer person.Close()
	asked := writes(func() { time.AfterFunc(10*time.Millisecond, cancel) })
	ended := make(chan error, 1)
	go func() {
		ended <- Command(ctx, []string{"restore", "copy.db"}, Console{In: in, Out: asked, Err: io.Discard})
	}()
	select {
	case err := <-ended:
		if err == nil || !strings.Contains(err.Error(), "nothing was changed") {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("it goes on waiting for an answer")
	}
}

// A store without what a sandbox keeps beside its own is a bot's: in the sandbox its orders
// would be asked for at a panel that is made up, and what waits would go to nobody.
func TestSandboxLeavesABotsStoreAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	store, err := storage.Open("shop.db", storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile("shop.db")
	if err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	err = Command(ctx, []string{"sandbox", "-db", "shop.db"}, Console{Out: &out, Err: &errs})
	if err == nil || !strings.Contains(errs.String(), "shop.db may be the store of a real bot") {
		t.Errorf("%v: %s%s", err, out.String(), errs.String())
	}
	if after, err := os.ReadFile("shop.db"); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the store was changed: %v", err)
	}
	// Its own it takes again.
	for range 2 {
		out.Reset()
		ctx, cancel := context.WithCancel(t.Context())
		if err := Command(ctx, []string{"sandbox", "-db", "own.db"}, Console{Out: writes(cancel), Err: &errs}); err != nil {
			t.Error(err)
		}
	}
}

// writes calls a function at each write.
type writes func()

func (w writes) Write(p []byte) (int, error) {
	w()
	return len(p), nil
}

func TestVersion(t *testing.T) {
	var out strings.Builder
	if err := Command(context.Background(), []string{"version"}, Console{Out: &out}); err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^rechargebot \S+, go\S+ \w+/\w+\n$`).MatchString(out.String()) {
		t.Errorf("it says %q", out.String())
	}
	commit := []debug.BuildSetting{{Key: "vcs.revision", Value: "609e08889a7b609e08889a7b"}, {Key: "vcs.modified", Value: "true"}}
	for want, info := range map[string]*debug.BuildInfo{
		"v1.2.3":             {Main: debug.Module{Version: "v1.2.3"}},
		"609e08889a7b+dirty": {Main: debug.Module{Version: "(devel)"}, Settings: commit},
		"devel":              {Main: debug.Module{Version: "(devel)"}},
	} {
		if got := versionOf(info); got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
}
