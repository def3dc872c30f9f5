package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
)

// report answers with what came of a file.
func report(tx chat.Tx, in chat.Input) error {
	if in.File == nil {
		return echo(tx, in)
	}
	text := fmt.Sprintf("%s %s %q", in.File.Kind, in.File.Name, in.Text)
	if in.File.Data != nil && in.File.Rows != nil {
		text += " has " + string(in.File.Data[:min(len(in.File.Data), 8)])
	}
	if in.File.Failed {
		text += " failed"
	}
	return tx.Post(chat.Outgoing{Chat: in.Chat, Screen: &chat.Screen{HTML: text}})
}

func beginFiles(t *testing.T) *kit {
	k := prepare(t)
	k.talk.handle = report
	return k.start()
}

func TestFilesComeIn(t *testing.T) {
	t.Parallel()
	k := beginFiles(t)
	k.sim.SendPhoto(1, []byte("an image"), "proof")
	k.sim.SendDocument(1, "proof.pdf", []byte("%PDF"), "")
	k.sim.SendDocument(1, "List.CSV", []byte("a,b"), "/bulk")
	k.untilSaid(1, `photo  "proof"`, `document proof.pdf ""`, `document List.CSV "/bulk" has a,b`)
	if n := k.calls("getFile", 0); n != 1 {
		t.Errorf("%d files were asked for", n)
	}
}

// A file that is too large, or of somebody who may not use the bot, is not fetched.
func TestFilesThatAreNotFetched(t *testing.T) {
	t.Parallel()
	k := beginFiles(t)
	k.sim.SendDocument(1, "large.xlsx", make([]byte, 2<<20), "")
	k.sim.SendDocument(100, "stranger.xlsx", []byte("a,b"), "")
	k.untilSaid(1, `document large.xlsx ""`)
	k.untilSaid(100, `document stranger.xlsx ""`)
	if n := k.calls("getFile", 0) + k.calls(simtelegram.FileMethod, 0); n != 0 {
		t.Errorf("%d calls for files", n)
	}
}

func TestFilesThatCannotBeFetched(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simtelegram.Fault{
		"not given":    {Method: "getFile", Code: 400, Description: "Bad Request: wrong file_id or the file is temporarily unavailable"},
		"limited":      {Method: "getFile", RetryAfter: 3},
		"broken off":   {Method: simtelegram.FileMethod, Drop: true},
		"gone":         {Method: simtelegram.FileMethod, Code: 404},
		"in trouble":   {Method: simtelegram.FileMethod, Code: 502, Body: "<html>" + token},
		"not as large": {Method: simtelegram.FileMethod, Body: strings.Repeat("x", chat.FileLimit+1)},
		"led away":     {Method: simtelegram.FileMethod, Code: 302, Body: "there"},
	} {
		t.Run(name, func(t *testing.T) {
			k := prepare(t)
			k.talk.handle = report
			end := k.sim.AddFault(fault)
			k.start()
			k.sim.SendDocument(1, "list.csv", []byte("a,b"), "")
			k.untilSaid(1, `document list.csv "" failed`)
			if n := k.calls(simtelegram.FileMethod, 0); n > 1 && fault.Code != 0 { // the others may have been broken off
				t.Errorf("asked for %d times", n)
			}
			end()
			k.sim.SendDocument(1, "list.csv", []byte("a,b"), "")
			k.untilSaid(1, `document list.csv "" failed`, `document list.csv "" has a,b`)
			if log := k.logs.String(); strings.Contains(log, token) || !strings.Contains(log, "a file could not be fetched") {
				t.Errorf("log:\n%s", log)
			}
		})
	}
}

