package simtelegram

import (
	"bytes"
	"testing"
)

// TestSaveAndLoad: what a server gives is what another goes on from, and gives again.
func TestSaveAndLoad(t *testing.T) {
	was := start(t, Options{})
	first := was.Say(rahim, "hello <b>")
	id := was.send(rahim, "<b>hi</b>", "parse_mode", "HTML", "reply_markup", inline(`{"text":"<a>","callback_data":"b"}`))
	was.call("editMessageText", "chat_id", rahim, "message_id", id, "text", "hi", "reply_markup", inline(`{"text":"<a>","callback_data":"b"}`))
	was.call("setMyCommands", "commands", `[{"command":"help","description":"Help"}]`)
	was.SendPhoto(rahim, []byte("an image"), "proof")
	was.SendDocument(rahim, "a.csv", []byte("a"), "")
	was.ShareContactOf(rahim, "01712345678", "Karim")
	was.AddBotToGroup(-5, rahim)
	was.Block(stranger, true)
	gone := was.send(rahim, "gone")
	was.call("deleteMessage", "chat_id", rahim, "message_id", gone)
	data, err := was.Save()
	if err != nil {
		t.Fatal(err)
	}

	is := start(t, Options{})
	if err := is.Load(data); err != nil {
		t.Fatal(err)
	}
	again, err := is.Save()
	if err != nil || len(again) != len(data) { // chats come in any order
		t.Errorf("%v\n%s\n%s", err, data, again)
	}
	if got, want := is.Messages(rahim), was.Messages(rahim); len(got) != len(want) || got[1].Text != "hi" || got[1].Edits != 1 || got[4].Contact != "01712345678" ||
		got[2].Photo == nil || string(got[2].Photo.Data) != "an image" || got[2].Photo.Caption != "proof" || got[3].Document == nil {
		t.Errorf("%+v\n%+v", got, want)
	}
	list := is.updates(0)
	if len(list) != was.Unacked() || list[0].ID != first {
		t.Errorf("%+v", list)
	}
	if a := is.call("editMessageText", "chat_id", rahim, "message_id", id, "text", "bye"); !a.OK || !bytes.Contains(a.Result, []byte(`"edit_date"`)) {
		t.Errorf("%+v", a)
	}
	if a := is.call("sendMessage", "chat_id", stranger, "text", "x"); a.Code != 403 {
		t.Errorf("%+v", a)
	}
	last := list[len(list)-1].ID
	if next := is.Say(rahim, "more"); next <= last {
		t.Errorf("update %d came after %d", next, last)
	}
	is.GoOn(1_800_000_000)
	if next := is.Say(rahim, "later"); next != 1_800_000_000 {
		t.Errorf("update %d", next)
	}
	if m, _ := is.Last(rahim); m.ID != 1_800_000_001 {
		t.Errorf("message %d", m.ID)
	}
	if err := New(Options{}).Load([]byte("{")); err == nil {
		t.Error("noise was read")
	}
}
