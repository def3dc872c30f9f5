package flows_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"rechargebot/flows/chat"
)

// entry is a text of the catalogue, as its source has it.
type entry struct{ name, en, bn string }

// catalogue reads every text from the sources.
func catalogue(t *testing.T) []entry {
	files, err := filepath.Glob("*/*texts.go")
	if err != nil {
		t.Fatal(err)
	}
	var entries []entry
	for _, name := range append(files, "texts.go") {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, value := range spec.Values {
				text, ok := value.(*ast.CompositeLit)
				if !ok || len(text.Elts) != 2 {
					t.Errorf("%s: %s is not a text in both languages", name, spec.Names[i])
					continue
				}
				entries = append(entries, entry{spec.Names[i].Name, literal(t, text.Elts[0]), literal(t, text.Elts[1])})
			}
			return false
		})
	}
	if len(entries) < 100 {
		t.Fatalf("%d texts found", len(entries))
	}
	return entries
}

// literal gives a string literal, or several that are added.
func literal(t *testing.T, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			t.Fatal(err)
		}
		return s
	case *ast.BinaryExpr:
		return literal(t, e.X) + literal(t, e.Y)
	}
	t.Fatalf("a text that is no literal: %T", e)
	return ""
}

var (
	placeholder = regexp.MustCompile(`\{[^{}]*\}`)
	forms       = regexp.MustCompile(`\{([a-z]+)\|([^{}|]+)\|([^{}|]+)\}`)
)

