package sandbox_test

import (
	"os"
	"path/filepath"
	"testing"

	"rechargebot/bot/sandbox"
)

// A sandbox that is started again goes on where it was, and its ids are later even
// where what it kept is lost.
func TestKeep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.db.sandbox")
	run := func(use func(box *sandbox.Sandbox)) {
		t.Helper()
		box, err := sandbox.Start("127.0.0.1:0", nil)
		if err != nil {
			t.Fatal(err)
		}
		defer box.Close()
		if err := box.Keep(path); err != nil {
			t.Fatal(err)
		}
		use(box)
	}
	var update int64
	var message int
	run(func(box *sandbox.Sandbox) {
		update = box.Telegram.Say(sandbox.Reseller, "hello")
		m, _ := box.Telegram.Last(sandbox.Reseller)
		message = m.ID
		if err := box.Panel.SetBalance("123"); err != nil {
			t.Fatal(err)
		}
	})
	if update < 1_700_000_000 {
		t.Errorf("update %d does not go on from the clock", update)
	}
	run(func(box *sandbox.Sandbox) {
		if all := box.Telegram.Messages(sandbox.Reseller); len(all) != 1 || all[0].Text != "hello" || all[0].ID != message {
			t.Errorf("%+v", all)
		}
		if n := box.Telegram.Unacked(); n != 1 {
			t.Errorf("%d updates wait for the bot", n)
		}
		if b := box.Panel.Balance(); b != "123.00" {
			t.Errorf("the balance is %s", b)
		}
		if next := box.Telegram.Say(sandbox.Reseller, "again"); next <= update {
			t.Errorf("update %d came after %d", next, update)
		}
	})
	if err := os.WriteFile(path, []byte("noise"), 0o600); err != nil {
		t.Fatal(err)
	}
	box, err := sandbox.Start("127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	if err := box.Keep(path); err == nil {
		t.Error("noise was read")
	}
}
