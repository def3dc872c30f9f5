package app

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"runtime"
	"strings"

	"github.com/joho/godotenv"

	"rechargebot/flows/setting"
)

const envName = ".env"

// envFile is what a .env holds. Its values are as they were written: nothing in
// them is expanded, since a panel's key may hold a dollar sign.
type envFile struct {
	values map[string]setting.Value
	faults []setting.Fault // lines that set nothing
	open   bool            // others on this machine may read it
}

// readEnvFile reads a .env; one that is not there is empty. Its errors say why
// it cannot be read, and never hold what is in it.
func readEnvFile(path string) (envFile, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(path); err == nil {
			return envFile{}, fmt.Errorf("%s is a link to a file that is not there", path)
		}
		return envFile{}, nil
	}
	if err == nil && info.IsDir() {
		return envFile{}, fmt.Errorf("%s is a folder; it has to be a file with lines NAME=value (cp .env.example .env)", path)
	}
	if err == nil && !info.Mode().IsRegular() {
		return envFile{}, fmt.Errorf("%s is no plain file; it has to be one with lines NAME=value", path)
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return envFile{}, unreadable(path, err)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return envFile{}, fmt.Errorf("%s is not a text in UTF-8 (it may have been saved as UTF-16): save it as UTF-8", path)
	}
	file := parseEnv(string(data))
	file.open = runtime.GOOS != "windows" && info.Mode().Perm()&0o044 != 0
	return file, nil
}

func unreadable(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%s cannot be read by this user: see with ls -l %s whose it is, and give it to the user that runs the bot (chown), or run the bot as its owner", path, path)
	}
	return fmt.Errorf("reading %s: %w", path, err)
}

var (
	entry    = regexp.MustCompile(`^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*[=:]([ \t]*)(.*)$`)
	noteLike = regexp.MustCompile(`^\s*(#|$)`)
)

// parseEnv takes the text apart. godotenv reads each entry by itself, so that
// all lines that are wrong can be named; a value in quotes may go over several.
func parseEnv(text string) envFile {
	file := envFile{values: map[string]setting.Value{}}
	text = strings.TrimPrefix(text, "\ufeff") // of editors on Windows
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		if noteLike.MatchString(lines[i]) {
			continue
		}
		m := entry.FindStringSubmatch(lines[i])
		if m == nil {
			file.faults = append(file.faults, setting.Fault{Line: i + 1, Reason: "is not of the form NAME=value", Example: "LANGUAGE=bn"})
			continue
		}
		name, written := m[1], strings.TrimSpace(m[3])
		for more := range len(lines) - i {
			value, ok := parseEntry(name, strings.Join(lines[i:i+more+1], "\n"))
			if !ok && (written == "" || !strings.ContainsAny(written[:1], `'"`)) || !ok && i+more+1 == len(lines) {
				file.faults = append(file.faults, setting.Fault{Line: i + 1, Reason: "cannot be read: a quote is open, or something stands behind the value", Example: name + "='value'"})
				break
			}
			if ok {
				if before, twice := file.values[name]; twice && before.Text != "" && before.Text != value {
					file.faults = append(file.faults, setting.Fault{Name: name, Line: i + 1, Reason: fmt.Sprintf("is set to something else in line %d: keep one of the two", before.Line)})
				}
				file.values[name] = setting.Value{Text: value, Line: i + 1, Doubt: doubt(name, m[2], written, value)}
				i += more
				break
			}
		}
	}
	return file
}

// parseEntry has godotenv read one entry, with dollar signs out of its sight.
func parseEntry(name, text string) (string, bool) {
	const dollar = "\x00" // which no text file has
	values, err := godotenv.Unmarshal(strings.ReplaceAll(text, "$", dollar))
	value, ok := values[name]
	return strings.ReplaceAll(value, dollar, "$"), err == nil && ok && len(values) == 1
}

// doubt says what godotenv made of a value that may not have been meant so.
func doubt(name, blank, written, value string) string {
	quotes := fmt.Sprintf("put single quotes around the value as the panel or Telegram gave it, %s='…'", name)
	switch quoted := written != "" && strings.ContainsAny(written[:1], `'"`); {
	case !quoted && (value != written || blank != "" && strings.HasPrefix(written, "#")):
		return "has a # behind a blank, where a comment begins: " + quotes
	case !quoted && strings.Contains(written, `\$`), quoted && written[0] == '"' && strings.Contains(written, `\`):
		return `has a backslash, which may have been meant to protect what follows: ` + quotes
	case strings.Contains(value, "\n"):
		return "goes over several lines: close its quotes in the first"
	}
	return ""
}
