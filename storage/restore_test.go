package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// zipped is a store as /backup sends it.
func zipped(t testing.TB, s *Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.CopyCompressed(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRestore(t *testing.T) {
	for _, form := range []string{"plain", "gzipped"} {
		t.Run(form, func(t *testing.T) {
			dir := t.TempDir()
			path, backup := filepath.Join(dir, "bot.db"), filepath.Join(t.TempDir(), "backup")
			s := must(Open(path, Options{noSync: true}))
			ids := map[order.State]order.ID{}
			states := []order.State{order.Placed, order.Sending, order.Accepted, order.Unclear, order.Done, order.Failed}
			if err := s.Update(func(tx chat.Tx) error {
				for i, state := range states {
					o := placed(must(tx.NextID(noon)), 7, noon.Add(time.Duration(i)*time.Second))
					o.State = state
					if state != order.Placed {
						o.Sent, o.Next = o.Placed, o.Placed.Add(time.Hour)
					}
					if state.Final() || state == order.Sending {
						o.Next = time.Time{}
					}
					ids[state] = o.ID
					if err := tx.PutOrder(o); err != nil {
						return err
					}
				}
				return errors.Join(tx.PutSession(7, chat.Session{Data: map[string]json.RawMessage{"recharge": json.RawMessage(`{}`)}}),
					tx.PutMember(chat.Member{ID: 7, Allowed: true}), say(7, "hello")(tx))
			}); err != nil {
				t.Fatal(err)
			}
			if form == "plain" {
				if err := s.Copy(t.Context(), backup); err != nil {
					t.Fatal(err)
				}
			} else if err := os.WriteFile(backup, zipped(t, s), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := s.Update(say(8, "after the backup")); err != nil {
				t.Fatal(err)
			}

			if _, err := Restore(backup, path, noon); !errors.Is(err, ErrLocked) {
				t.Errorf("while the bot runs: %v", err)
			}
			if got := names(t, dir); len(got) != 1 {
				t.Errorf("a refused restore leaves %v", got)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			before := must(os.ReadFile(path))
			now := noon.Add(time.Hour)
			done, err := Restore(backup, path, now)
			if err != nil || done.Unclear != 4 {
				t.Fatalf("%+v, %v", done, err)
			}
			if got := names(t, dir); len(got) != 2 || filepath.Dir(done.Old) != dir || !bytes.Equal(must(os.ReadFile(done.Old)), before) {
				t.Errorf("the folder has %v, the old file is %s", got, done.Old)
			}
			if err := Check(path); err != nil {
				t.Fatal(err)
			}
			h := &house{t: t, path: path, options: Options{noSync: true}}
			h.open()
			defer h.Close()
			h.look(func(tx chat.Tx) error {
				want := map[order.State]order.State{order.Placed: order.Unclear, order.Sending: order.Unclear, order.Accepted: order.Accepted,
					order.Unclear: order.Unclear, order.Done: order.Done, order.Failed: order.Failed}
				for was, id := range ids {
					o, ok, err := tx.Order(id)
					if err != nil || !ok || o.State != want[was] || (o.Open() && (!o.Next.Equal(now) || o.Sent.IsZero())) {
						t.Errorf("%s is now %+v, %v", was, o, err)
					}
				}
				if due := must(tx.Due(order.ToSend, now.AddDate(1, 0, 0), false, 10)); len(due) != 0 {
					t.Errorf("to be sent: %v", due)
				}
				if due := must(tx.Due(order.ToCheck, now, false, 10)); len(due) != 4 {
					t.Errorf("to be asked for: %v", due)
				}
				if s := must(tx.Session(7)); !s.IsZero() {
					t.Errorf("a conversation is left: %+v", s)
				}
				if m, _, _ := tx.Member(7); !m.Allowed {
					t.Error("the member is not")
				}
				return nil
			})
			// And again: restored twice is restored once.
			if err := h.Close(); err != nil {
				t.Fatal(err)
			}
			if done, err := Restore(path, path, now.Add(time.Minute)); err != nil || done.Unclear != 4 {
				t.Errorf("%+v, %v", done, err)
			}
		})
	}
}

// A deposit that is asked for after a restore has a number that none had before, so that no
// button under an older card decides it; also where the clock is of no help. Where the backup
// has all that was booked, no gap is noted.
func TestRestoreNumbersDepositsAnew(t *testing.T) {
	for _, now := range []time.Time{noon, time.Unix(1, 0)} {
		path, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
		h := &house{t: t, path: path, options: Options{noSync: true, Location: dhaka}}
		h.open()
		k := newTill(t, h)
		if _, err := k.approve(k.asked(request(payer, "nagad", "TRX111", 500_00)), 500_00, decider); err != nil {
			t.Fatal(err)
		}
		if err := h.Copy(t.Context(), backup); err != nil {
			t.Fatal(err)
		}
		k.asked(request(payer, "nagad", "TRX112", 500_00))
		lost := k.asked(request(payer2, "nagad", "TRX113", 500_00))
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(backup, path, now); err != nil {
			t.Fatal(err)
		}
		h.open()
		next := k.asked(request(payer2, "nagad", "TRX114", 900_00))
		if next.ID <= lost.ID || next.ID <= uint64(now.Unix()) {
			t.Errorf("the next deposit is number %d; %d was the last", next.ID, lost.ID)
		}
		if _, err := k.approve(lost, 500_00, decider); !errors.Is(err, account.ErrDecided) {
			t.Errorf("the card of a deposit that is lost: %v", err)
		}
		k.has(payer2, 0)
		h.look(func(tx chat.Tx) error {
			mark, err := tx.AuditMark()
			if mark.Gap != "" {
				t.Errorf("the gap %s", mark.Gap)
			}
			return err
		})
		if err := errors.Join(h.Close(), Check(path)); err != nil {
			t.Error(err)
		}
	}
}

// A restore has nothing said that the backup still had to say, but final words.
func TestRestoreDropsWhatWaited(t *testing.T) {
	path, backup := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "backup")
	s := must(Open(path, Options{noSync: true}))
	id := nextID(noon)
	if err := s.Update(func(tx chat.Tx) error {
		screen := func(text string) *chat.Screen { return &chat.Screen{HTML: text} }
		for _, o := range []chat.Outgoing{
			{Chat: 7, Card: "draft", New: true, Screen: &chat.Screen{HTML: "right?", Buttons: [][]chat.Button{{{Text: "Confirm", Data: "r:x:1:go"}}}}},
			{Chat: 7, Edit: 3, Screen: screen("an answer"), Answer: &chat.CallbackAnswer{Query: "q"}},
			{Chat: 7, Final: true, Order: id, Screen: screen("done"), Answer: &chat.CallbackAnswer{Query: "q2"}},
			{Chat: 8, Document: &chat.Document{Name: "backup"}},
			{Chat: 8, Menu: &chat.Menu{Commands: []chat.Command{{Name: "x", Help: "y"}}}},
			{Chat: 9, Menu: &chat.Menu{}, Screen: screen("language")},
		} {
			if err := tx.Post(o); err != nil {
				return err
			}
		}
		for chatID := int64(7); chatID < 10; chatID++ {
			if err := tx.PutMember(chat.Member{ID: chatID, Allowed: true, Menu: "reseller en 2"}); err != nil {
				return err
			}
		}
		return errors.Join(tx.InquireBalance(order.BalanceInquiry{Chat: 7, Card: "balance"}), tx.Bind(7, "order", 5))
	}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Copy(t.Context(), backup), s.Close()); err != nil {
		t.Fatal(err)
	}
	done, err := Restore(backup, path, noon)
	if err != nil || done.Dropped != 5 {
		t.Fatalf("%+v, %v", done, err)
	}
	s = must(Open(path, Options{}))
	if chats := must(s.Waiting()); !slices.Equal(chats, []int64{7}) {
		t.Errorf("%v wait", chats)
	}
	h, ok, err := s.Head(7)
	if err != nil || !ok || !h.Final || h.Order != id || h.Screen.HTML != "done" || h.Answer != nil || h.More {
		t.Errorf("%+v, %v", h, err)
	}
	if err := s.View(func(tx chat.Tx) error {
		for chatID, want := range map[int64]string{7: "reseller en 2", 8: "", 9: ""} {
			if m, _, err := tx.Member(chatID); err != nil || m.Menu != want || !m.Allowed {
				t.Errorf("%+v, %v", m, err)
			}
		}
		if q := must(tx.BalanceInquiries(9)); len(q) > 0 {
			t.Errorf("asked: %v", q)
		}
		if tx.Bound(7, "order") != 5 {
			t.Error("a card lost its message")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Error(err)
	}
}

// TestNoIDTwice gives ids while the clock jumps, the process is killed and old
// copies are restored, over stores that can be read and stores that cannot.
func TestNoIDTwice(t *testing.T) {
	draw := rand.New(rand.NewPCG(*modelSeed, 3))
	path := filepath.Join(t.TempDir(), "bot.db")
	options := Options{noSync: true, Prompt: true, Rand: draw.IntN}
	s := must(Open(path, options))
	at, given, lists := noon, map[order.ID]int{}, map[order.BatchID]int{}
	var copies []string
	steps := 300
	if raceEnabled {
		steps = 60
	}
	for step := range steps {
		switch draw.IntN(12) {
		case 0:
			at = at.Add(time.Duration(draw.IntN(200_000)-100_000) * time.Millisecond)
		case 1:
			copies = append(copies, filepath.Join(t.TempDir(), "copy"))
			if err := s.Copy(t.Context(), copies[len(copies)-1]); err != nil {
				t.Fatal(err)
			}
		case 2:
			if len(copies) == 0 {
				continue
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			// No second restore in the same second: what is kept would be in the way.
			done, err := Restore(copies[draw.IntN(len(copies))], path, at.Add(time.Duration(step)*time.Hour*24))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(done.Old); err != nil {
				t.Fatal(err)
			}
			s = must(Open(path, options))
		case 3: // what is not committed is given again, to nobody's harm
			_ = s.Update(func(tx chat.Tx) error {
				_ = must(tx.NextID(at))
				return errors.New("no")
			})
		case 4:
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = must(Open(path, options))
		default:
			at = at.Add(time.Duration(draw.IntN(1500)) * time.Millisecond)
		}
		var ids []order.ID
		var list order.Batch
		if err := s.Update(func(tx chat.Tx) error {
			ids, list = nil, must(tx.PutBatch(order.Batch{Reseller: 7, State: order.BatchPreview}))
			for range 1 + draw.IntN(3) {
				ids = append(ids, must(tx.NextID(at)))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if was, ok := lists[list.ID]; ok {
			t.Fatalf("list %d of step %d was given in step %d (-model.seed=%d)", list.ID, step, was, *modelSeed)
		}
		lists[list.ID] = step
		for _, id := range ids {
			if was, ok := given[id]; ok || !id.Valid() {
				t.Fatalf("%s was given in steps %d and %d", id, was, step)
			}
			given[id] = step
		}
	}
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		t.Error(err)
	}
}
