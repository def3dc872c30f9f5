package app

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rechargebot/flows/office"
	"rechargebot/flows/order"
	"rechargebot/flows/setting"
	"rechargebot/flows/shop"
)

var update = flag.Bool("update", false, "write the README's table of settings and .env.example anew")

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const tableBegins, tableEnds = "<!-- settings -->\n", "<!-- /settings -->"

// settingsTable is the README's.
func settingsTable(rows []setting.Row) string {
	var b strings.Builder
	b.WriteString("| setting | without it | what it is |\n|---|---|---|\n")
	for _, r := range rows {
		without, help := r.Default, r.Help
		switch {
		case r.Required:
			without = "**required**"
		case without == "":
			without, help = "–", help+"; for example `"+r.Example+"`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.Name, without, help)
	}
	return b.String()
}

// envExample is .env.example, with a line for each setting: what holds without
// it, or an example where nothing does.
func envExample(rows []setting.Row) string {
	var b strings.Builder
	b.WriteString("# Copy this file to .env, chmod 600 .env, and fill in the first four. Lines that\n" +
		"# begin with # show what holds where nothing is set, or an example where nothing does.\n" +
		"# A value with a blank and a # behind it stands in single quotes.\n")
	for _, r := range rows {
		b.WriteString("\n")
		help := strings.NewReplacer("`", "", "*", "").Replace(r.Help)
		help = strings.ToUpper(help[:1]) + help[1:] + "."
		value := r.Example
		switch {
		case r.Required:
		case r.Default != "":
			value = r.Default
		default:
			help += " Example:"
		}
		for _, line := range wrapped(help, 80) {
			b.WriteString("# " + line + "\n")
		}
		if !r.Required {
			b.WriteString("#")
		}
		fmt.Fprintf(&b, "%s=%s\n", r.Name, value)
	}
	return b.String()
}

func wrapped(text string, width int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}

// The README's table and .env.example are what the rows say.
func TestSettingsAreDocumented(t *testing.T) {
	rows := new(Config).rows()
	for _, r := range rows {
		if r.Help == "" || strings.Contains(r.Help, "|") || r.Example == "" && r.Default == "" || r.Required && r.Default != "" {
			t.Errorf("%s: a row needs help, an example or a default, and no default where it is required", r.Name)
		}
	}
	text := readme(t)
	before, rest, begun := strings.Cut(text, tableBegins)
	table, after, ended := strings.Cut(rest, tableEnds)
	if !begun || !ended {
		t.Fatal("the README has no table of settings between its marks")
	}
	file := filepath.Join(root, ".env.example")
	example, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(before+tableBegins+settingsTable(rows)+tableEnds+after), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(envExample(rows)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table != settingsTable(rows) {
		t.Errorf("the README's table of settings is not what the rows say; write it with -update:\n%s", table)
	}
	if string(example) != envExample(rows) {
		t.Error(".env.example is not what the rows say; write it with -update")
	}
}

// What .env.example shows can be set once its own values stand for what has to be
// filled in, which is refused as it is: with every line in force, too.
func TestEnvExampleCanBeRead(t *testing.T) {
	example, err := os.ReadFile(filepath.Join(root, ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	own := strings.NewReplacer("AAE_secret_from_BotFather", "AAEown", "panel.example", "panel.shop", "the-api-user", "shop-user", "the-api-key", "shop-key", "=123456789\n", "=5512345678\n")
	for _, text := range []string{string(example), regexp.MustCompile(`(?m)^#([A-Z_]+=)`).ReplaceAllString(string(example), "$1")} {
		file := parseEnv(text)
		_, err := readConfig(func(name string) setting.Value { return file.values[name] })
		for _, r := range new(Config).rows() {
			if refused := err != nil && strings.Contains(err.Error(), "  "+r.Name+" is still the example"); refused != r.Required {
				t.Errorf("%s is refused: %v", r.Name, refused)
			}
		}
		file = parseEnv(own.Replace(text))
		if _, err := readConfig(func(name string) setting.Value { return file.values[name] }); err != nil || len(file.faults) > 0 {
			t.Errorf("%v %v", err, file.faults)
		}
	}
}

// The README names every subcommand, the sandbox's flags and the exit codes.
func TestCommandsAreDocumented(t *testing.T) {
	text := readme(t)
	for _, s := range subcommands {
		if !strings.Contains(text, "go run . "+s.name) && !strings.Contains(text, "rechargebot "+s.name) {
			t.Errorf("the README does not show: go run . %s", s.name)
		}
		f := flag.NewFlagSet(s.name, flag.ContinueOnError)
		if s.flags != nil {
			s.flags(f)
		}
		f.VisitAll(func(f *flag.Flag) {
			if !strings.Contains(s.usage, "-"+f.Name+" ") {
				t.Errorf("the usage of %s does not name -%s", s.name, f.Name)
			}
			if f.Name != "yes" && !strings.Contains(text, "`-"+f.Name+" ") {
				t.Errorf("the README does not name -%s", f.Name)
			}
		})
	}
	const codes = "0 stopped, 1 failed (the reason is the last line), 2 settings or command line, 3 Telegram does not"
	if !strings.Contains(strings.Join(strings.Fields(text), " "), codes) {
		t.Errorf("the README does not say: %s", codes)
	}
}

// The table "What people write" has each command that a route has. The routes are
// those of the rooms that flows.New joins.
func TestWhatPeopleWriteIsDocumented(t *testing.T) {
	_, part, _ := strings.Cut(readme(t), "\n## What people write\n")
	part, _, _ = strings.Cut(part, "\n## ")
	rooms, err := os.ReadFile(filepath.Join(root, "flows", "flows.go"))
	if err != nil || !strings.Contains(string(rooms), "chat.Join(shop.Routes(), office.Routes(), shop.Last())") {
		t.Errorf("flows.New joins the routes of other rooms than this test looks at (%v)", err)
	}
	commands := 0
	for _, r := range slices.Concat(shop.Routes(), office.Routes(), shop.Last()) {
		if r.Command == "" {
			continue
		}
		commands++
		if !regexp.MustCompile("(?m)^\\| .*`/" + r.Command + "[` ]").MatchString(part) {
			t.Errorf("the README's table \"What people write\" does not name /%s", r.Command)
		}
	}
	if commands == 0 {
		t.Error("no route has a command")
	}
}

// The README's table of states is the code's.
func TestStatesAreDocumented(t *testing.T) {
	_, table, _ := strings.Cut(readme(t), "<!-- states -->")
	table, _, _ = strings.Cut(table, "<!-- /states -->")
	states := []order.State{order.Placed, order.Sending, order.Accepted, order.Unclear, order.Done, order.Failed}
	for _, from := range states {
		mayBecome := func(hand *order.Hand) string {
			var next []string
			for _, to := range states {
				if o := (order.Order{State: from, Hand: hand}); o.Move(to) == nil {
					next = append(next, string(to))
				}
			}
			return strings.Join(next, ", ")
		}
		next := mayBecome(nil)
		if byHand := mayBecome(&order.Hand{}); byHand != "" {
			next += "; by hand " + byHand
		}
		if !regexp.MustCompile(`(?m)^\| ` + string(from) + ` \| .+ \| ` + next + ` \|$`).MatchString(table) {
			t.Errorf("the README does not say that %s may become %s", from, next)
		}
	}
}

// TestWhatToTouchIsThere: the files that the README names for additions exist.
func TestWhatToTouchIsThere(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(readme), "<!-- add -->")
	part, _, _ = strings.Cut(part, "<!-- /add -->")
	paths := regexp.MustCompile("`((?:bot|flows|storage|upstream)/[a-z_/]*(?:\\.go)?)`").FindAllStringSubmatch(part, -1)
	if len(paths) < 12 {
		t.Errorf("%d paths found", len(paths))
	}
	for _, p := range paths {
		if _, err := os.Stat("../../" + p[1]); err != nil {
			t.Error(err)
		}
	}
}

// What differs between the machines that the README says it builds for, the system and
// the size of a word, is vetted by .ci/run or is where it runs.
func TestMachinesAreVetted(t *testing.T) {
	said := regexp.MustCompile(`it builds for Linux on ([^,]+(?:, [^,]+)*?), for Windows and for macOS`).FindStringSubmatch(readme(t))
	if said == nil {
		t.Fatal("the README does not say what it builds for")
	}
	run, err := os.ReadFile(filepath.Join(root, ".ci", "run"))
	if err != nil {
		t.Fatal(err)
	}
	vetted := map[string]bool{"linux": true, "64 bits": true} // where it runs
	for _, target := range regexp.MustCompile(`\b(linux|windows|darwin)/(\w+)`).FindAllStringSubmatch(string(run), -1) {
		vetted[target[1]], vetted[bits(t, target[2])] = true, true
	}
	for _, arch := range strings.FieldsFunc(strings.ReplaceAll(said[1], " and ", ","), func(r rune) bool { return r == ',' || r == ' ' }) {
		if !vetted[bits(t, arch)] {
			t.Errorf(".ci/run vets nothing of %s, which the README has with Linux on %s", bits(t, arch), arch)
		}
	}
	for _, system := range []string{"linux", "windows", "darwin"} {
		if !vetted[system] {
			t.Errorf(".ci/run does not vet %s, which the README names", system)
		}
	}
}

// bits is the size of a word of an architecture.
func bits(t *testing.T, arch string) string {
	switch arch {
	case "amd64", "arm64":
		return "64 bits"
	case "arm", "386":
		return "32 bits"
	}
	t.Fatalf("%s is not known here", arch)
	return ""
}
