package setting

import (
	"errors"
	"fmt"
	"strings"
)

// Row is one setting.
type Row struct {
	Name     string
	Default  string // what holds where it is not set; "": nothing does
	Example  string // a good value; the default if empty. Of a required row it is refused
	Required bool
	Secret   bool   // its value is never shown
	Help     string // one line, as the README's table has it

	// Read takes a value, which is never empty, into the room's struct. Its
	// error goes on after the name: "is no number from 1 to 5".
	Read func(value string) error
	// Agrees finds, once all rows have been read, what does not go with the
	// others; nil: it goes with all. Its error is as Read's.
	Agrees func() error
	// Parts gives what of a good value must not be seen. nil: all of it where
	// the row is secret, nothing where it is not.
	Parts func(value string) []string
}

// example gives a value to show in a fault.
func (r Row) example() string {
	if r.Example != "" {
		return r.Example
	}
	return r.Default
}

// Value is what a setting was set to.
type Value struct {
	Text string
	Line int // in .env; 0: it was set in the environment
	// Doubt says why the text may not be what was meant, in words that go on
	// after the name; a secret is then refused. "": it is as it was written.
	Doubt string
}

// Fault is one thing that is wrong with the settings.
type Fault struct {
	Name    string // "": a line of .env that sets nothing
	Reason  string
	Shown   string // the value where it may be seen
	Example string
	Line    int // in .env; 0: elsewhere
}

func (f Fault) String() string {
	if f.Name == "" {
		return fmt.Sprintf("line %d of .env %s; for example %s", f.Line, f.Reason, f.Example)
	}
	var where []string
	if f.Shown != "" {
		where = append(where, fmt.Sprintf("it is %q", f.Shown))
	}
	if f.Line > 0 {
		where = append(where, fmt.Sprintf("line %d of .env", f.Line))
	}
	at := ""
	if len(where) > 0 {
		at = " (" + strings.Join(where, ", ") + ")"
	}
	if f.Example == "" {
		return f.Name + " " + f.Reason + at
	}
	return fmt.Sprintf("%s %s%s; for example %s=%s", f.Name, f.Reason, at, f.Name, f.Example)
}

// WithoutExample is an error of [Row].Read behind which the row's example would be no
// help.
type WithoutExample struct{ Reason string }

func (e WithoutExample) Error() string { return e.Reason }

// Join makes one error of [Row.Read] of all that are wrong with parts of a value; nil of
// none. It shows no example where one of them shows none.
func Join(all []error) error {
	reasons, shows := make([]string, len(all)), true
	for i, err := range all {
		without := WithoutExample{}
		reasons[i], shows = err.Error(), shows && !errors.As(err, &without)
	}
	switch text := strings.Join(reasons, ", and "); {
	case len(all) == 0:
		return nil
	case shows:
		return errors.New(text)
	default:
		return WithoutExample{text}
	}
}

// errExample says that a required setting was left as .env.example has it.
var errExample = WithoutExample{"is still the example of .env.example: put your own there"}

// Read reads all rows and gives every fault, in the order of the rows, and what
// must be hidden from now on. A value that is all blanks counts as none.
func Read(rows []Row, lookup func(name string) Value) (Secrets, []Fault) {
	var secrets Secrets
	var faults []Fault
	bad := func(r Row, v Value, err error) {
		f := Fault{Name: r.Name, Reason: err.Error(), Example: r.example(), Line: v.Line}
		if without := (WithoutExample{}); errors.As(err, &without) {
			f.Example = ""
		}
		if !r.Secret && !strings.Contains(v.Text, "@") { // nor an address with a password
			f.Shown = v.Text
		}
		faults = append(faults, f)
	}
	values := make([]Value, len(rows))
	failed := map[string]bool{}
	for i, r := range rows {
		v, err := r.read(lookup(r.Name))
		values[i] = v
		if v.Text != "" {
			secrets.add(r, v.Text)
		}
		if err != nil {
			failed[r.Name] = true
			bad(r, v, err)
		}
	}
	for i, r := range rows {
		if r.Agrees == nil || failed[r.Name] {
			continue
		}
		if err := r.Agrees(); err != nil {
			bad(r, values[i], err)
		}
	}
	for i := range faults { // whatever a reason repeats of a value
		faults[i].Reason, faults[i].Shown = secrets.Hide(faults[i].Reason), secrets.Hide(faults[i].Shown)
	}
	return secrets, faults
}

// read reads the row's value, trimmed, or else its default, and gives it too.
func (r Row) read(v Value) (Value, error) {
	v.Text = strings.TrimSpace(v.Text)
	set := v.Text != ""
	if !set {
		v.Text = r.Default
	}
	switch {
	case v.Text == "" && r.Required:
		return v, errors.New("is missing")
	case r.Required && set && v.Text == r.Example:
		return v, errExample
	case r.Secret && v.Doubt != "":
		return v, errors.New(v.Doubt)
	case r.Secret && r.Parts == nil && v.Text != "" && len(v.Text) < shortest:
		return v, fmt.Errorf("is shorter than %d characters, which nothing can keep out of a log", shortest)
	case v.Text != "":
		return v, r.Read(v.Text)
	}
	return v, nil
}
