package app

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the top of the tree.
const root = "../.."

// The top has main.go and no other Go file, and main.go stays short.
func TestTheTopIsMainAlone(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "*.go"))
	if err != nil || len(files) != 1 || filepath.Base(files[0]) != "main.go" {
		t.Errorf("the Go files at the top are %q (%v)", files, err)
	}
	text, err := os.ReadFile(filepath.Join(root, "main.go"))
	if lines := bytes.Count(text, []byte("\n")); err != nil || lines >= 100 {
		t.Errorf("main.go has %d lines (%v)", lines, err)
	}
}

// listedRooms gives the rooms in the order of the README's table; "" is the top.
func listedRooms(t *testing.T) (rooms []string) {
	_, table, _ := strings.Cut(readme(t), "\n| room |")
	table, _, _ = strings.Cut(table, "\n\n")
	for line := range strings.Lines(table) {
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		for room := range strings.SplitSeq(name, ", ") {
			room = strings.Trim(room, "`/")
			rooms = append(rooms, strings.TrimSuffix(room, "main.go"))
		}
	}
	return rooms
}

// Imports point down the README's list of rooms only.
func TestRoomsImportDownwardsOnly(t *testing.T) {
	const module = "rechargebot/"
	domain := []string{"flows/order", "flows/account", "flows/offer", "flows/pin", "flows/sheet", "flows/money", "flows/text", "flows/setting"}
	chat := append([]string{"flows/chat"}, domain...)
	with := func(rooms []string, more ...string) []string { return append(slices.Clone(rooms), more...) }
	allowed := map[string][]string{
		"":                {"bot/app"},
		"bot":             with(chat, "github.com/go-telegram/bot", "github.com/go-telegram/bot/models", "golang.org/x/time/rate"),
		"bot/simtelegram": {},
		"bot/sandbox":     {"bot/simtelegram", "upstream/simpanel"},
		"bot/app":         with(chat, "bot", "bot/sandbox", "flows", "storage", "upstream", "github.com/joho/godotenv"),
		"bot/app/kill":    {},
		"bot/app/bench":   {},
		"bot/app/apptest": with(chat, "bot/app", "bot/sandbox", "bot/simtelegram", "flows", "storage", "upstream/simpanel"),
		"flows":           with(chat, "flows/shop", "flows/office", "flows/notice", "flows/card"),
		"flows/shop":      with(chat, "flows/card", "flows/chart", "golang.org/x/text/unicode/norm"),
		"flows/office":    with(chat, "flows/card"),
		"flows/notice":    with(chat, "flows/card"),
		"flows/card":      chat,
		"flows/chat":      with(domain, "golang.org/x/text/language"),
		"flows/order":     {"flows/account", "flows/money", "flows/text", "flows/setting", "golang.org/x/time/rate", "golang.org/x/text/unicode/norm"},
		"flows/account":   {"flows/pin", "flows/money", "flows/text"},
		"flows/pin":       {"flows/money", "flows/text", "golang.org/x/crypto/bcrypt"},
		"flows/offer":     {"flows/money"},
		"flows/sheet":     {"flows/money", "github.com/xuri/excelize/v2"},
		"flows/chart": {"github.com/go-analyze/charts", "github.com/go-text/typesetting/di", "github.com/go-text/typesetting/font", "github.com/go-text/typesetting/font/opentype",
			"github.com/go-text/typesetting/language", "github.com/go-text/typesetting/shaping", "golang.org/x/image/math/fixed", "golang.org/x/image/vector"},
		"flows/money":       {},
		"flows/text":        {"golang.org/x/text/feature/plural", "golang.org/x/text/language", "golang.org/x/text/unicode/norm"},
		"flows/setting":     {},
		"storage":           with(chat, "storage/file"),
		"storage/file":      {"go.etcd.io/bbolt", "go.etcd.io/bbolt/errors"},
		"upstream":          with(domain),
		"upstream/simpanel": {},
	}
	listed := listedRooms(t)
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && file != root && strings.HasPrefix(d.Name(), ".") {
			if d != nil && d.IsDir() && err == nil {
				return fs.SkipDir
			}
			return err
		}
		inRoot, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		room := strings.TrimPrefix(path.Dir(filepath.ToSlash(inRoot)), ".")
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
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
			if from, to := slices.Index(listed, room), slices.Index(listed, inside); ours && (from < 0 || to <= from) {
				t.Errorf("%s imports %s, which is not below it in the README's list of rooms", file, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