// placeholders gives what is filled into a text; the forms of a word are of a count that
// must stand in it too, and are English only.
func placeholders(s string) []string {
	found := placeholder.FindAllString(forms.ReplaceAllString(s, ""), -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// alike are the texts that are the same in both languages: signs and numbers.
var alike = []string{"tOrderWhat", "TextFinalWhat", "OpenRow", "tHistoryRow", "tHistoryLine", "tReason", "tStuckRow", "mLanguage", "tBooksCash", "tDuesRow", "tEntryOrder", "tConfirm", "bWhichOf",
	"tBatchRow", "tListRow", "tListWord", "tWaits", "tComplaintRow", "tComplainReady", "tComplaintIs", "tOpeningRow"}

func TestCatalogue(t *testing.T) {
	bengali := regexp.MustCompile(`[\x{0980}-\x{09F1}]`) // without the sign for taka
	for _, e := range catalogue(t) {
		if e.en == "" || e.bn == "" {
			t.Errorf("%s is empty", e.name)
		}
		if en, bn := placeholders(e.en), placeholders(e.bn); !slices.Equal(en, bn) {
			t.Errorf("%s: %v in English, %v in Bangla", e.name, en, bn)
		}
		for _, text := range []string{e.en, e.bn} {
			if _, err := rendered(text); err != nil {
				t.Errorf("%s: %v: %s", e.name, err, text)
			}
			for _, p := range placeholders(text) {
				if !unfilled.MatchString(p) {
					t.Errorf("%s: %s would not be noticed where it is not filled in", e.name, p)
				}
			}
			if strings.Contains(text, "  ") || strings.TrimRight(text, " \n") != text || strings.Contains(text, " ।") {
				t.Errorf("%s: stray space: %q", e.name, text)
			}
		}
		if same := slices.Contains(alike, e.name); (e.en == e.bn) != same {
			t.Errorf("%s: the same in both languages: %v", e.name, !same)
		} else if !same && e.name != "bLanguage" && e.name != "hLanguage" && !bengali.MatchString(e.bn) {
			t.Errorf("%s: no Bangla in %q", e.name, e.bn)
		}
		if e.name != "bLanguage" && e.name != "mLanguage" && e.name != "hLanguage" && e.name != "tLanguageSet" && bengali.MatchString(e.en) {
			t.Errorf("%s: Bangla in %q", e.name, e.en)
		}
		// Things to be copied or typed stay the same, save for a name or a reason in an example.
		free := []string{"hAllow", "tMembersNone", "tAskReason", "tReasonShort", "tPkAskBlock"}
		code := regexp.MustCompile(`<code>[^<]*`)
		if en, bn := code.FindAllString(e.en, -1), code.FindAllString(e.bn, -1); !slices.Equal(en, bn) && !slices.Contains(free, e.name) {
			t.Errorf("%s: to copy %q in English, %q in Bangla", e.name, en, bn)
		}
	}
}

// said is every text that showed in a transcript, by language.
var said = struct {
	sync.Mutex
	texts map[string][]string
	runs  int
}{texts: map[string][]string{}}

func record(lang, text string) {
	said.Lock()
	defer said.Unlock()
	said.texts[lang] = append(said.texts[lang], text)
}

// unsaid are the texts that no transcript can show, and why.
var unsaid = map[string]string{
	"tChart":          "written on a picture",
	"tChartAll":       "written on a picture",
	"tChartValue":     "written on a picture",
	"tOutPack":        "written into the file of results",
	"tBooksAhead":     "said where the clock of the machine had been ahead",
	"tOutRestored":    "written into the file of results",
	"tOutPrice":       "said of rows placed after others, where it changed meanwhile",
	"tOutEarlier":     "said of rows placed after others, where it came up meanwhile",
	"tListNotFetched": "said where Telegram does not give the file",
	"tListMacros":     "said of a file with macros or a password",
	"tListTooMany":    "said of a list that is longer than a message",
	"tNotAsked":       "said where a question waits for a text",
	"tSorry":          "said where an input could not be handled",
	"tNotSaved":       "said where the store cannot save",
	"tInDoubt":        "said where it cannot tell whether it did",
	"mStart":          "in the menu of people who are not members",
	"tAbout":          "in the description, before anybody writes",
}

// everyTextShows holds the scenarios to show every text of the catalogue in
// both languages.
func everyTextShows(t *testing.T) {
	markup := strings.NewReplacer("*", "", "`", "", "\n", " ")
	hole := regexp.MustCompile(`\\\{[a-z]+\\\}`)
	either := regexp.MustCompile(`\\\{[a-z]+\\\|([^{}|]*)\\\|([^{}|]*)\\\}`)
	all := map[string]string{}
	for lang, texts := range said.texts {
		all[lang] = strings.Join(texts, "\x00")
		all[lang] += markup.Replace(all[lang])
	}
	for _, e := range catalogue(t) {
		for lang, text := range map[string]string{"en": e.en, "bn": e.bn} {
			text, _ = rendered(text)
			shown := func(text string) bool {
				if !strings.ContainsAny(text, "{}") {
					return strings.Contains(all[lang], text)
				}
				pattern := either.ReplaceAllString(regexp.QuoteMeta(text), "($1|$2)")
				return regexp.MustCompile(hole.ReplaceAllString(pattern, `[^\x00]*?`)).MatchString(all[lang])
			}
			if _, excused := unsaid[e.name]; shown(text) || shown(markup.Replace(text)) == !excused {
				continue
			}
			t.Errorf("no transcript shows %s in %s: %q", e.name, lang, text)
		}
	}
}

// computing are words of computing, which a shopkeeper does not use.
var computing = regexp.MustCompile(`(?i)\b(server|database|api|timeout|time-out|null|json|http|exception|cache|queue|commit|invalid|process|payload|retry|parse|backend|thread|session|callback|boolean|integer|string|syntax|schema|latency|poll|webhook)\b`)

// Every text is in plain words, without forgotten names and with the digits of its
// language: what people copy stays in Latin digits.
func TestPlainWords(t *testing.T) {
	digits := regexp.MustCompile(`[0-9]`)
	copied := regexp.MustCompile(`<code>.*?</code>|/\w+[^।\n]*|\{[^{}]*\}|SMS|x[0-9]`)
	for _, e := range catalogue(t) {
		for _, text := range []string{e.en, e.bn} {
			if word := computing.FindString(text); word != "" {
				t.Errorf("%s says %q: %s", e.name, word, text)
			}
		}
		if bn := copied.ReplaceAllString(e.bn, ""); digits.MatchString(bn) {
			t.Errorf("%s has Latin digits in Bangla: %s", e.name, e.bn)
		}
	}
}

// notThings are words that end like the plural of a thing and are none; they stand behind
// names and sums too.
var notThings = []string{"is", "was", "has", "costs", "buys", "takes", "stands", "stays", "waits", "matches", "as", "less", "s"}

// A word that a count changes has the form that belongs to it, in each text, whichever of
// its values is the count.
func TestCountsReadRight(t *testing.T) {
	all := catalogue(t)
	one := map[string]bool{}
	for _, e := range all {
		for _, f := range forms.FindAllStringSubmatch(e.en, -1) {
			one[f[2]] = !slices.Contains(notThings, f[2])
			if !strings.Contains(e.en, "{"+f[1]+"}") {
				t.Errorf("%s has a form for a count that it does not say: %s", e.name, e.en)
			}
		}
	}
	if len(one) < 5 {
		t.Errorf("%d words with forms", len(one))
	}
	behind := regexp.MustCompile(`\b(\d+) ([a-z]+)`)
	for _, e := range all {
		for _, count := range []int{0, 1, 2, 21} {
			var pairs []any
			for _, p := range placeholders(e.en) {
				pairs = append(pairs, strings.Trim(p, "{}"), count)
			}
			pairs = append([]any{"name", "Rahim"}, pairs...)
			x := chat.Text{e.en, e.bn}
			for _, l := range []chat.Language{chat.English, chat.Bangla} {
				said := x.In(l, pairs...)
				if unfilled.MatchString(said) || strings.Contains(said, "(s)") {
					t.Errorf("%s: %s", e.name, said)
				}
				if l != chat.English {
					continue
				}
				for _, m := range behind.FindAllStringSubmatch(said, -1) {
					word := m[2]
					plural := strings.HasSuffix(word, "s") && !slices.Contains(notThings, word)
					if m[1] == "1" && plural || m[1] == strconv.Itoa(count) && count != 1 && one[word] {
						t.Errorf("%s says “%s”: %s", e.name, m[0], said)
					}
				}
			}
		}
	}
}
