package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Values are as they were written; "doubt" is where godotenv takes something
// for its own, which a secret may not have.
func TestEnvLines(t *testing.T) {
	for _, test := range []struct {
		line, want, doubt string
	}{
		{`K=AB$CD9`, `AB$CD9`, ""},
		{`K=$`, `$`, ""},
		{`K=${HOME}$(id)$$`, `${HOME}$(id)$$`, ""},
		{`K='AB$CD9'`, `AB$CD9`, ""},
		{`K="AB$CD9"`, `AB$CD9`, ""},
		{`K='a #b'`, `a #b`, ""},
		{`K="a #b"`, `a #b`, ""},
		{`K=a#b`, `a#b`, ""},
		{`K= # the key`, `# the key`, "has a # behind a blank"},
		{`K=#ab`, `#ab`, ""},
		{`K=a #b`, `a`, "has a # behind a blank"},
		{"K=a\t# b", `a`, "has a # behind a blank"},
		{`K=a # b # c`, `a # b`, "has a # behind a blank"},
		{`K=a\b`, `a\b`, ""},
		{`K='a\b'`, `a\b`, ""},
		{`K="a\b"`, `ab`, "has a backslash"},
		{`K=a\$b`, `a\$b`, "has a backslash"},
		{`K="a\$b"`, `a$b`, "has a backslash"},
		{`export K = a=b `, `a=b`, ""},
		{`  K: a`, `a`, ""},
		{`K=`, ``, ""},
		{`K='a' # note`, `a`, ""},
		{"K='a\nb'", "a\nb", "goes over several lines"},
		{"K=a\r", "a", ""},
		{"K=a\"b'c", `a"b'c`, ""},
		{"K=কী", "কী", ""},
	} {
		file := parseEnv("# note\n\n" + test.line + "\nL=after")
		v := file.values["K"]
		if v.Text != test.want || v.Line != 3 || !strings.HasPrefix(v.Doubt, test.doubt) || (v.Doubt == "") != (test.doubt == "") || len(file.faults) > 0 || file.values["L"].Text != "after" {
			t.Errorf("%q: %+v, %v", test.line, file.values, file.faults)
		}
	}
}

// A line that is wrong is named by its number and harms none of the others; what
// is on it may be a secret.
func TestEnvLinesThatAreWrong(t *testing.T) {
	for _, line := range []string{"hushhush", "UPSTREAM_KEY hushhush", "=hushhush", "K-Y=hushhush", `K="hushhush`, `K='hushhush`, `K='hush'hush`, "K='hush\n\nL='hush"} {
		file := parseEnv("A=1\n" + line + "\nB=2\n")
		if len(file.faults) == 0 || file.faults[0].Line != 2 || file.values["A"].Text != "1" || file.values["B"].Text != "2" || file.values["B"].Line != strings.Count(line, "\n")+3 {
			t.Errorf("%q: %+v, %v", line, file.values, file.faults)
		}
		for _, f := range file.faults {
			if strings.Contains(f.String(), "hush") || !strings.Contains(f.String(), "line ") {
				t.Errorf("%q: it says %s", line, f)
			}
		}
	}
}

func TestEnvFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, ".env")
	if got, err := readEnvFile(file); err != nil || len(got.values) > 0 || got.open {
		t.Errorf("no file: %+v, %v", got, err)
	}
	for _, row := range []struct {
		text string
		mode os.FileMode
		open bool
	}{{"\ufeffLANGUAGE=bn\r\nMIN_AMOUNT=20\r\n", 0o600, false}, {"LANGUAGE=bn\nMIN_AMOUNT=20", 0o640, true}, {"LANGUAGE=bn\nMIN_AMOUNT=20", 0o604, true}} {
		if err := errors.Join(os.WriteFile(file, []byte(row.text), 0o600), os.Chmod(file, row.mode)); err != nil {
			t.Fatal(err)
		}
		got, err := readEnvFile(file)
		if err != nil || got.values["LANGUAGE"].Text != "bn" || got.values["LANGUAGE"].Line != 1 || got.values["MIN_AMOUNT"].Line != 2 || got.open != row.open {
			t.Errorf("%v: %+v, %v", row, got, err)
		}
	}
	if err := os.WriteFile(file, []byte("\xff\xfeK\x00=\x00a\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readEnvFile(file); err == nil || !strings.Contains(err.Error(), "save it as UTF-8") {
		t.Errorf("UTF-16: %v", err)
	}
	if _, err := readEnvFile(dir); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
	if err := unreadable(file, &fs.PathError{Op: "open", Path: file, Err: fs.ErrPermission}); !strings.Contains(err.Error(), "cannot be read by this user") || !strings.Contains(err.Error(), "chown") {
		t.Errorf("no permission: %v", err)
	}
}

