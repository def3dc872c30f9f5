package setting

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// conf is what the rows of these tests configure.
type conf struct {
	name, key, url string
	pause          time.Duration
	least, most    int
}

func (c *conf) rows() []Row {
	return []Row{
		{Name: "NAME", Required: true, Example: "x", Read: Text(&c.name)},
		{Name: "KEY", Secret: true, Example: "abc", Read: func(v string) error {
			if c.key = v; len(v) < 5 {
				return fmt.Errorf("is %s, which is short", v)
			}
			return nil
		}},
		{Name: "URL", Default: "https://a.example", Read: Address(&c.url), Parts: Password},
		{Name: "PAUSE", Default: "2s", Read: Duration(&c.pause, time.Second, time.Minute)},
		{Name: "LEAST", Default: "1", Read: Count(&c.least, 9), Agrees: func() error {
			if c.least > c.most && c.most > 0 {
				return errors.New("is above MOST")
			}
			return nil
		}},
		{Name: "MOST", Default: "5", Read: Count(&c.most, 9)},
	}
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name   string
		set    map[string]Value
		faults []string
	}{
		{"what holds without", map[string]Value{"NAME": {Text: "n"}}, nil},
		{"blanks are none", map[string]Value{"NAME": {Text: " \t"}}, []string{"NAME is missing; for example NAME=x"}},
		{"bounds", map[string]Value{"NAME": {Text: "n"}, "PAUSE": {Text: "1ms", Line: 4}, "MOST": {Text: "10"}}, []string{
			`PAUSE is no time from 1s to 1m (it is "1ms", line 4 of .env); for example PAUSE=2s`,
			`MOST is no number from 1 to 9 (it is "10"); for example MOST=5`,
		}},
		{"one by the other", map[string]Value{"NAME": {Text: "n"}, "LEAST": {Text: "7", Line: 2}}, []string{`LEAST is above MOST (it is "7", line 2 of .env); for example LEAST=1`}},
		{"a wrong one has no other", map[string]Value{"NAME": {Text: "n"}, "LEAST": {Text: "7"}, "MOST": {Text: "x"}}, []string{`MOST is no number from 1 to 9 (it is "x"); for example MOST=5`}},
		{"secret", map[string]Value{"NAME": {Text: "n"}, "KEY": {Text: "hu$h", Line: 1}}, []string{"KEY is [hidden], which is short (line 1 of .env); for example KEY=abc"}},
		{"too short to be hidden", map[string]Value{"NAME": {Text: "n"}, "KEY": {Text: "ish"}}, []string{"KEY is shorter than 4 characters, which nothing can keep out of a log; for example KEY=abc"}},
		{"doubt of a secret", map[string]Value{"NAME": {Text: "n", Doubt: "is odd"}, "KEY": {Text: "hush", Doubt: "is odd", Line: 3}}, []string{"KEY is odd (line 3 of .env); for example KEY=abc"}},
		{"password", map[string]Value{"NAME": {Text: "n"}, "URL": {Text: "ftp://me:hush@a.example"}}, []string{"URL is no web address; for example URL=https://a.example"}},
	} {
		c := new(conf)
		secrets, faults := Read(c.rows(), func(name string) Value { return test.set[name] })
		var got []string
		for _, f := range faults {
			got = append(got, f.String())
		}
		if strings.Join(got, "\n") != strings.Join(test.faults, "\n") {
			t.Errorf("%s:\n%s", test.name, strings.Join(got, "\n"))
		}
		if test.faults == nil && (c.name != "n" || c.pause != 2*time.Second || c.most != 5 || c.url != "https://a.example" || len(secrets) > 0) {
			t.Errorf("%s: %+v", test.name, c)
		}
	}
}

// What is secret is hidden in whatever form it comes up, wherever a log carries it.
func TestSecretsAreHidden(t *testing.T) {
	const key, password = `a&b "c"/d`, "p@ss word"
	c := new(conf)
	secrets, faults := Read(c.rows(), func(name string) Value {
		return map[string]Value{"NAME": {Text: "n"}, "KEY": {Text: key}, "URL": {Text: "https://me:p%40ss%20word@a.example"}}[name]
	})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, text := range []string{key, `a&amp;b &#34;c&#34;/d`, "a%26b+%22c%22%2Fd", `a\u0026b \"c\"/d`, fmt.Sprintf("%q", key), password, "p%40ss%20word"} {
		if got := secrets.Hide("x " + text + " y"); !strings.Contains(got, "[hidden]") || strings.Contains(got, "d y") && !strings.Contains(got, "] y") || strings.Contains(got, "ss") {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	var log bytes.Buffer
	l := slog.New(secrets.Handler(slog.NewTextHandler(&log, nil))).With("with", key).WithGroup("g")
	l.Info(key, "text", key, "error", fmt.Errorf("calling: %w", errors.New(key)), "any", []string{key}, slog.Group("h", "deep", key), "n", 7)
	w := secrets.Writer(&log)
	if n, err := fmt.Fprintf(w, "to %s\n", key); err != nil || n != len("to "+key+"\n") {
		t.Error(n, err)
	}
	if strings.Contains(log.String(), "a&b") || strings.Count(log.String(), "[hidden]") != 7 || !strings.Contains(log.String(), "g.n=7") {
		t.Error(log.String())
	}
}

func TestHint(t *testing.T) {
	for secret, want := range map[string]string{"abcdefg": "7 characters", "কখগঘঙচছজ": "8 characters"} {
		if got := Hint(secret); got != want {
			t.Errorf("%s: %s", secret, got)
		}
	}
}

func TestStrays(t *testing.T) {
	rows := []Row{{Name: "MAX_AMOUNT"}, {Name: "MAX_AMOUNT_POSTPAID"}, {Name: "BACKUP_DIR"}, {Name: "UPSTREAM_TIMEOUT"}, {Name: "LANGUAGE"}, {Name: "DB_PATH"}, {Name: "SHOW_PANEL_BALANCE"}, {Name: "LOW_BALANCE"}, {Name: "MIN_PAUSE"}}
	for name, want := range map[string]string{
		"MAX_AMMOUNT": "MAX_AMOUNT", "MAXAMOUNT": "MAX_AMOUNT", "MAX_AMUONT": "MAX_AMOUNT", "max_amount": "MAX_AMOUNT", "BACKUPDIR": "BACKUP_DIR", "BACKUP_DIRS": "BACKUP_DIR",
		"UPSTREAM_TIMOUT": "UPSTREAM_TIMEOUT", "LANGAUGE": "LANGUAGE", "MAX_AMOUNT_POSTPIAD": "MAX_AMOUNT_POSTPAID",
		"MAX_THINGS": "?", "UPSTREAM_PORT": "?", "SHOW_BALANCE": "?", "MIN_AMOUNT": "?", "LOW_WALLET": "?", "db_file": "?", // only begin so
		"MAX_AMOUNT": "", "PATH": "", "GOPATH": "", "LANG": "", "HOME": "", "MANPATH": "", "TIMEOUT": "", "MAXIMUM": "", "LANGUAGE_PACK": "", "SHOWN": "",
	} {
		s, ok := Strayed(rows, name)
		got := s.Meant
		if ok && got == "" {
			got = "?"
		}
		if got != want || ok != (want != "") {
			t.Errorf("%s: %v, %v", name, s, ok)
		}
	}
}
