package simtelegram

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestUpdatesComeUntilAcknowledged(t *testing.T) {
	k := start(t, Options{})
	a, b, c := k.Say(rahim, "a"), k.Say(rahim, "b"), k.Say(rahim, "c")
	if got := k.updates(0, "limit", 2); ids(got) != ids([]gotUpdate{{ID: a}, {ID: b}}) {
		t.Errorf("first: %s", ids(got))
	}
	if got := k.updates(0); len(got) != 3 {
		t.Errorf("nothing was acknowledged, got %s", ids(got))
	}
	if got := k.updates(b); len(got) != 2 || k.Acked() != a {
		t.Errorf("after %d: %s, acked %d", a, ids(got), k.Acked())
	}
	if got := k.updates(c + 1); len(got) != 0 || k.Unacked() != 0 || k.Acked() != c {
		t.Errorf("at the end: %s", ids(got))
	}

	k.Redeliver(a)
	d := k.Say(rahim, "d")
	if got := k.updates(c + 1); len(got) != 2 || got[0].ID != a || got[1].ID != d || got[0].Message.Text != "a" {
		t.Errorf("redelivered: %s", ids(got))
	}
	if got := k.updates(d + 1); len(got) != 0 || k.Unacked() != 0 {
		t.Errorf("redelivered twice: %s", ids(got))
	}
}

func TestOffsets(t *testing.T) {
	k := start(t, Options{})
	k.updates(0)
	var last int64
	for range 5 {
		last = k.Say(rahim, "x")
	}
	if got := k.updates(last + 12); len(got) != 5 || k.Acked() != 0 {
		t.Errorf("an offset far above: %s, acked %d", ids(got), k.Acked())
	}
	if got := k.updates(-2); len(got) != 2 || got[1].ID != last {
		t.Errorf("a negative offset: %s", ids(got))
	}
	if got := k.updates(0); len(got) != 2 {
		t.Errorf("a negative offset forgets: %s", ids(got))
	}
	k.updates(last + 1)

	k.RestartIDs(7)
	low := k.Say(rahim, "after a quiet week")
	if got := k.updates(last + 1); low != 7 || len(got) != 1 || got[0].ID != 7 {
		t.Errorf("lower ids: %d, %s", low, ids(got))
	}
	if got := k.updates(8); len(got) != 0 || k.Acked() != 7 {
		t.Errorf("lower ids acknowledged: %s", ids(got))
	}
}

func TestAllowedUpdatesAreRemembered(t *testing.T) {
	k := start(t, Options{})
	k.updates(0, "allowed_updates", `["callback_query"]`)
	if id := k.Say(rahim, "x"); id != 0 {
		t.Error("a message was queued")
	}
	k.updates(0)
	k.TapForged(rahim, 0, "x")
	if got := k.updates(0); len(got) != 1 || got[0].Query == nil {
		t.Errorf("%+v", got)
	}
	k.updates(0, "allowed_updates", `[]`)
	if id := k.Say(rahim, "x"); id == 0 {
		t.Error("an empty list is the default")
	}
}

func TestLongPoll(t *testing.T) {
	k := start(t, Options{})
	got := make(chan reply, 1)
	go func() {
		a, _ := k.try(context.Background(), "getUpdates", map[string]string{"timeout": "30"})
		got <- a
	}()
	k.waitPoll()
	k.Say(rahim, "wake")
	if a := <-got; !a.OK || !strings.Contains(string(a.Result), "wake") {
		t.Errorf("%+v", a)
	}
	if a := k.call("getUpdates", "offset", k.Acked()+firstUpdate+1, "timeout", 1); !a.OK || string(a.Result) != "[]" {
		t.Errorf("%+v", a)
	}

	// The first of two is sent away.
	go func() {
		a, _ := k.try(context.Background(), "getUpdates", map[string]string{"timeout": "30"})
		got <- a
	}()
	k.waitPoll()
	second := make(chan reply, 1)
	go func() {
		a, _ := k.try(context.Background(), "getUpdates", map[string]string{"timeout": "30"})
		second <- a
	}()
	if a := <-got; a.Code != 409 || a.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
		t.Errorf("%+v", a)
	}
	k.waitPoll()
	k.SetWebhook("https://a.example")
	if a := <-second; a.Code != 409 || a.Description != "Conflict: terminated by setWebhook request" {
		t.Errorf("%+v", a)
	}
	if a := k.call("getUpdates"); a.Code != 409 || a.Description != "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first" {
		t.Errorf("%+v", a)
	}
	k.Say(rahim, "dropped")
	if a := k.call("getWebhookInfo"); !strings.Contains(string(a.Result), `"pending_update_count":1`) {
		t.Errorf("%s", a.Result)
	}
	k.call("deleteWebhook", "drop_pending_updates", "true")
	if got := k.updates(0); len(got) != 0 {
		t.Errorf("%s", ids(got))
	}
}

// waitPoll waits until a long poll hangs.
func (k *kit) waitPoll() {
	k.t.Helper()
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		k.mu.Lock()
		hangs := k.Server.updates.poll != nil
		k.mu.Unlock()
		if hangs {
			return
		}
		if time.Now().After(end) {
			k.t.Fatal("no long poll")
		}
	}
}

