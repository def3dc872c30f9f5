package storage

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/flows/pin"
)

var (
	golden    = flag.Bool("golden", false, "write testdata/schema-N.db for the newest schema version, if it is not there")
	overwrite = flag.Bool("golden.overwrite", false, "with -golden: write it anew though it is there; only for a version that no release has written")
)

// newest is the schema version of today.
var newest = func() int { s := schema(); return s.Newest() }()

// TestGolden writes the file that a later version must still open: small, as
// pages of the smallest size make it.
func TestGolden(t *testing.T) {
	if !*golden {
		t.Skip("without -golden")
	}
	to := filepath.Join("testdata", fmt.Sprintf("schema-%d.db", newest))
	if _, err := os.Stat(to); err == nil && !*overwrite {
		t.Fatalf("%s is there already. What changes in the records is a step of their subject to schema version %d, whose file is written then. "+
			"With -golden.overwrite besides it is written anew: only where no release has written this version", to, newest+1)
	}
	path := filepath.Join(t.TempDir(), "bot.db")
	filled(t, path)
	s := must(Open(path, Options{Location: dhaka}))
	if err := s.update(putSamples); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(to)
	from := must(bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true}))
	defer from.Close()
	small := must(bbolt.Open(to, 0o644, &bbolt.Options{PageSize: 1024}))
	if err := bbolt.Compact(small, from, 0); err != nil {
		t.Fatal(err)
	}
	var size int64 // without the pages that bbolt has in reserve
	if err := small.View(func(b *bbolt.Tx) error { size = b.Size(); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(small.Close(), os.Truncate(to, size)); err != nil {
		t.Fatal(err)
	}
	if size > 96<<10 {
		t.Errorf("%d bytes", size)
	}
}

// sample is one of each record, but those of subjects with tests of their own.
type sample struct {
	order    order.Order
	member   chat.Member
	session  chat.Session
	visitor  chat.Visitor
	panel    order.PanelState
	question order.BalanceInquiry
	refusal  order.Refusal
	outgoing chat.Outgoing
	request  chat.Visitor
	trouble  chat.Trouble
}

func moment(n int) time.Time { return time.Date(2027, 1, 2, 3, 4, n, 5000, time.UTC) }

func paisa(n money.Taka) *money.Taka { return &n }

// sampled is what the newest file has: every field of every record, each with
// another value. A name that is changed in a record is found missing there.
var sampled = sample{
	order: order.Order{
		ID: "6b3812b5f5123", Reseller: 70, Recharge: order.Recharge{Number: "01912345671", Operator: order.Banglalink, Connection: order.Postpaid, Amount: 12300},
		Panel: "panel", Service: "service", Price: 12100, Plan: "plan", Offer: "offer",
		State: order.Done, Cause: order.CauseReversed, Placed: moment(1), Sent: moment(2), Settled: moment(3),
		Message: "message", Said: "said", TransactionID: "TRX70", BalanceLeft: paisa(45678), Tries: 3, StatusChecks: 4, CheckedAt: moment(5),
		Next: moment(7), CardPending: true, Asked: true, Stuck: moment(8), Doubt: true, Working: true, Refusal: "refusal", Denials: 9, Denied: moment(10),
		Verdict: &order.Verdict{Admin: 71, Done: true, At: moment(11)}, Counted: true, Reversals: 6, Batch: 7, Receipt: moment(14),
		Hand: &order.Hand{Promise: 40 * time.Minute, By: 84, Name: "owner", At: moment(41), Restored: true},
	},
	member: chat.Member{
		ID: 72, Name: "name", Given: "given", Username: "username", Language: "language", Allowed: true,
		Added: moment(12), AddedBy: 73, Active: moment(13), Unreachable: true, Lost: chat.Blocked, Owner: true, Menu: "menu", SeesPanel: true, Shop: "shop",
	},
	session: chat.Session{Flow: "flow", Data: map[string]json.RawMessage{"flow": json.RawMessage(`{"a":14}`)}, Watch: "6b3812b5f5456"},
	visitor: chat.Visitor{
		ID: 74, Name: "visitor", Username: "visitor_name", Language: "visitor's", Answered: moment(17), Asked: moment(18), Denied: true,
	},
	panel: order.PanelState{
		Balance: paisa(1900), BalanceAt: moment(20), DownSince: moment(21), Unreadable: true, Failing: []order.Number{"01912345673", "01912345674"}, FailingWith: "failing", LowSince: moment(27),
		FoundID: "6b3812b5f5abc", FoundSent: moment(22),
		SendLimit: order.LimiterState{Empty: moment(23)}, StatusLimit: order.LimiterState{Empty: moment(24)},
	},
	question: order.BalanceInquiry{Seq: 41, Chat: 75, Card: "card of a question", Asked: moment(25)},
	refusal:  order.Refusal{Words: "words", Text: "Words!", By: 76, At: moment(26), Order: "6b3812b5f5def"},
	outgoing: chat.Outgoing{
		Seq: 41, Chat: 77, Edit: 27, Card: "card", New: true, IfThere: true, Last: true, Final: true,
		Order: "6b3812b5f5123", Orders: []order.ID{"6b3812b5f5124", "6b3812b5f5125"}, Bulk: true, Note: "note",
		Screen: &chat.Screen{HTML: "html", Buttons: [][]chat.Button{{{Text: "a", Data: "data", Copy: "copy", Style: chat.Good}}, {{Text: "b", Data: "c", Copy: "d", Style: chat.Bad}}}},
		Answer: &chat.CallbackAnswer{Query: "query", Text: "answer", Alert: true},
		Menu:   &chat.Menu{Commands: []chat.Command{{Name: "command", Help: "help"}}},
		Document: &chat.Document{
			Name: "document", Kind: "kind", Args: []string{"arg", "another"}, Caption: "caption", Instead: "instead",
		},
		File:   &chat.SentFile{ID: "file", Kind: chat.PhotoFile},
		Delete: &chat.Deletion{Message: 52, Instead: "not deleted"},
	},
	request: chat.Visitor{
		ID: 79, Name: "asking", Username: "asking_name", Language: "asking's", Answered: moment(28), Asked: moment(29), Denied: true,
	},
	trouble: chat.Trouble{Kind: chat.TroubleClock, Since: moment(30), Detail: "31"},
}

// sampleOf is a record of a subject and how it is written and read. A subject with a
// test of its own adds to samples there, as untold_test.go does.
type sampleOf struct {
	value any
	put   func(*tx) error
	read  func(*tx) (any, error)
}

var samples = []sampleOf{
	{sampled.order, func(t *tx) error { return t.PutOrder(sampled.order) }, func(t *tx) (any, error) {
		o, _, err := t.Order(sampled.order.ID)
		return o, err
	}},
	{sampled.member, func(t *tx) error { return t.PutMember(sampled.member) }, func(t *tx) (any, error) {
		m, _, err := t.Member(sampled.member.ID)
		return m, err
	}},
	{sampled.session, func(t *tx) error { return t.PutSession(78, sampled.session) }, func(t *tx) (any, error) { return t.Session(78) }},
	{sampled.visitor, func(t *tx) error { return t.PutVisitor(sampled.visitor) }, func(t *tx) (any, error) {
		v, _, err := t.Visitor(sampled.visitor.ID)
		return v, err
	}},
	{sampled.panel, func(t *tx) error { return t.PutPanelState(order.MainPanel, sampled.panel) }, func(t *tx) (any, error) { return t.PanelState(order.MainPanel) }},
	{sampled.question, func(t *tx) error { return t.InquireBalance(sampled.question) }, func(t *tx) (any, error) {
		questions, err := t.BalanceInquiries(100)
		return questions[len(questions)-1], err
	}},
	{sampled.refusal, func(t *tx) error { return t.PutRefusal(sampled.refusal) }, func(t *tx) (any, error) {
		refusals, err := t.Refusals()
		return refusals[0], err
	}},
	{sampled.outgoing, func(t *tx) error { return t.Post(sampled.outgoing) }, func(t *tx) (any, error) {
		waiting, err := t.waiting(sampled.outgoing.Chat, 1)
		return waiting[0], err
	}},
	{sampled.request, func(t *tx) error { return t.PutRequest(sampled.request) }, func(t *tx) (any, error) {
		v, _, err := t.Request(sampled.request.ID)
		return v, err
	}},
	{sampled.trouble, func(t *tx) error { return t.PutTrouble(sampled.trouble) }, func(t *tx) (any, error) {
		f, _, err := t.Trouble(sampled.trouble.Kind)
		return f, err
	}},
}

func putSamples(t *tx) error {
	for _, s := range samples {
		if err := s.put(t); err != nil {
			return err
		}
	}
	return nil
}

// sameFields compares field by field.
func sameFields(t *testing.T, file string, got, want any) {
	t.Helper()
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	for i := range w.NumField() {
		name := w.Type().Field(i).Name
		if !reflect.DeepEqual(g.Field(i).Interface(), w.Field(i).Interface()) {
			t.Errorf("%s: %s.%s is %+v, not %+v", file, w.Type(), name, g.Field(i), w.Field(i))
		}
	}
}

// TestSampleIsFull: what the newest file has leaves out no field.
func TestSampleIsFull(t *testing.T) {
	var look func(path string, v reflect.Value)
	look = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			if v.Type() != reflect.TypeFor[time.Time]() {
				for i := range v.NumField() {
					look(path+"."+v.Type().Field(i).Name, v.Field(i))
				}
				return
			}
		case reflect.Pointer:
			if !v.IsNil() {
				look(path, v.Elem())
				return
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				look(fmt.Sprintf("%s[%s]", path, key), v.MapIndex(key))
			}
			if v.Len() > 0 {
				return
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				look(path, v.Index(i))
			}
			if v.Len() > 0 {
				return
			}
		}
		if v.IsZero() {
			t.Errorf("%s is not set in the sample; set it. What is new is a step to the next schema version, whose file -golden writes", path)
		}
	}
	for _, s := range samples {
		look(reflect.TypeOf(s.value).String(), reflect.ValueOf(s.value))
	}
}