// A connection that breaks once, be it new, or that is not made costs nobody a file.
func TestAFileIsAskedForAgain(t *testing.T) {
	t.Parallel()
	for name, calls := range map[string]int{"broken": 2, "not made": 1} {
		k := prepare(t)
		b, err := New(Config{Token: token, APIURL: k.url, Log: k.logs.logger()}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		real := b.client.transport.(*http.Transport)
		real.DisableKeepAlives = true // net/http asks again on used connections alone
		k.sim.SendDocument(1, "list.csv", []byte("a,b"), "")
		if name == "broken" {
			k.sim.AddFault(simtelegram.Fault{Method: simtelegram.FileMethod, Drop: true, Times: 1})
		} else {
			tries := 0
			b.client.transport = roundTripper(func(r *http.Request) (*http.Response, error) {
				if strings.Contains(r.URL.Path, "/file/") {
					if tries++; tries == 1 {
						return reply(r, "unsent")
					}
				}
				return real.RoundTrip(r)
			})
		}
		data, err := b.content(t.Context(), k.sim.Messages(1)[0].Document.ID)
		if n := k.calls(simtelegram.FileMethod, 0); string(data) != "a,b" || err != nil || n != calls {
			t.Errorf("%s: %q, %v, asked for %d times", name, data, err, n)
		}
	}
}

// The token is in the address of a file, and in no error about it.
func TestNoTokenInErrorsAboutFiles(t *testing.T) {
	t.Parallel()
	b, err := New(Config{Token: token, APIURL: "http://user:secret@127.0.0.1:1/at", Log: (&logs{}).logger()}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"documents/a.csv", "", "/var/lib/" + token + "/a.csv", "../%zz\x00?#"} {
		if _, err := b.client.download(t.Context(), path); err == nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := b.content(t.Context(), "id"); err == nil || strings.Contains(err.Error(), "SECRET") {
		t.Error(err)
	}
	if got := b.client.files.String(); !strings.HasPrefix(got, "http://user:secret@127.0.0.1:1/at/file/bot") {
		t.Errorf("files are at %s", got)
	}
}

// While one chat waits for its file, others are answered, and nothing of the one that
// waits is acknowledged. What its person writes meanwhile is answered afterwards.
func TestAFileHoldsNobodyElse(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.talk.handle = report
	end := k.sim.AddFault(simtelegram.Fault{Method: simtelegram.FileMethod, Hang: true})
	k.sim.Say(2, "first")
	id := k.sim.SendDocument(1, "list.csv", []byte("a,b"), "")
	k.sim.Say(1, "behind it")
	k.start()
	k.untilSaid(2, "you said first")
	k.until("what came before the file to be acknowledged", func() bool { return k.sim.Acked() == id-1 })
	k.until("the download", func() bool { return k.calls(simtelegram.FileMethod, 0) == 1 })
	for i := range 3 {
		k.sim.Say(2, fmt.Sprint(i))
		k.sim.Say(int64(3+i), "hello")
		k.untilSaid(int64(3+i), "you said hello")
		k.sim.Say(1, "later")
	}
	k.untilSaid(2, "you said first", "you said 0", "you said 1", "you said 2")
	if got := k.said(1); len(got) != 0 {
		t.Errorf("the chat that waits hears %q", got)
	}
	if k.sim.Acked() >= id {
		t.Error("the update of the file is acknowledged")
	}
	end() // the connection breaks, and the file is asked for once more
	k.untilSaid(1, `document list.csv "" has a,b`, "you said behind it", "you said later", "you said later", "you said later")
	k.until("all to be acknowledged", func() bool { return k.sim.Unacked() == 0 })
	k.untilSaid(2, "you said first", "you said 0", "you said 1", "you said 2")
	if n := k.calls(simtelegram.FileMethod, 0); n != 2 {
		t.Errorf("the file is asked for %d times", n)
	}
	calls := k.sim.Counts()["getUpdates"]
	time.Sleep(4 * heldPause)
	if n := k.sim.Counts()["getUpdates"] - calls; n > 1 {
		t.Errorf("%d polls while nothing waits", n)
	}
}

// A file that was not made before the run ended is neither given up nor taken for sent.
func TestAFileThatIsMadeAtTheEnd(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.bot.drain = 0
	made := make(chan struct{})
	k.bot.outbox.documents = func(ctx context.Context, _ string, _ []string) ([]byte, error) {
		close(made)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	k.post(chat.Outgoing{Chat: 1, Document: &chat.Document{Name: "list.xlsx", Kind: "list"}})
	<-made
	k.stop()
	<-k.bot.outbox.stop()
	if chats, err := k.store.Waiting(); !slices.Equal(chats, []int64{1}) || err != nil {
		t.Errorf("%v wait, %v", chats, err)
	}
	if strings.Contains(k.logs.String(), "cannot be sent") {
		t.Errorf("log:\n%s", k.logs)
	}
}

// A run that ends while a file is on its way leaves its update to the next.
func TestAFileOnItsWayAtTheEnd(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.talk.handle = report
	end := k.sim.AddFault(simtelegram.Fault{Method: simtelegram.FileMethod, Hang: true})
	k.sim.SendDocument(1, "list.csv", []byte("a,b"), "")
	k.sim.Say(1, "behind it")
	k.sim.Say(2, "hello")
	k.start()
	k.until("the download", func() bool { return k.calls(simtelegram.FileMethod, 0) == 1 })
	k.untilSaid(2, "you said hello")
	begun := time.Now()
	if err := k.stop(); err != nil || time.Since(begun) >= k.bot.drain {
		t.Errorf("%v, after %v", err, time.Since(begun))
	}
	if got := k.said(1); len(got) != 0 {
		t.Errorf("%q was said", got)
	}
	end()
	k.start()
	k.untilSaid(1, `document list.csv "" has a,b`, "you said behind it")
	k.untilSaid(2, "you said hello")
}

// Of many files of one chat not each costs its whole time where the first failed, and
// the files of one chat share a time.
func TestManyFilesOfOneChat(t *testing.T) {
	t.Parallel()
	var fetched []time.Duration
	failing := false
	k := prepare(t)
	k.talk.handle = report
	d := newDispatch(k.store, k.talk, k.logs.logger(), &acknowledgement{log: k.logs.logger()}, nil)
	d.fetch = func(ctx context.Context, f *chat.File) {
		deadline, _ := ctx.Deadline()
		fetched = append(fetched, time.Until(deadline).Round(time.Second))
		f.Failed = failing
	}
	file := func() []chat.Input {
		return []chat.Input{{Chat: 1, From: chat.Person{ID: 1}, File: &chat.File{Kind: chat.DocumentFile, Name: "a.csv", Size: 1}}}
	}
	left := filesTime
	for range 3 {
		left = d.bring(file(), left)
	}
	left = d.bring(file(), 5*time.Second)
	failing = true
	if left = d.bring(file(), left); left != 0 {
		t.Errorf("%v left after a failure", left)
	}
	last := file()
	if left = d.bring(last, left); left != 0 || !last[0].File.Failed {
		t.Errorf("%v left, %+v", left, last[0].File)
	}
	failing = false
	k.talk.wants = func() (bool, error) { return true, errDisk }
	last = file()
	if left = d.bring(last, filesTime); left != filesTime || !last[0].File.Failed {
		t.Errorf("where nobody can say whether it is wanted: %v left, %+v", left, last[0].File)
	}
	if want := []time.Duration{fetchTime, fetchTime, fetchTime, 5 * time.Second, 5 * time.Second}; !slices.Equal(fetched, want) {
		t.Errorf("fetched with %v", fetched)
	}
	k.talk.wants = nil
	d.fetch = func(_ context.Context, f *chat.File) {
		f.Data = []byte("half")
		panic("a bug")
	}
	last = file()
	if left = d.bring(last, filesTime); left != 0 || !last[0].File.Failed || last[0].File.Data != nil {
		t.Errorf("after a panic: %v left, %+v", left, last[0].File)
	}
	for _, line := range []string{"whether a file is wanted cannot be said", "fetching a file panicked"} {
		if !strings.Contains(k.logs.String(), line) {
			t.Errorf("no %q in the log:\n%s", line, k.logs)
		}
	}
	if len(d.fetching) != 0 {
		t.Error("the chat still counts as one that waits for a file")
	}
}

// TestUntilFile: what stands before a file is handled without waiting for it.
func TestUntilFile(t *testing.T) {
	t.Parallel()
	text, photo, table := chat.Input{}, chat.Input{File: &chat.File{Kind: chat.PhotoFile}}, chat.Input{File: &chat.File{Kind: chat.DocumentFile, Name: "a.csv", Size: 1}}
	for _, test := range []struct {
		batch []chat.Input
		want  int
	}{
		{[]chat.Input{text}, 1},
		{[]chat.Input{text, photo, text}, 3},
		{[]chat.Input{table, text, text}, 3},
		{[]chat.Input{text, table, text}, 1},
		{[]chat.Input{table, table}, 1},
		{[]chat.Input{text, text, table}, 2},
	} {
		if got := untilFile(test.batch); got != test.want {
			t.Errorf("%d of %+v", got, test.batch)
		}
	}
}

// A message can be a file that Telegram has, and is then changed by its caption,
// whether or not the change says so.
func TestAMessageWithAFile(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.SendPhoto(1, []byte("an image"), "")
	k.sim.SendDocument(1, "proof.pdf", []byte("%PDF"), "")
	k.untilSaid(1, "you said", "you said")
	sent := k.sim.Messages(1)
	photo := &chat.SentFile{ID: sent[0].Photo.ID, Kind: chat.PhotoFile}
	pdf := &chat.SentFile{ID: sent[1].Document.ID, Kind: chat.DocumentFile}
	card := func(name, text string, file *chat.SentFile) chat.Outgoing {
		return chat.Outgoing{Chat: 2, Card: name, File: file, Screen: &chat.Screen{HTML: text, Buttons: [][]chat.Button{{{Text: "b", Data: "go"}}}}}
	}
	k.sim.AddPerson(simtelegram.Person{ID: 2})
	k.post(card("a", "<b>1</b>", photo), card("b", "2", pdf))
	k.untilEmpty()
	all := k.sim.Messages(2)
	if len(all) != 2 || all[0].Photo == nil || string(all[0].Photo.Data) != "an image" || all[0].Photo.Caption != "1" || all[0].Buttons[0][0].Data != "go" ||
		all[1].Document == nil || all[1].Document.Name != "proof.pdf" || all[1].Document.Caption != "2" {
		t.Fatalf("%+v", all)
	}
	k.post(card("a", "3", photo), card("b", "4", nil))
	k.untilEmpty()
	if n := k.calls("editMessageText", 2); n != 1 { // of the change that named no file
		t.Errorf("%d changes of a text", n)
	}
	tap := chat.Outgoing{Chat: 2, Edit: all[1].ID, Screen: &chat.Screen{HTML: "5"}} // as in answer to a tap
	k.post(tap)
	k.untilEmpty()
	all = k.sim.Messages(2)
	if len(all) != 2 || all[0].Photo.Caption != "3" || all[1].Document.Caption != "5" || len(all[1].Buttons) != 0 {
		t.Fatalf("%+v", all)
	}
	// One that is gone is sent again with its file; one of text becomes a new one.
	gone := card("c", "6", photo)
	gone.Edit = 1
	k.post(gone, card("d", "text", nil))
	k.untilEmpty()
	k.post(card("d", "7", pdf))
	k.untilEmpty()
	all = k.sim.Messages(2)
	if len(all) != 5 || all[2].Photo == nil || all[3].Text != "text" || all[4].Document == nil || all[4].Document.Caption != "7" {
		t.Fatalf("%+v", all)
	}
}

// Words that are too long for the caption of the message that they change are a new message.
func TestWordsTooLongForACaption(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.SendPhoto(1, []byte("an image"), "")
	k.untilSaid(1, "you said")
	photo := &chat.SentFile{ID: k.sim.Messages(1)[0].Photo.ID, Kind: chat.PhotoFile}
	long := strings.Repeat("x", 1025)
	k.post(chat.Outgoing{Chat: 1, Card: "a", File: photo, Screen: &chat.Screen{HTML: "asked"}})
	k.untilEmpty()
	k.post(chat.Outgoing{Chat: 1, Card: "a", File: photo, Screen: &chat.Screen{HTML: long + "1"}})
	k.untilSaid(1, "you said", "", long+"1")
	k.post(chat.Outgoing{Chat: 1, Edit: k.sim.Messages(1)[2].ID, Screen: &chat.Screen{HTML: long + "2"}}) // as in answer to a tap
	k.untilSaid(1, "you said", "", long+"1", long+"2")
}

// Words are not lost with a file that Telegram does not take.
func TestAFileThatIsRefused(t *testing.T) {
	t.Parallel()
	k := begin(t)
	k.sim.SendPhoto(1, []byte("an image"), "")
	k.untilSaid(1, "you said")
	photo := k.sim.Messages(1)[0].Photo.ID
	screen := &chat.Screen{HTML: "words", Buttons: [][]chat.Button{{{Text: "b", Data: "go"}}}}
	long := &chat.Screen{HTML: strings.Repeat("x", 1025)}
	k.post(
		chat.Outgoing{Chat: 1, Screen: screen, File: &chat.SentFile{ID: "unknown", Kind: chat.PhotoFile}},
		chat.Outgoing{Chat: 1, Screen: screen, File: &chat.SentFile{ID: photo, Kind: chat.DocumentFile}},
		chat.Outgoing{Chat: 1, Screen: long, File: &chat.SentFile{ID: photo, Kind: chat.PhotoFile}},
	)
	k.untilSaid(1, "you said", "words", "words", long.HTML)
	if m := k.sim.Messages(1)[2]; len(m.Buttons) != 1 {
		t.Errorf("%+v", m)
	}
}

// A document of a kind is made when it is sent; where it cannot be, it is said instead.
func TestDocumentsOfAKind(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.start()
	var mu sync.Mutex
	made := 0
	k.bot.outbox.documents = func(_ context.Context, kind string, args []string) ([]byte, error) {
		mu.Lock()
		defer mu.Unlock()
		made++
		switch kind {
		case "odd":
			return nil, errors.New("odd " + token)
		case "panics":
			panic("oh " + token)
		case "empty":
			return nil, nil
		case "large":
			return make([]byte, documentLimit+1), nil
		}
		return []byte(kind + strings.Join(args, "+")), nil
	}
	k.sim.AddFault(simtelegram.Fault{Method: "sendDocument", Code: 500, Times: 1})
	k.post(chat.Outgoing{Chat: 1, Document: &chat.Document{Name: "list.xlsx", Kind: "list", Args: []string{"a", "b"}, Caption: "<b>c</b>", Instead: "none"}})
	k.untilEmpty()
	if m, _ := k.sim.Last(1); m.Document == nil || m.Document.Name != "list.xlsx" || !bytes.Equal(m.Document.Data, []byte("lista+b")) || m.Document.Caption != "c" || made != 2 {
		t.Fatalf("%+v, made %d times", m, made)
	}
	for _, kind := range []string{"odd", "panics", "empty", "large"} {
		k.post(chat.Outgoing{Chat: 1, Document: &chat.Document{Name: "x", Kind: kind, Instead: "no " + kind}})
	}
	k.untilSaid(1, "", "no odd", "no panics", "no empty", "no large")
	if n := k.calls("sendDocument", 1); n != 2 {
		t.Errorf("%d uploads", n)
	}
	for _, why := range []string{"odd [hidden]", "panic: oh [hidden]", "it is empty", "more than Telegram takes"} {
		if !strings.Contains(k.logs.String(), why) {
			t.Errorf("no %q in the log:\n%s", why, k.logs)
		}
	}
	if strings.Contains(k.logs.String(), "sending panicked") {
		t.Errorf("log:\n%s", k.logs)
	}
}

// A picture is made and sent as a document is, but shown as a photo; where Telegram
// refuses it, the text is said instead.
func TestPictureOfAKind(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	k.sim.AddPerson(simtelegram.Person{ID: 1})
	k.start()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 30, 40))); err != nil {
		t.Fatal(err)
	}
	k.bot.outbox.documents = func(_ context.Context, kind string, _ []string) ([]byte, error) {
		if kind == "odd" {
			return []byte("no picture"), nil
		}
		return picture.Bytes(), nil
	}
	k.sim.AddFault(simtelegram.Fault{Method: "sendPhoto", Code: 500, Times: 1})
	k.post(chat.Outgoing{Chat: 1, Document: &chat.Document{Name: "a.png", Kind: "chart", Caption: "<b>c</b>", Instead: "none"}})
	k.untilEmpty()
	if m, _ := k.sim.Last(1); m.Photo == nil || !bytes.Equal(m.Photo.Data, picture.Bytes()) || m.Photo.Caption != "c" {
		t.Fatalf("%+v", m)
	}
	k.post(chat.Outgoing{Chat: 1, Document: &chat.Document{Name: "a.png", Kind: "odd", Instead: "the sums in words"}})
	k.untilSaid(1, "", "the sums in words")
}