func TestAPollThatLeftTakesNothing(t *testing.T) {
	k := start(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		_, err := k.try(ctx, "getUpdates", map[string]string{"timeout": "30"})
		done <- err
	}()
	k.waitPoll()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	k.Say(rahim, "x")
	if got := k.updates(0); len(got) != 1 {
		t.Errorf("%s", ids(got))
	}
}

func TestPush(t *testing.T) {
	k := start(t, Options{})
	first := k.Push(json.RawMessage(`{"message":{"message_id":1,"text":"raw"}}`))
	if id := k.Push(json.RawMessage(`{"update_id":5,"callback_query":{"id":"q","from":{"id":1002}}}`)); id != 5 || first != firstUpdate {
		t.Errorf("%d %d", first, id)
	}
	if got := k.updates(0); len(got) != 2 || got[0].Message.Text != "raw" {
		t.Errorf("%+v", got)
	}
	if a := k.call("answerCallbackQuery", "callback_query_id", "q"); !a.OK {
		t.Errorf("%+v", a)
	}
	// Ids out of order are acknowledged each by its own.
	if got := k.updates(6); ids(got) != ids([]gotUpdate{{ID: first}}) {
		t.Errorf("%s", ids(got))
	}
}

func TestFaults(t *testing.T) {
	k := start(t, Options{})
	say := func() (reply, error) {
		return k.try(t.Context(), "sendMessage", map[string]string{"chat_id": "1002", "text": "x"})
	}
	count := func() int { return len(k.Messages(rahim)) }

	k.AddFault(Fault{Method: "sendMessage", RetryAfter: 3, Times: 1})
	if a, _ := say(); a.Code != 429 || a.Parameters.RetryAfter != 3 || a.Description != "Too Many Requests: retry after 3" || count() != 0 {
		t.Errorf("%+v", a)
	}
	if a, _ := say(); !a.OK {
		t.Errorf("it was for one call: %+v", a)
	}
	k.AddFault(Fault{Chat: rahim, Code: 500, TakeIt: true, Times: 1})
	if a, _ := say(); a.Code != 500 || a.Description != "Internal Server Error" || count() != 2 {
		t.Errorf("%+v, %d messages", a, count())
	}
	k.AddFault(Fault{Drop: true, TakeIt: true, Times: 1})
	if _, err := say(); err == nil || count() != 3 {
		t.Errorf("%v, %d messages", err, count())
	}
	k.AddFault(Fault{Body: "<html>", Code: 502, Times: 1})
	w, err := http.Get(k.web.URL + "/bot1:a/getMe")
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := io.ReadAll(w.Body); w.StatusCode != 502 || string(b) != "<html>" {
		t.Errorf("%d %s", w.StatusCode, b)
	}
	w.Body.Close()
	k.AddFault(Fault{Delay: 30 * time.Millisecond, Times: 1})
	begin := time.Now()
	if a, _ := say(); !a.OK || time.Since(begin) < 30*time.Millisecond {
		t.Errorf("%+v", a)
	}

	end := k.AddFault(Fault{Hang: true})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := k.try(ctx, "getMe", nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	done := make(chan error, 1)
	go func() { _, err := say(); done <- err }()
	end()
	end()
	<-done
	if a, _ := say(); !a.OK {
		t.Errorf("the fault was cleared: %+v", a)
	}
}

func TestLimits(t *testing.T) {
	now := time.Unix(1700000000, 0)
	k := start(t, Options{Now: func() time.Time { return now }})
	k.AddPerson(Person{ID: stranger})
	k.Limit(Limits{PerSecond: 3, PerChatPerSecond: 2})
	send := func(chat int) reply { return k.call("sendMessage", "chat_id", chat, "text", "x") }
	for i, want := range []bool{true, true, false} {
		if a := send(rahim); a.OK != want || !want && (a.Code != 429 || a.Parameters.RetryAfter != 1) {
			t.Errorf("%d in one chat: %+v", i, a)
		}
	}
	for i, want := range []bool{true, false} {
		if a := send(stranger); a.OK != want {
			t.Errorf("%d over all: %+v", i, a)
		}
	}
	now = now.Add(time.Second)
	if a := send(rahim); !a.OK {
		t.Errorf("a second later: %+v", a)
	}
	if len(k.Messages(rahim)) != 3 {
		t.Error("a refused message was kept")
	}
}

func TestCallsAreLogged(t *testing.T) {
	k := start(t, Options{KeepCalls: 3})
	for _, text := range []string{"1", "2", "3", ""} {
		k.call("sendMessage", "chat_id", rahim, "text", text)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := k.WaitFor(ctx, func() bool { c := k.Calls(); return c[len(c)-1].Code != 0 }); err != nil {
		t.Fatal(err)
	}
	c := k.Calls()
	if len(c) != 3 || c[0].Params["text"] != "2" || c[0].Chat != rahim || c[0].Code != 200 || c[2].Code != 400 {
		t.Errorf("%+v", c)
	}
	if k.Counts()["sendMessage"] != 4 {
		t.Errorf("%v", k.Counts())
	}
	none := start(t, Options{KeepCalls: -1})
	none.send(rahim, "x")
	if len(none.Calls()) != 0 || none.Counts()["sendMessage"] != 1 {
		t.Error("calls were kept")
	}
}
