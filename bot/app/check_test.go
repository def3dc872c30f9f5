package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// check names each setting that is wrong, with the reason, its line and an
// example, and does so at once: nobody is called, nothing is opened.
func TestCheckNamesEachWrongSetting(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wrong := [][3]string{ // name, value, reason
		{"BOT_TOKEN", "hush", "is no bot token"},
		{"BOT_TOKEN", "", "is missing"},
		{"BOT_TOKEN", "1:hush # hush", "has a # behind a blank"},
		{"ADMIN_IDS", "me", `has "me", which is no Telegram user id`},
		{"ADMIN_IDS", "-100500", `has "-100500", which is no Telegram user id`},
		{"ADMIN_IDS", ",", "names nobody"},
		{"ADMIN_IDS", "1", "has 1, which is nobody's id"},
		{"ADMIN_IDS", "5, 01", "has 01, which is nobody's id"},
		{"ADMIN_IDS", "123456789", "has 123456789, which is nobody's id"},
		{"BOT_TOKEN", "123456789:AAE_secret_from_BotFather", "is still the example"},
		{"UPSTREAM_URL", "https://panel.example/sendapi", "is still the example"},
		{"UPSTREAM_USER", "the-api-user-of-the-panel", "is still the example"},
		{"UPSTREAM_KEY", "the-api-key-of-the-panel", "is still the example"},
		{"UPSTREAM_URL", "panel.example", "must begin with http:// or https://"},
		{"UPSTREAM_URL", "https://me:hush@panel.example", "must hold no user or password"},
		{"UPSTREAM_URL", "https://panel.test/sendapi/request", "must end before /request, which is added for each call"},
		{"UPSTREAM_URL", "https://panel.test/sendapi/status/", "must end before /status"},
		{"UPSTREAM_URL", "https://panel.test/sendapi/Balance", "must end before /balance"},
		{"UPSTREAM_URL", "http://panel.test:443/sendapi", "has the port 443, where panels speak https"},
		{"UPSTREAM_URL", "https://panel.test:80/sendapi", "has the port 80, where panels speak http"},
		{"UPSTREAM_URL", "https://panel.test/sendapi?key=hush", "must end with its path"},
		{"UPSTREAM_USER", "", "is missing"},
		{"UPSTREAM_KEY", "", "is missing"},
		{"UPSTREAM_KEY", `"hu\nsh"`, "has a backslash"},
		{"TELEGRAM_API_URL", "ftp://me:hush@a.example", "is no web address"},
		{"UPSTREAM_BAND_KEY", "'a\x01'", "is not a header's value"},
		{"UPSTREAM_HEADERS", "hush", "is not a list of headers"},
		{"UPSTREAM_HEADERS", "Host: hush", `has the header "Host", which is set by the client itself`},
		{"UPSTREAM_HEADERS", "x-token: hush # of the panel", "has a # behind a blank"},
		{"UPSTREAM_TIMEOUT", "30", "is no time from 1s to 10m"},
		{"UPSTREAM_STATUS_PER_MINUTE", "0", "is no number from 1 to 1000000"},
		{"UPSTREAM_REQUESTS_PER_MINUTE", "few", "is no number from 1 to 1000000"},
		{"REFUSED_WORDS", ";", "names nothing"},
		{"REFUSED_WORDS", "Duplicate Request", `has "Duplicate Request", which a panel can also say`},
		{"DUPLICATE_WINDOW", "2000", "is no number of minutes from 0 to 1440"},
		{"SHOW_PANEL_BALANCE", "some", "is neither owners nor all"},
		{"LOW_BALANCE", "5.5", "is no amount in whole taka"},
		{"STATUS_FAILED_CODES", ",", "names nothing"},
		{"STATUS_DONE_CODES", " , ", "names nothing"},
		{"DB_PATH", dir, "is a folder, not a file"},
		{"BACKUP_DIR", file, "is no folder"},
		{"BACKUP_KEEP", "0", "is no number from 1 to 10000"},
		{"MIN_AMOUNT", "10.5", "is no amount in whole taka"},
		{"MIN_AMOUNT", "2000", "is above MAX_AMOUNT or MAX_AMOUNT_POSTPAID"},
		{"MAX_AMOUNT", "many", "is no amount in whole taka"},
		{"MAX_AMOUNT_POSTPAID", "-1", "is no amount in whole taka"},
		{"STATUS_FIRST_CHECK", "soon", "is no time from 10ms to 1h"},
		{"STATUS_FIRST_CHECK", "5m", "is above STATUS_MAX_INTERVAL"},
		{"STATUS_MAX_INTERVAL", "0s", "is no time from 10ms to 24h"},
		{"STUCK_AFTER", "15", "is no time from 1s to 168h"},
		{"STUCK_ANNOUNCED", "-5", "is no number from 1 to 10000"},
		{"TIMEZONE", "Asia/Nowhere", "is no time zone"},
		{"LANGUAGE", "fr", "is neither en nor bn"},
		{"LOG_LEVEL", "loud", "is none of debug, info, warn, error"},
		{"LOG_FORMAT", "xml", "is neither text nor json"},
	}
	if runtime.GOOS != "windows" {
		link, pipe := filepath.Join(dir, "link"), filepath.Join(dir, "pipe")
		if err := errors.Join(os.Symlink(filepath.Join(dir, "none"), link), makePipe(pipe)); err != nil {
			t.Fatal(err)
		}
		wrong = append(wrong, [3]string{"DB_PATH", link, "is a link to a file that is not there"}, [3]string{"DB_PATH", pipe, "is no plain file"})
	}
	named := map[string]bool{}
	for _, row := range wrong {
		name, value, reason := row[0], row[1], row[2]
		named[name] = true
		t.Run(name+" "+reason, func(t *testing.T) {
			t.Chdir(t.TempDir())
			values := map[string]string{"BOT_TOKEN": "1:hush", "ADMIN_IDS": "5", "UPSTREAM_URL": "https://panel.test/sendapi", "UPSTREAM_USER": "u", "UPSTREAM_KEY": "hush"}
			values[name] = value
			var text strings.Builder
			line := 0
			for i, n := range slices.Sorted(maps.Keys(values)) {
				fmt.Fprintf(&text, "%s=%s\n", n, values[n])
				if n == name && value != "" {
					line = i + 1
				}
			}
			if err := os.WriteFile(".env", []byte(text.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			var out, errs strings.Builder
			begun := time.Now()
			err := Command(context.Background(), []string{"check"}, Console{Out: &out, Err: &errs})
			said := errs.String()
			if !errors.Is(err, ErrSettings) || time.Since(begun) > 5*time.Second || strings.Count(said, "\n") != 2 {
				t.Errorf("%v: %s", err, said)
			}
			if !strings.Contains(said, "  "+name+" "+reason) {
				t.Errorf("no %q in %s", reason, said)
			}
			// What is refused for being an example is not shown as one.
			another := strings.Contains(reason, "nobody's id") || strings.Contains(reason, "is still the example")
			if strings.Contains(said, "for example "+name+"=") == another {
				t.Errorf("an example: %v, in %s", !another, said)
			}
			if line > 0 && !strings.Contains(said, fmt.Sprintf("line %d of .env", line)) && value != "," {
				t.Errorf("no line %d in %s", line, said)
			}
			if strings.Contains(said+out.String(), "hush") {
				t.Errorf("a secret is shown: %s", said)
			}
		})
	}
	for _, r := range new(Config).rows() {
		if !named[r.Name] && r.Name != "UPSTREAM_SERVICE" { // which takes whatever the panel calls it
			t.Errorf("there is no wrong value for %s here", r.Name)
		}
	}
}

// .env that cannot be read, and what it says besides settings.
func TestCheckWithAnEnvFileThatIsNone(t *testing.T) {
	for name, put := range map[string]func() error{
		".env is a folder":    func() error { return os.Mkdir(".env", 0o700) },
		"that is not there":   func() error { return os.Symlink("none", ".env") },
		"save it as UTF-8":    func() error { return os.WriteFile(".env", []byte("\xff\xfeA\x00"), 0o600) },
		"line 2 of .env is n": func() error { return os.WriteFile(".env", []byte("\ufeffADMIN_IDS=5\nhush\n"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := put(); err != nil {
				t.Fatal(err)
			}
			var errs strings.Builder
			err := Command(context.Background(), []string{"check"}, Console{Out: &errs, Err: &errs})
			if !errors.Is(err, ErrSettings) || !strings.Contains(errs.String(), name) || strings.Contains(errs.String(), "hush") {
				t.Errorf("%v: %s", err, errs.String())
			}
		})
	}
}
