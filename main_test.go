package main

import (
	"context"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/joho/godotenv"

	"rechargebot/flows/order"
)

// env gives a lookup over the required settings with some changed; "" unsets.
func env(changes ...string) func(string) string {
	values := map[string]string{
		"BOT_TOKEN": "1:secretpart", "ADMIN_IDS": "5, 6,5", "UPSTREAM_URL": "https://panel.example/sendapi",
		"UPSTREAM_USER": "u", "UPSTREAM_KEY": "hiddenkey",
	}
	for i := 0; i < len(changes); i += 2 {
		values[changes[i]] = changes[i+1]
	}
	return func(name string) string { return values[name] }
}

func TestSettingsAndWhatHoldsWithoutThem(t *testing.T) {
	s, err := readSettings(env("UPSTREAM_HEADERS", "refer: shop.example; x-a: b:c"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.Admins, []int64{5, 6}) || s.MinAmount != order.WholeTaka(10) || s.MaxAmount != order.WholeTaka(1000) ||
		s.MaxAmountPostpaid != order.WholeTaka(5000) || s.StatusPerMinute != 60 || s.Location.String() != "Asia/Dhaka" ||
		s.DBPath != "rechargebot.db" || s.Upstream.Service != "64" || s.Upstream.BandKey != "flexisoftwarebd" ||
		s.Upstream.Headers["refer"] != "shop.example" || s.Upstream.Headers["x-a"] != "b:c" ||
		s.FirstCheck.String() != "3s" || s.MaxInterval.String() != "2m0s" || s.StuckAfter.String() != "15m0s" || s.Upstream.Timeout.String() != "30s" {
		t.Errorf("settings: %+v", s)
	}
}

// Every setting that is wrong is named, all at once, with an example, and no
// secret is shown.
func TestSettingsReportAllThatIsWrong(t *testing.T) {
	bad := map[string]string{
		"BOT_TOKEN": "nocolon-secretpart", "ADMIN_IDS": "me", "UPSTREAM_URL": "panel.example", "TELEGRAM_API_URL": "ftp://x",
		"UPSTREAM_HEADERS": "novalue", "UPSTREAM_TIMEOUT": "30", "UPSTREAM_STATUS_PER_MINUTE": "0", "MIN_AMOUNT": "10.5",
		"MAX_AMOUNT": "many", "MAX_AMOUNT_POSTPAID": "-1", "STATUS_FIRST_CHECK": "soon", "STATUS_MAX_INTERVAL": "0s",
		"STUCK_AFTER": "15", "TIMEZONE": "Asia/Nowhere", "LANGUAGE": "fr", "LOG_LEVEL": "loud", "LOG_FORMAT": "xml",
		"UPSTREAM_KEY": "", "UPSTREAM_USER": "",
	}
	var changes []string
	for name, value := range bad {
		changes = append(changes, name, value)
	}
	_, err := readSettings(env(changes...))
	var wrong *settingsError
	if !errors.As(err, &wrong) {
		t.Fatalf("error: %v", err)
	}
	for name := range bad {
		line := ""
		for _, l := range wrong.lines {
			if strings.HasPrefix(l, name+" ") {
				line = l
			}
		}
		if !strings.Contains(line, "for example "+name+"=") {
			t.Errorf("%s is not reported with an example: %q", name, line)
		}
	}
	if len(wrong.lines) != len(bad) {
		t.Errorf("%d lines for %d mistakes:\n%v", len(wrong.lines), len(bad), err)
	}
	if strings.Contains(err.Error(), "secretpart") {
		t.Errorf("a secret is shown: %v", err)
	}
}

func TestSettingsThatContradict(t *testing.T) {
	for _, changes := range [][]string{{"MIN_AMOUNT", "2000"}, {"STATUS_FIRST_CHECK", "5m"}} {
		if _, err := readSettings(env(changes...)); err == nil || !strings.Contains(err.Error(), changes[0]) {
			t.Errorf("%v: %v", changes, err)
		}
	}
}

// What the panel's client would refuse is refused as a setting, by its name.
func TestSettingsThatThePanelsClientRefuses(t *testing.T) {
	for _, bad := range [][]string{
		{"UPSTREAM_URL", "https://me:hush@panel.example/sendapi"}, {"UPSTREAM_URL", "https://panel.example/sendapi?x=1"},
		{"UPSTREAM_URL", "https://me:hu sh@panel.example"}, {"UPSTREAM_HEADERS", "x-token: hush; Host: other.example"}, {"UPSTREAM_HEADERS", "two words: x"}, {"UPSTREAM_BAND_KEY", "a\nb"},
	} {
		_, err := readSettings(env(bad...))
		var wrong *settingsError
		if !errors.As(err, &wrong) || len(wrong.lines) != 1 || !strings.HasPrefix(wrong.lines[0], bad[0]+" ") || strings.Contains(strings.ReplaceAll(wrong.lines[0], " ", ""), "hush") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestStartWithoutSettingsSaysWhatToDoInFiveLines(t *testing.T) {
	_, err := readSettings(func(string) string { return "" })
	if err == nil {
		t.Fatal("no error")
	}
	if lines := strings.Count(err.Error(), "\n"); lines != 5 || !strings.Contains(err.Error(), "go run . sandbox") {
		t.Errorf("%d lines:\n%s", lines, err)
	}
}

// A command line that cannot be followed is refused, with the usage, before
// anything is done.
func TestCommandLine(t *testing.T) {
	for _, test := range []struct {
		line string
		code int
		says string
	}{
		{"sandbocks", exitSettings, `unknown command "sandbocks"`},
		{"sandbox now", exitSettings, `no use for "now"`},
		{"sandbox -colour red", exitSettings, "-colour"},
		{"check everything", exitSettings, `no use for "everything"`},
		{"restore", exitSettings, "needs a file"},
		{"restore one.db two.db", exitSettings, `no use for "two.db"`},
		{"restore -h", 0, "restore FILE"},
		{"sandbox -help", 0, "-listen ADDRESS"},
		{"help", 0, "restore FILE"},
	} {
		var out, errs strings.Builder
		code := command(context.Background(), strings.Fields(test.line), &out, &errs)
		said := out.String() + errs.String()
		if code != test.code || !strings.Contains(said, test.says) || !strings.Contains(said, usage) || (code == 0) != (errs.Len() == 0) {
			t.Errorf("%s: code %d: %s", test.line, code, said)
		}
	}
}

// .env.example, the README and the code name the same settings with the same
// values.
func TestSettingsAreDocumented(t *testing.T) {
	example, err := os.ReadFile(".env.example")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	active := regexp.MustCompile(`(?m)^#([A-Z_]+=)`).ReplaceAllString(string(example), "$1")
	values, err := godotenv.Unmarshal(active)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, row := range allSettings {
		known[row.name] = true
		value, ok := values[row.name]
		switch {
		case !ok:
			t.Errorf("%s is not in .env.example", row.name)
		case row.required && !strings.Contains("\n"+string(example), "\n"+row.name+"="):
			t.Errorf("%s is required but commented out in .env.example", row.name)
		case row.initial != "" && value != row.initial:
			t.Errorf("%s is %q in .env.example, but %q holds where it is not set", row.name, value, row.initial)
		}
		initial := row.initial
		if initial == "" {
			initial = "–"
		}
		if row.required {
			initial = "**required**"
		}
		if !regexp.MustCompile("(?m)^\\| `" + row.name + "` \\| " + regexp.QuoteMeta(initial) + " \\| .+\\|$").Match(readme) {
			t.Errorf("the README has no row | `%s` | %s | …", row.name, initial)
		}
	}
	for name := range values {
		if !known[name] {
			t.Errorf("%s is in .env.example but not in the code", name)
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\|").FindAllStringSubmatch(string(readme), -1) {
		if !known[m[1]] {
			t.Errorf("%s is in the README but not in the code", m[1])
		}
	}
	if _, err := readSettings(func(name string) string { return values[name] }); err != nil {
		t.Errorf(".env.example does not hold good values: %v", err)
	}
}

// The README names every subcommand, the sandbox's flags, what people write to the
// bot, and the exit codes.
func TestCommandsAreDocumented(t *testing.T) {
	file, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(file)
	for _, m := range regexp.MustCompile(`(?m)^rechargebot (\w+)`).FindAllStringSubmatch(usage, -1) {
		if !strings.Contains(readme, "go run . "+m[1]) {
			t.Errorf("the README does not show: go run . %s", m[1])
		}
	}
	for _, flag := range regexp.MustCompile(`-[a-z]{2,} [A-Z]+`).FindAllString(usage, -1) {
		if name, _, _ := strings.Cut(flag, " "); name != "-yes" && !strings.Contains(readme, "`"+name+" ") {
			t.Errorf("the README does not name %s", name)
		}
	}
	catalogue, err := os.ReadFile("flows/flows.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`case "(/\w+)":`).FindAllStringSubmatch(string(catalogue), -1) {
		if !strings.Contains(readme, "`"+m[1]) {
			t.Errorf("the README does not name the command %s", m[1])
		}
	}
	codes := fmt.Sprintf("0 stopped, %d failed (the reason is the last line), %d settings or command line, %d Telegram does not", exitFailed, exitSettings, exitToken)
	if !strings.Contains(strings.Join(strings.Fields(readme), " "), codes) {
		t.Errorf("the README does not say: %s", codes)
	}
}

// Imports point down the README's list of rooms only.
func TestRoomsImportDownwardsOnly(t *testing.T) {
	const module = "rechargebot/"
	allowed := map[string][]string{
		"bot":                     {"flows", "flows/order", "github.com/go-telegram/bot", "github.com/go-telegram/bot/models", "golang.org/x/time/rate"},
		"bot/simtelegram":         {},
		"bot/sandbox":             {"bot/simtelegram", "upstream/simpanel"},
		"bot/sandbox/sandboxtest": {},
		"flows":                   {"flows/order"},
		"flows/order":             {},
		"storage":                 {"flows", "flows/order", "go.etcd.io/bbolt", "go.etcd.io/bbolt/errors"},
		"upstream":                {"flows/order"},
		"upstream/simpanel":       {},
	}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() != "." && strings.HasPrefix(d.Name(), ".") {
			if d != nil && d.IsDir() && err == nil {
				return fs.SkipDir
			}
			return err
		}
		room := path.Dir(filepath.ToSlash(file))
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || room == "." {
			return nil
		}
		rules, ok := allowed[room]
		if !ok {
			t.Errorf("%s is in no room of the README's list", file)
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			inside, ours := strings.CutPrefix(name, module)
			standard := !strings.Contains(strings.Split(name, "/")[0], ".") && !ours
			if !standard && !slices.Contains(rules, inside) {
				t.Errorf("%s imports %s, which its room may not", file, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The README's table of states is the code's.
func TestStatesAreDocumented(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "<!-- states -->")
	table, _, _ = strings.Cut(table, "<!-- /states -->")
	states := []order.State{order.Placed, order.Sending, order.Accepted, order.Unclear, order.Done, order.Failed}
	for _, from := range states {
		var next []string
		for _, to := range states {
			if from.MayBecome(to) {
				next = append(next, string(to))
			}
		}
		if !regexp.MustCompile(`(?m)^\| ` + string(from) + ` \| .+ \| ` + strings.Join(next, ", ") + ` \|$`).MatchString(table) {
			t.Errorf("the README does not say that %s may become %s", from, strings.Join(next, ", "))
		}
	}
}
