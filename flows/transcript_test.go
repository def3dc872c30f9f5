package flows_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/chat"
)

var update = flag.Bool("update", false, "write what the bot says into testdata instead of comparing")

// TestTranscripts plays each scenario in testdata twice, to people with an
// English and with a Bangla app, and compares what the chats show.
//
// A line that begins with "> " is the script (see script_test.go); what the
// bot says stands below it, English and Bangla one under the other. *bold*,
// `to copy`, [button]. "log:" is the line that the log has of an owner's act.
// "#" lines are comments. After a change of wording run go test ./flows -update
// and read the difference.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	t.Cleanup(func() {
		if said.runs == len(files) { // not where some were left out by -run
			everyTextShows(t)
		}
	})
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(data))
			switch {
			case t.Failed():
			case *update:
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			case got != string(data):
				t.Errorf("the chat shows something else (go test ./flows -update writes it down):\n%s", difference(string(data), got))
			}
		})
	}
}

// play runs a scenario and gives its file as it should be.
func play(t *testing.T, file string) string {
	lines := scriptLines(file)
	taps := map[int]tapped{}
	english := perform(t, "en", lines, taps)
	bangla := perform(t, "bn", lines, taps)
	if english == nil || bangla == nil {
		return ""
	}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 && (!strings.HasPrefix(line, "#") || !strings.HasPrefix(lines[i-1], "#")) &&
			(strings.HasPrefix(line, "#") || len(english[i-1]) > 0) && !strings.HasPrefix(lines[i-1], "#") {
			b.WriteString("\n")
		}
		b.WriteString(line + "\n")
		en, bn := english[i], bangla[i]
		if len(en) != len(bn) {
			t.Errorf("%s: the bot does not do the same in both languages:\n%q\n%q", line, en, bn)
			return ""
		}
		for j := range en {
			if en[j].head != bn[j].head {
				t.Errorf("%s: the bot does not do the same in both languages:\n%q\n%q", line, en[j], bn[j])
			}
			b.WriteString("  " + en[j].head + "\n")
			indent(&b, "    en  ", en[j].body)
			indent(&b, "    bn  ", bn[j].body)
		}
	}
	return b.String()
}

// scriptLines gives a scenario's comments and script, without what was said.
func scriptLines(file string) (lines []string) {
	for line := range strings.Lines(file) {
		if line = strings.TrimRight(line, "\n"); strings.HasPrefix(line, "#") || strings.HasPrefix(line, "> ") {
			lines = append(lines, line)
		}
	}
	return lines
}

func indent(b *strings.Builder, with, text string) {
	if text == "" {
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight(with+line, " ") + "\n")
	}
}

// perform runs the script in one language and gives what showed after each line.
func perform(t *testing.T, lang string, lines []string, taps map[int]tapped) (events [][]event) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, lang, ordinary())
		defer func() { w.stop() }()
		s := &script{world: w, taps: taps, wrote: map[string]int{}}
		s.settleIn(!slices.Contains(lines, "# New people."))
		for i, line := range lines {
			s.events = nil
			if what, ok := strings.CutPrefix(line, "> "); ok {
				s.do(i, what)
			}
			events = append(events, repeated(s.events))
		}
		for _, e := range slices.Concat(events...) {
			record(lang, e.body)
		}
		said.Lock()
		defer said.Unlock()
		if lang == "bn" {
			said.runs++
		}
	})
	if t.Failed() {
		return nil
	}
	return events
}

// repeated writes what showed several times after one line once.
func repeated(events []event) []event {
	var out []event
	times := map[event]int{}
	for _, e := range events {
		if times[e]++; times[e] == 1 {
			out = append(out, e)
		}
	}
	for i, e := range out {
		if n := times[e]; n > 1 {
			out[i].head += fmt.Sprintf(" (%d times)", n)
		}
	}
	return out
}

// settleIn lets the resellers in and everybody who may use the bot say hello,
// so that scripts begin with the command menus set.
func (s *script) settleIn(hello bool) {
	s.change(func(tx chat.Tx) error {
		for _, who := range []string{"reseller", "other"} {
			p := s.people[who]
			if err := tx.PutMember(chat.Member{ID: p.ID, Name: p.Name, Username: p.Username, Allowed: true, Added: time.Now()}); err != nil {
				return err
			}
		}
		return nil
	})
	if hello {
		s.quiet = true
		for _, who := range []string{"admin", "admin2", "reseller", "other"} {
			in := s.from(who)
			in.Text = "/help"
			s.handle(in)
		}
		s.settle()
		s.chats, s.quiet = map[int64]*window{}, false
	}
}

// difference gives the first lines that differ, with a little around them.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	around := func(lines []string, sign string) string {
		var out strings.Builder
		for _, line := range lines[min(i, len(lines)):min(i+12, len(lines))] {
			out.WriteString(sign + line + "\n")
		}
		return out.String()
	}
	return strings.Join(a[max(0, i-4):i], "\n") + "\n" + around(a, "- ") + around(b, "+ ")
}
