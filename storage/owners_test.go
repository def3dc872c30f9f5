package storage

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/chat"
)

// What waits for an owner is kept: who asks, the newest notes, the troubles; and it
// is forgotten when it is decided, told or over.
func TestWhatWaitsForOwners(t *testing.T) {
	twice(t, func(t *testing.T, h *house) {
		h.do(func(tx chat.Tx) error {
			return errors.Join(
				tx.PutMember(chat.Member{ID: 900, Owner: true}), tx.PutMember(chat.Member{ID: 901}),
				tx.PutRequest(chat.Visitor{ID: 503, Name: "Nila", Asked: noon}), tx.PutRequest(chat.Visitor{ID: 501, Asked: noon}),
				tx.PutRequest(chat.Visitor{ID: 501, Name: "Karim", Asked: noon}), tx.DropRequest(777),
				tx.PutTrouble(chat.Trouble{Kind: chat.TroubleSpace, Since: noon, Detail: "90"}))
		})
		for i := range notesKept + 5 {
			h.do(func(tx chat.Tx) error {
				return tx.Post(chat.Outgoing{Chat: 900, Note: fmt.Sprint("note ", i), Screen: &chat.Screen{HTML: "alert"}})
			})
		}
		h.do(func(tx chat.Tx) error { // no note: nothing is kept of it
			return tx.Post(chat.Outgoing{Chat: 900, Screen: &chat.Screen{HTML: "greeting"}})
		})
		o, _, err := h.Head(900)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.GiveUp(o.Outgoing, chat.Unopened); err != nil {
			t.Fatal(err)
		}
		h.step()
		h.look(func(tx chat.Tx) error {
			owners, err := tx.Owners()
			m, _, err2 := tx.Member(900)
			list, err3 := tx.Requests(0, 9)
			after, err4 := tx.Requests(501, 9)
			n, err5 := tx.RequestCount()
			f, known, err6 := tx.Trouble(chat.TroubleSpace)
			if !slices.Equal(owners, []int64{900}) || m.Lost != chat.Unopened || !m.Unreachable {
				t.Errorf("owners %v, %+v", owners, m)
			}
			if len(list) != 2 || list[0].Name != "Karim" || list[1].Name != "Nila" || len(after) != 1 || n != 2 {
				t.Errorf("requests %+v, after %+v, %d", list, after, n)
			}
			if !known || f.Detail != "90" || !f.Since.Equal(noon) {
				t.Errorf("trouble %+v", f)
			}
			return errors.Join(err, err2, err3, err4, err5, err6)
		})
		h.do(func(tx chat.Tx) error {
			notes, err := tx.TakeMissed(900)
			if len(notes) != notesKept || notes[0] != "note 5" || notes[notesKept-1] != fmt.Sprint("note ", notesKept+4) {
				t.Errorf("notes %q", notes)
			}
			again, err2 := tx.TakeMissed(900)
			if len(again) > 0 {
				t.Errorf("again %q", again)
			}
			return errors.Join(err, err2, tx.DropRequest(501), tx.DropTrouble(chat.TroubleSpace), tx.PutMember(chat.Member{ID: 900}))
		})
		h.step()
		h.look(func(tx chat.Tx) error {
			owners, err := tx.Owners()
			n, err2 := tx.RequestCount()
			_, known, err3 := tx.Trouble(chat.TroubleSpace)
			if len(owners) != 0 || n != 1 || known {
				t.Errorf("owners %v, %d requests, trouble %v", owners, n, known)
			}
			return errors.Join(err, err2, err3)
		})
	})
}

