package chat

import (
	"fmt"
	"strings"

	"rechargebot/flows/order"
	"rechargebot/flows/sheet"
)

// FileLimit is the size in bytes up to which the content of a table is fetched.
const FileLimit = 1 << 20

// FileKind is how Telegram shows a file: a photo in the chat, or a document to be
// opened.
type FileKind string

// The kinds.
const (
	PhotoFile    FileKind = "photo"
	DocumentFile FileKind = "document"
)

// File is a photo or a document that a person sent. What is in it is anybody's: only
// its size is certain.
type File struct {
	ID     string   // by which the bot can send it on, see SentFile
	Unique string   // the same for the same file, however often it is sent
	Kind   FileKind // of a photo the largest size is meant
	Name   string   // free text; "" for photos
	Type   string   // MIME type as the sender's app says; "" for photos
	Size   int64    // bytes; 0 where Telegram does not say
	Data   []byte   // the content, where it is a table or a list that a member sent; not to be changed
	Failed bool     // the content was to be fetched and could not be

	// Rows are those of a list of recharges, or Fault says why it is none that can be
	// read: see ReadTable.
	Rows  [][]string
	Fault error
}

// ReadTable reads Rows from Data. It is done before the transaction that handles the
// input, since others would wait for it.
func (f *File) ReadTable() {
	if f.Lines() {
		f.Rows, f.Fault = sheet.Lines(f.Data, order.MostRows+1)
		return
	}
	f.Rows, f.Fault = sheet.Read(f.Name, f.Data, sheet.Bounds{Rows: order.MostRows + 1, Columns: 50})
}

// Wanted reports whether its content is worth fetching.
func (f *File) Wanted() bool { return f.Table() || f.Lines() }

// Table reports whether it is a table: it is named as one, and not too large.
func (f *File) Table() bool { return f.named(".xlsx") || f.named(".csv") }

// Lines reports whether it is a list of typed lines, and not too large.
func (f *File) Lines() bool { return f.named(".txt") }

func (f *File) named(ending string) bool {
	return f.Kind == DocumentFile && f.Size >= 1 && f.Size <= FileLimit && strings.HasSuffix(strings.ToLower(f.Name), ending)
}

// SentFile is a file that Telegram has already, by the ID under which it came.
type SentFile struct {
	ID   string   `json:"id"`
	Kind FileKind `json:"kind"`
}

// File gives a file to the first route that takes it; false where none does.
func (r *Routes) File(t *Turn) (taken bool, err error) {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return false, err
	}
	for i := range r.all {
		if one := &r.all[i]; one.OnFile != nil && (!one.Owners || t.Owner) {
			if taken, err := one.OnFile(t, s); taken || err != nil {
				return taken, err
			}
		}
	}
	return false, nil
}

// Document makes the content of a document of that kind.
func (r *Routes) Document(c *Config, tx Tx, kind string, args []string) ([]byte, error) {
	one := r.documents[kind]
	if one == nil || one.Make == nil {
		return nil, fmt.Errorf("no route makes documents of kind %q", kind)
	}
	return one.Make(c, tx, args)
}
