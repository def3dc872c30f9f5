package flows_test

import (
	"testing"
	"testing/synctest"

	"rechargebot/flows/chat"
)

// The content of a table is fetched for those who may use the bot, in a message that is
// read.
func TestWhoseTablesAreFetched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "en", ordinary())
		defer func() { w.stop() }()
		w.change(func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: people["reseller"].ID, Allowed: true}) })
		wants := func(who string, change func(*chat.Input)) bool {
			in := w.from(who)
			in.File = &chat.File{ID: "f", Kind: chat.DocumentFile, Name: "list.xlsx", Size: 10}
			change(&in)
			var wanted bool
			if err := w.store.View(func(tx chat.Tx) (err error) {
				wanted, err = w.talk.Wants(tx, in)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return wanted
		}
		asIs := func(*chat.Input) {}
		if !wants("reseller", asIs) || !wants("admin", asIs) {
			t.Error("a member's table is not fetched, or an owner's")
		}
		if wants("stranger", asIs) {
			t.Error("a stranger's table is fetched")
		}
		for name, change := range map[string]func(*chat.Input){
			"forwarded":  func(in *chat.Input) { in.Forward = true },
			"edited":     func(in *chat.Input) { in.Edited = true },
			"in a group": func(in *chat.Input) { in.Private = false },
			"too large":  func(in *chat.Input) { in.File.Size = 2 << 20 },
			"no file":    func(in *chat.Input) { in.File = nil },
		} {
			if wants("reseller", change) {
				t.Errorf("%s: fetched", name)
			}
		}
		if _, err := w.talk.Document(w.store.View, "nobody's", nil); err == nil {
			t.Error("a document of nobody's is made")
		}
	})
}