// TestNewestFileFieldByField: what the newest file has is read as it was written.
func TestNewestFileFieldByField(t *testing.T) {
	s := opened(t, newest)
	if err := s.view(func(tx *tx) error {
		for _, sample := range samples {
			got, err := sample.read(tx)
			if err != nil {
				return err
			}
			sameFields(t, "newest", got, sample.value)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// TestOlderFilesFieldByField: each older file has all but what came later. Version 1 has a
// test of its own.
func TestOlderFilesFieldByField(t *testing.T) {
	for version := 2; version < newest; version++ {
		s := opened(t, version)
		if err := s.view(func(tx *tx) error {
			for _, sample := range samples {
				want := asOf(version, sample.value)
				if want == nil {
					continue
				}
				got, err := sample.read(tx)
				if err != nil {
					return err
				}
				sameFields(t, fmt.Sprint("version ", version), got, want)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	}
}

// asOf is a sample as a version had it; nil: not at all.
func asOf(version int, value any) any {
	switch v := value.(type) {
	case order.Order:
		if version < 5 {
			v.Counted, v.Reversals, v.Batch, v.Receipt = false, 0, 0, time.Time{}
		}
		if version < 6 {
			v.Hand = nil
		}
		if version < 7 {
			v.Working = false
		}
		return v
	case chat.Member:
		if version < 5 {
			v.SeesPanel, v.Shop = false, ""
		}
		if version < 3 {
			v.Lost, v.Owner = "", false
		}
		return v
	case chat.Outgoing:
		if version < 3 {
			v.Note = ""
		}
		if version < 5 {
			v.File = nil
			document := *v.Document
			document.Kind, document.Args = "", nil
			v.Document = &document
		}
		if version < 6 {
			v.Delete = nil
		}
		return v
	case account.Plan:
		if version < 5 {
			return nil
		}
		if version < 6 {
			v.PIN = pin.Rule{}
		}
		return v
	case order.PanelState:
		v.Unreadable = version >= 4
		return v
	case chat.Visitor:
		if version < 3 && v.ID == sampled.request.ID {
			return nil
		}
	}
	if version < since(value) {
		return nil
	}
	if d, ok := value.(account.Deposit); ok && version < 7 {
		d.Refused = ""
		return d
	}
	if e, ok := value.(account.Entry); ok && version < 7 {
		e.Clock = time.Time{}
		return e
	}
	if b, ok := value.(batchRecord); ok && version < 7 {
		b.Packs, b.Never, b.Unknown = b.Packs && version == 6, 0, 0
		return b
	}
	if r, ok := value.(order.BatchRow); ok && version < 6 {
		r.Pack = false
		return r
	}
	return value
}

// since is the version that a kind of record came with.
func since(value any) int {
	switch value.(type) {
	case chat.Trouble:
		return 3
	case chat.Favourite:
		return 4
	case datedOf, dayOfSums, crediting, statementRowOf, batchRecord, order.BatchRow, order.Complaint:
		return 5
	case offer.Offer, offer.Block, order.Limits, chat.OfferSheet, pin.PIN:
		return 6
	}
	if reflect.TypeOf(value).PkgPath() == reflect.TypeFor[account.Entry]().PkgPath() {
		return 5
	}
	return 1
}

// TestSessionOfOneDraft: a session from before several drafts could be open is read.
func TestSessionOfOneDraft(t *testing.T) {
	got, err := decode[sessionRecord, chat.Session](bSessions, []byte(`{"step":"confirm","draft":{"id":"6385f4f65e16e","rev":3,"number":"01712345678","operator":"GP","amount":5000},"watch":"6385f4f65e16d"}`))
	want := chat.Session{Watch: "6385f4f65e16d",
		Data: map[string]json.RawMessage{"recharge": json.RawMessage(`{"step":"confirm","draft":{"id":"6385f4f65e16e","rev":3,"number":"01712345678","operator":"GP","amount":5000}}`)}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

// inUTC gives an order with its times in UTC, which the file has in the zone of
// whoever wrote it.
func inUTC(o order.Order) order.Order {
	for _, at := range []*time.Time{&o.Placed, &o.Sent, &o.Settled, &o.CheckedAt, &o.Next, &o.Stuck, &o.Denied} {
		*at = at.UTC()
	}
	return o
}

// TestFirstFileFieldByField: the file of version 1, by the program of then, is read
// as it was meant.
func TestFirstFileFieldByField(t *testing.T) {
	s := opened(t, 1)
	if err := s.View(func(tx chat.Tx) error {
		for i := range 40 {
			at := noon.Add(time.Duration(i) * time.Hour).UTC()
			want := order.Order{
				ID: order.ID(fmt.Sprintf("%08x00000", at.Unix())), Reseller: int64(i%3 + 1), Recharge: order.Recharge{Number: "01712345678", Operator: "GP", Connection: 1, Amount: 5000}, State: "placed", Placed: at, Next: at,
			}
			switch i % 4 {
			case 0:
				want.State, want.Next, want.Settled, want.TransactionID = "done", time.Time{}, at, "BD17X"
			case 1:
				want.State = "sending"
			case 2:
				want.State, want.Stuck = "unclear", at
			}
			got, _, err := tx.Order(want.ID)
			if err != nil {
				return err
			}
			sameFields(t, "version 1", inUTC(got), want) // which that program wrote in their own zone
		}
		for id := int64(1); id <= 3; id++ {
			got, _, _ := tx.Member(id)
			sameFields(t, "version 1", got, chat.Member{ID: id, Allowed: true})
		}
		for chatID := range int64(40) {
			got, _ := tx.Session(chatID)
			sameFields(t, "version 1", got, chat.Session{Data: map[string]json.RawMessage{"recharge": json.RawMessage(`{"step":"number"}`)}})
			v, _, _ := tx.Visitor(-chatID - 1)
			sameFields(t, "version 1", v, chat.Visitor{ID: -chatID - 1})
		}
		p, _ := tx.PanelState(order.MainPanel)
		p.BalanceAt = p.BalanceAt.UTC()
		sameFields(t, "version 1", p, order.PanelState{BalanceAt: noon.Add(39 * time.Hour).UTC()})
		questions, _ := tx.BalanceInquiries(100)
		for i, q := range questions {
			sameFields(t, "version 1", q, order.BalanceInquiry{Seq: uint64(i + 1), Chat: 1})
		}
		if len(questions) != 40 || tx.Bound(1, "order") != 40 {
			t.Errorf("%d questions, message %d", len(questions), tx.Bound(1, "order"))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for chatID := int64(1); chatID <= 5; chatID++ {
		h, _, err := s.Head(chatID)
		if err != nil {
			t.Fatal(err)
		}
		sameFields(t, "version 1", h.Outgoing, chat.Outgoing{Seq: uint64(chatID), Chat: chatID, Screen: &chat.Screen{HTML: "hello"}})
	}
	// The first id of version 2 looks like none of version 1.
	if err := s.Update(func(tx chat.Tx) error {
		if id := must(tx.NextID(noon.Add(39 * time.Hour))); id[8:10] != "f5" {
			t.Errorf("the next id is %s", id)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// opened opens a copy of the file that a schema version has left.
func opened(t *testing.T, version int) *Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bot.db")
	data, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("schema-%d.db", version)))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{Location: dhaka})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.Close(), Check(path)); err != nil {
			t.Error(err)
		}
	})
	return s
}