// Where the settings come from: the environment wins, .env is named by its
// lines, and what is meant for others goes into the environment.
func TestSettingsFromBoth(t *testing.T) {
	const good = "BOT_TOKEN=1:hiddentoken\nADMIN_IDS=5\nUPSTREAM_URL=https://panel.test/sendapi\nUPSTREAM_USER=u\n"
	for name, test := range map[string]struct {
		env   string
		set   map[string]string
		err   []string // nil: none
		says  []string // strays
		quiet []string // never in either
	}{
		"good":             {env: good + "UPSTREAM_KEY=AB$CD9hush\nLANGUAGE=bn # Bangla\n"},
		"environment wins": {env: good + "UPSTREAM_KEY=hush hush\nLANGUAGE=fr", set: map[string]string{"LANGUAGE": "bn"}},
		// Desktops have a LANGUAGE of their own in the environment, for gettext.
		"a desktop's language": {env: good + "UPSTREAM_KEY=hush hush\nLANGUAGE=bn", set: map[string]string{"LANGUAGE": "en_US:en"}},
		"another desktop's":    {env: good + "UPSTREAM_KEY=hush hush\nLANGUAGE=bn", set: map[string]string{"LANGUAGE": "de_DE:de"}},
		"all at once": {env: good + "UPSTREAM_KEY=hush #hush\nMIN_AMOUNT=ten\nnonsense hush\nLANGUAGE=\"fr\"", set: map[string]string{"LOG_LEVEL": "loud"},
			err: []string{
				"line 7 of .env is not of the form NAME=value", "UPSTREAM_KEY has a # behind a blank, where a comment begins: put single quotes around",
				"UPSTREAM_KEY='…' (line 5 of .env); for example UPSTREAM_KEY=", `MIN_AMOUNT is no amount in whole taka (it is "ten", line 6 of .env); for example MIN_AMOUNT=10`,
				`LANGUAGE is neither en nor bn (it is "fr", line 8 of .env)`, `LOG_LEVEL is none of debug, info, warn, error (it is "loud"); for example`,
			}, quiet: []string{"hush"}},
		"each part of a list, and a name with two values": {
			env: "LOG_FORMAT=\n" + good + "LOG_FORMAT=text\nUPSTREAM_KEY=key\nADMIN_IDS=foo,bar,1\nSTATUS_DONE_CODES=1,2\nREFUSED_WORDS=no;pending\nLANGUAGE=bn\nLANGUAGE=en\nLOG_LEVEL=info\nLOG_LEVEL=info\n",
			err: []string{
				"UPSTREAM_KEY is shorter than 4 characters", `ADMIN_IDS has "foo", which is no Telegram user id, and has "bar", which is no Telegram user id, and has 1, which is nobody's id`,
				`STATUS_DONE_CODES has "1", whose meaning is known, and has "2", whose`, `REFUSED_WORDS has "no", which is shorter than 6 letters and would stand in too many sentences, and has "pending"`,
				"ADMIN_IDS is set to something else in line 3: keep one of the two (line 8 of .env)", "LANGUAGE is set to something else in line 11: keep one of the two (line 12 of .env)",
			}, quiet: []string{"LOG_LEVEL", "LOG_FORMAT is set"}},
		"misspelled": {env: good + "UPSTREAM_KEY=hush\nMAX_AMMOUNT=500\nBACKUPDIR=x\nUPSTREAM_TIMOUT=5s\nmax_amount=3\nSTATUS_CODES=1\nHOSTNAME=1\n", set: map[string]string{"LANGAUGE": "bn", "UPSTREAM_PORT": "1"},
			says: []string{
				"LANGAUGE (in the environment) is no setting and does nothing; the setting is called LANGUAGE",
				"UPSTREAM_PORT (in the environment) is no setting and does nothing; the README has a table of them all",
				"MAX_AMMOUNT (line 6 of .env) is no setting and does nothing; the setting is called MAX_AMOUNT",
				"BACKUPDIR (line 7 of .env) is no setting and does nothing; the setting is called BACKUP_DIR",
				"UPSTREAM_TIMOUT (line 8 of .env) is no setting and does nothing; the setting is called UPSTREAM_TIMEOUT",
				"max_amount (line 9 of .env) is no setting and does nothing; the setting is called MAX_AMOUNT",
				"STATUS_CODES (line 10 of .env) is no setting and does nothing; the README has a table of them all",
			}},
		"misspelled and missing": {env: good + "UPSTREAM_KYE=hush", err: []string{"UPSTREAM_KEY is missing", "UPSTREAM_KYE (line 5 of .env) is no setting and does nothing; the setting is called UPSTREAM_KEY"}, quiet: []string{"hush"}},
		"nothing":                {env: "# nothing yet\n", err: []string{"go run . sandbox"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			t.Setenv("RECHARGEBOT_TEST_PROXY", "")
			os.Unsetenv("RECHARGEBOT_TEST_PROXY")
			for name, value := range test.set {
				t.Setenv(name, value)
			}
			if err := os.WriteFile(".env", []byte(test.env+"\nRECHARGEBOT_TEST_PROXY=http://a$b"), 0o600); err != nil {
				t.Fatal(err)
			}
			c, err := loadConfig()
			if (err == nil) != (test.err == nil) || err != nil && !errors.Is(err, ErrSettings) {
				t.Fatalf("error: %v", err)
			}
			said := ""
			if err != nil {
				said = err.Error()
			}
			for _, words := range test.err {
				if !strings.Contains(said, words) {
					t.Errorf("no %q in\n%s", words, said)
				}
			}
			var strays []string
			for _, s := range c.strays {
				strays = append(strays, s.String())
			}
			if test.err == nil && !slices.Equal(strays, test.says) {
				t.Errorf("strays:\n%s", strings.Join(strays, "\n"))
			}
			for _, words := range test.quiet {
				if strings.Contains(said+strings.Join(strays, ""), words) {
					t.Errorf("%q is shown:\n%s", words, said)
				}
			}
			if name == "good" && (c.Panel.Key != "AB$CD9hush" || c.Talk.Language != "bn" || os.Getenv("RECHARGEBOT_TEST_PROXY") != "http://a$b" || os.Getenv("UPSTREAM_KEY") != "") {
				t.Errorf("key %q, language %q, proxy %q", c.Panel.Key, c.Talk.Language, os.Getenv("RECHARGEBOT_TEST_PROXY"))
			}
			if test.set["LANGUAGE"] != "" && c.Talk.Language != "bn" {
				t.Errorf("language %q", c.Talk.Language)
			}
		})
	}
}
