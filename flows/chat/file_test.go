package chat

import (
	"errors"
	"slices"
	"testing"
)

func TestTables(t *testing.T) {
	for name, test := range map[string]struct {
		file File
		want bool
	}{
		"xlsx":      {File{Kind: DocumentFile, Name: "list.xlsx", Size: 1}, true},
		"any case":  {File{Kind: DocumentFile, Name: "LIST.CSV", Size: FileLimit}, true},
		"too large": {File{Kind: DocumentFile, Name: "list.csv", Size: FileLimit + 1}, false},
		"empty":     {File{Kind: DocumentFile, Name: "list.csv"}, false},
		"pdf":       {File{Kind: DocumentFile, Name: "list.csv.pdf", Size: 1}, false},
		"photo":     {File{Kind: PhotoFile, Name: "list.csv", Size: 1}, false},
	} {
		if got := test.file.Table(); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// noSession is a transaction in which no conversation is under way.
type noSession struct{ Tx }

func (noSession) Session(int64) (Session, error) { return Session{}, nil }

// The routes are asked in their order, those of owners for owners only.
func TestFilesGoToTheFirstThatTakesThem(t *testing.T) {
	var asked []string
	takes := func(name string, taken bool) func(*Turn, Session) (bool, error) {
		return func(*Turn, Session) (bool, error) {
			asked = append(asked, name)
			return taken, nil
		}
	}
	r := Join([]Route{{}, {OnFile: takes("owners", true), Owners: true}, {OnFile: takes("first", false)}}, []Route{{OnFile: takes("second", true)}, {OnFile: takes("third", true)}})
	for name, test := range map[string]struct {
		owner bool
		want  []string
	}{"member": {false, []string{"first", "second"}}, "owner": {true, []string{"owners"}}} {
		asked = nil
		taken, err := r.File(&Turn{Tx: noSession{}, Owner: test.owner})
		if !taken || err != nil || !slices.Equal(asked, test.want) {
			t.Errorf("%s: %v, %v, asked %v", name, taken, err, asked)
		}
	}
	if taken, err := Join([]Route{{}}).File(&Turn{Tx: noSession{}}); taken || err != nil {
		t.Error(taken, err)
	}
}

func TestDocumentsAreMadeByTheirRoute(t *testing.T) {
	odd := errors.New("odd")
	r := Join([]Route{
		{Document: "list", Make: func(c *Config, _ Tx, args []string) ([]byte, error) { return []byte(args[0] + string(c.Language)), nil }},
		{Document: "odd", Make: func(*Config, Tx, []string) ([]byte, error) { return nil, odd }},
	})
	if got, err := r.Document(&Config{Language: Bangla}, nil, "list", []string{"a"}); string(got) != "abn" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := r.Document(&Config{}, nil, "odd", nil); !errors.Is(err, odd) {
		t.Error(err)
	}
	for _, kind := range []string{"", "unknown"} {
		if _, err := r.Document(&Config{}, nil, kind, nil); err == nil {
			t.Errorf("%q is made", kind)
		}
	}
}