// There are never more requests than are kept.
func TestTooManyRequests(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s := must(Open(path, Options{}))
	if err := s.Update(func(tx chat.Tx) error {
		for i := range int64(requestsKept + 3) {
			if err := tx.PutRequest(chat.Visitor{ID: i + 1}); err != nil {
				return err
			}
		}
		n, err := tx.RequestCount()
		if n != requestsKept {
			t.Errorf("%d requests", n)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Error(err)
	}
}

// An owner's act is logged once, when it is committed, and not at all where it was
// taken back.
func TestActsAreLoggedOnce(t *testing.T) {
	var log strings.Builder
	s := must(Open(filepath.Join(t.TempDir(), "bot.db"), Options{Log: slog.New(slog.NewTextHandler(&log, nil))}))
	defer s.Close()
	act := func(what string, fail error) error {
		return s.Update(func(tx chat.Tx) error {
			tx.Audit(chat.Act{What: what, By: 900, Subject: "501"})
			return errors.Join(tx.PutMember(chat.Member{ID: 501}), fail)
		})
	}
	if err := errors.Join(act("let in", nil), act("remove", nil)); err != nil {
		t.Fatal(err)
	}
	if err := act("undone", errors.New("no")); err == nil {
		t.Fatal("no error")
	}
	for what, times := range map[string]int{`act="let in" by=900 subject=501`: 1, "act=remove by=900 subject=501": 1, "undone": 0} {
		if n := strings.Count(log.String(), what); n != times {
			t.Errorf("%s is logged %d times:\n%s", what, n, log.String())
		}
	}
}

// Who had asked before requests were kept is among those who ask.
func TestRequestsOfVersion2(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	data := must(os.ReadFile(filepath.Join("testdata", "schema-2.db")))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	db := must(bbolt.Open(path, 0o600, nil))
	if err := db.Update(func(b *bbolt.Tx) error {
		heard, visitors, meta := b.Bucket([]byte("heard")), b.Bucket([]byte("visitors")), b.Bucket([]byte("meta"))
		for id, text := range map[int64]string{
			501: `{"id":501,"name":"Nila","asked":"2026-11-23T10:00:00Z"}`,
			502: `{"id":502,"asked":"2026-11-23T10:00:00Z","denied":true}`,
			503: `{"id":503,"answered":"2026-11-23T10:00:00Z"}`,
		} {
			seq := must(heard.NextSequence())
			if err := errors.Join(heard.Put(seqKey(seq), chatKey(id)), visitors.Put(chatKey(id), append(seqKey(seq), text...))); err != nil {
				return err
			}
		}
		return meta.Put(keyVisitors, seqKey(binary.BigEndian.Uint64(meta.Get(keyVisitors))+3))
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := must(Open(path, Options{}))
	if err := s.View(func(tx chat.Tx) error {
		list, err := tx.Requests(0, 9)
		if n, _ := tx.RequestCount(); n != 1 || len(list) != 1 || list[0].Name != "Nila" {
			t.Errorf("%d: %+v", n, list)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Error(err)
	}
}

// A record that cannot be read and a backup that fails are told to whoever has asked
// to be told.
func TestDamageAndBackupsAreTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s := must(Open(path, Options{}))
	if err := errors.Join(s.Update(func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: 501}) }), s.Close()); err != nil {
		t.Fatal(err)
	}
	db := must(bbolt.Open(path, 0o600, nil))
	if err := errors.Join(db.Update(func(b *bbolt.Tx) error {
		return b.Bucket([]byte("members")).Put(chatKey(501), []byte("noise"))
	}), db.Close()); err != nil {
		t.Fatal(err)
	}
	var damaged, backups []error
	ctx, cancel := context.WithCancel(t.Context())
	s = must(Open(path, Options{
		Damaged:  func(err error) { damaged = append(damaged, err) },
		BackedUp: func(err error) { backups = append(backups, err); cancel() },
	}))
	defer s.Close()
	look := func(tx chat.Tx) error {
		_, _, err := tx.Member(501)
		return err
	}
	if s.View(look) == nil || s.Update(look) == nil || len(damaged) != 2 || !errors.Is(damaged[0], ErrDamaged) {
		t.Errorf("damaged: %v", damaged)
	}
	if err := s.View(func(tx chat.Tx) error { return errors.New("another") }); err == nil || len(damaged) != 2 {
		t.Errorf("damaged: %v", damaged)
	}
	s.BackupDaily(ctx, filepath.Join(path, "no folder"), 1, func() time.Time { return noon })
	if len(backups) != 1 || backups[0] == nil {
		t.Errorf("backups: %v", backups)
	}
}
