package order

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
	"time"
)

var states = []State{Placed, Sending, Accepted, Unclear, Done, Failed}

// TestTransitions goes through every pair.
func TestTransitions(t *testing.T) {
	may := map[State]string{
		Placed:   "sending failed",
		Sending:  "placed accepted unclear failed",
		Accepted: "done failed",
		Unclear:  "accepted done failed",
		Done:     "failed",
		Failed:   "accepted done",
		"":       "", "paid": "",
	}
	for from, list := range may {
		for _, to := range append(states, "", "paid") {
			want := to != "" && strings.Contains(" "+list+" ", " "+string(to)+" ")
			if got := from.MayBecome(to); got != want {
				t.Errorf("%q may become %q: %v", from, to, got)
			}
			o := Order{ID: "65a1b2c3d4e5f", State: from}
			err := o.Move(to)
			if (err == nil) != want {
				t.Errorf("moving %q to %q: %v", from, to, err)
			}
			if want && o.State != to || !want && o.State != from {
				t.Errorf("moving %q to %q leaves it %q", from, to, o.State)
			}
		}
	}
	if len(transitions) != len(states) {
		t.Errorf("%d states in the table, want %d", len(transitions), len(states))
	}
	for _, s := range states {
		if s.Final() != (s == Done || s == Failed) || (Order{State: s}).Open() == s.Final() {
			t.Errorf("%s is final: %v", s, s.Final())
		}
	}
}

// TestNothingIsSentTwice: from where the panel may have heard, no way leads
// back to sending.
func TestNothingIsSentTwice(t *testing.T) {
	reached := map[State]bool{}
	var from func(s State)
	from = func(s State) {
		for _, next := range transitions[s] {
			if !reached[next] {
				reached[next] = true
				from(next)
			}
		}
	}
	from(Accepted)
	from(Unclear)
	if reached[Sending] || reached[Placed] {
		t.Errorf("reached from accepted or unclear: %v", reached)
	}
}

// TestStatesAreDocumented: each has a comment that begins with its name and
// says what a restart makes of it, unless it is final.
func TestStatesAreDocumented(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "state.go", nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	found := map[State]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "State" {
			return true
		}
		s := State(strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`))
		found[s] = true
		doc := spec.Doc.Text()
		if !strings.HasPrefix(doc, spec.Names[0].Name+": ") {
			t.Errorf("%s: %q", s, doc)
		}
		if s.Final() != strings.Contains(doc, "Final.") || s.Final() == strings.Contains(doc, "After a restart: ") {
			t.Errorf("%s: the comment does not say what a restart makes of it, or that it is final: %q", s, doc)
		}
		return true
	})
	for _, s := range states {
		if !found[s] {
			t.Errorf("%s is not declared, or has no comment", s)
		}
	}
}

func TestQueue(t *testing.T) {
	at := time.Unix(1, 0)
	const none = Queue(-1)
	tests := []struct {
		o    Order
		want Queue
	}{
		{Order{State: Placed, Next: at}, ToSend},
		{Order{State: Sending, Next: at}, none},
		{Order{State: Accepted, Next: at}, ToCheck},
		{Order{State: Unclear, Next: at}, ToCheck},
		{Order{State: Unclear, Next: at, Asked: true}, ToCheck},
		{Order{State: Done, Next: at}, ToRecheck},
		{Order{State: Failed, Next: at}, ToRecheck},
		{Order{State: Done, Next: at, Asked: true}, ToCheck},
		{Order{State: Failed, Next: at, Asked: true}, ToCheck},
		{Order{State: Done, Asked: true}, none},
		{Order{State: Placed}, none},
		{Order{State: Accepted}, none},
		{Order{Next: at}, none},
	}
	for _, test := range tests {
		q, ok := test.o.Queue()
		if ok != (test.want != none) || ok && q != test.want {
			t.Errorf("%+v: %v, %v", test.o, q, ok)
		}
	}
}
