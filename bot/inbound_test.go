package bot

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rechargebot/flows/chat"
)

func TestInput(t *testing.T) {
	t.Parallel()
	const (
		who     = `"from":{"id":7,"first_name":"Rahim","last_name":"Uddin","username":"rahim","language_code":"bn"}`
		private = `"chat":{"id":7,"type":"private"}`
		group   = `"chat":{"id":-70,"type":"supergroup"}`
		message = `"message_id":3,"date":1`
	)
	person := chat.Person{ID: 7, Name: "Rahim Uddin", Username: "rahim", Language: "bn"}
	here := chat.Input{UpdateID: 1, Bot: "our_bot", Chat: 7, Private: true, From: person}
	there := chat.Input{UpdateID: 1, Bot: "our_bot", Chat: -70, From: person}
	with := func(in chat.Input, change func(*chat.Input)) *chat.Input {
		change(&in)
		return &in
	}
	for name, test := range map[string]struct {
		raw  string
		want *chat.Input // nil: nothing to the conversations
	}{
		"text":          {`"message":{` + message + `,` + who + `,` + private + `,"text":"hi"}`, with(here, func(in *chat.Input) { in.Text = "hi" })},
		"in a group":    {`"message":{` + message + `,` + who + `,` + group + `,"text":"hi"}`, with(there, func(in *chat.Input) { in.Text = "hi" })},
		"our command":   {`"message":{` + message + `,` + who + `,` + group + `,"text":"/id@OUR_bot\nx"}`, with(there, func(in *chat.Input) { in.Text = "/id\nx" })},
		"their command": {`"message":{` + message + `,` + who + `,` + group + `,"text":"/id@their_bot"}`, nil},
		"an address":    {`"message":{` + message + `,` + who + `,` + group + `,"text":"hi @their_bot"}`, with(there, func(in *chat.Input) { in.Text = "hi @their_bot" })},
		"somebody's":    {`"message":{` + message + `,` + who + `,` + private + `,"contact":{"phone_number":"017","first_name":"A","last_name":"B","user_id":501}}`, with(here, func(in *chat.Input) { in.Contact, in.Known = "017", chat.Person{ID: 501, Name: "A B"} })},
		"contact":       {`"message":{` + message + `,` + who + `,` + private + `,"contact":{"phone_number":"017","first_name":"A"}}`, with(here, func(in *chat.Input) { in.Contact = "017" })},
		"photo": {`"message":{` + message + `,` + who + `,` + private + `,"photo":[{"file_id":"a","width":90,"height":90},{"file_id":"b","file_unique_id":"u","width":800,"height":600,"file_size":70000},{"file_id":"c","width":320,"height":240}],"caption":"a caption"}`, with(here, func(in *chat.Input) {
			in.Text, in.File = "a caption", &chat.File{ID: "b", Unique: "u", Kind: chat.PhotoFile, Size: 70000}
		})},
		"document": {`"message":{` + message + `,` + who + `,` + private + `,"document":{"file_id":"a","file_unique_id":"u","file_name":"list.xlsx","mime_type":"application/x","file_size":5000000000,"thumbnail":{"file_id":"t"}}}`, with(here, func(in *chat.Input) {
			in.File = &chat.File{ID: "a", Unique: "u", Kind: chat.DocumentFile, Name: "list.xlsx", Type: "application/x", Size: 5000000000}
		})},
		"their caption": {`"message":{` + message + `,` + who + `,` + private + `,"photo":[{"file_id":"a"}],"caption":"/id@their_bot"}`, with(here, func(in *chat.Input) {
			in.Text, in.File = "/id@their_bot", &chat.File{ID: "a", Kind: chat.PhotoFile}
		})},
		"forwarded photo": {`"message":{` + message + `,` + who + `,` + private + `,"photo":[{"file_id":"a"}],"forward_origin":{"type":"hidden_user"}}`, with(here, func(in *chat.Input) {
			in.Forward, in.File = true, &chat.File{ID: "a", Kind: chat.PhotoFile}
		})},
		"photo of an album": {`"message":{` + message + `,` + who + `,` + private + `,"media_group_id":"13579","photo":[{"file_id":"a"}]}`, with(here, func(in *chat.Input) {
			in.Album, in.File = "13579", &chat.File{ID: "a", Kind: chat.PhotoFile}
		})},
		"photo in a group": {`"message":{` + message + `,` + who + `,` + group + `,"photo":[{"file_id":"a"}],"caption":"x"}`, &there},
		"edited caption":   {`"edited_message":{` + message + `,` + who + `,` + private + `,"photo":[{"file_id":"a"}],"caption":"x"}`, with(here, func(in *chat.Input) { in.Caption, in.Edited, in.Message = "x", true, 3 })},
		"animation":        {`"message":{` + message + `,` + who + `,` + private + `,"animation":{"file_id":"a"},"document":{"file_id":"a"},"caption":"x"}`, with(here, func(in *chat.Input) { in.Caption = "x" })},
		"forwarded":        {`"message":{` + message + `,` + who + `,` + private + `,"text":"x","forward_origin":{"type":"hidden_user","date":1,"sender_user_name":"a"}}`, with(here, func(in *chat.Input) { in.Text, in.Forward = "x", true })},
		"forwarded, a user's": {`"message":{` + message + `,` + who + `,` + private + `,"text":"x","forward_origin":{"type":"user","date":1,"sender_user":{"id":77,"is_bot":false,"first_name":"a"}}}`,
			with(here, func(in *chat.Input) { in.Text, in.Forward, in.Writer = "x", true, 77 })},
		"forwarded, a bot's": {`"message":{` + message + `,` + who + `,` + private + `,"text":"x","forward_origin":{"type":"user","date":1,"sender_user":{"id":78,"is_bot":true,"first_name":"a"}}}`,
			with(here, func(in *chat.Input) { in.Text, in.Forward, in.Writer = "x", true, 78 })},
		"forwarded, odd": {`"message":{` + message + `,` + who + `,` + private + `,"text":"x","forward_origin":{"type":7,"sender_user":"?"}}`, with(here, func(in *chat.Input) { in.Text, in.Forward = "x", true })},
		"edited":         {`"edited_message":{` + message + `,` + who + `,` + private + `,"text":"x"}`, with(here, func(in *chat.Input) { in.Text, in.Edited, in.Message = "x", true, 3 })},
		"a command":      {`"message":{` + message + `,` + who + `,` + private + `,"text":"/start now"}`, with(here, func(in *chat.Input) { in.Text = "/start now" })},
		"address first":  {`"message":{` + message + `,` + who + `,` + private + `,"text":"rahim@their_bot 50"}`, with(here, func(in *chat.Input) { in.Text = "rahim@their_bot 50" })},
		"a file, no id":  {`"message":{` + message + `,` + who + `,` + private + `,"document":{"file_name":"a.csv"}}`, &here},
		"a photo, no id": {`"message":{` + message + `,` + who + `,` + private + `,"photo":[{"width":90,"height":90}]}`, &here},
		"odd contact":    {`"message":{` + message + `,` + who + `,` + private + `,"contact":{"phone_number":"017","first_name":"A","user_id":-5}}`, with(here, func(in *chat.Input) { in.Contact = "017" })},
		"no chat":        {`"message":{` + message + `,` + who + `,"text":"x"}`, nil},
		"nobody":         {`"message":{` + message + `,"from":{"first_name":"A"},` + private + `,"text":"x"}`, nil},
		"in a channel":   {`"message":{` + message + `,` + who + `,"chat":{"id":-9,"type":"channel"},"text":"x"}`, nil},
		"channel tap":    {`"callback_query":{"id":"q",` + who + `,"data":"d","message":{` + message + `,"chat":{"id":-9,"type":"channel"}}}`, nil},
		"kept out":       {`"my_chat_member":{` + group + `,` + who + `,"date":1,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"restricted","is_member":false}}`, nil},
		"restricted":     {`"my_chat_member":{` + group + `,` + who + `,"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"restricted","is_member":true}}`, nil},
		"pinned":         {`"message":{` + message + `,` + who + `,` + private + `,"pinned_message":{` + message + `,` + private + `}}`, nil},
		"no sender":      {`"message":{` + message + `,` + private + `,"text":"x"}`, nil},
		"channel":        {`"channel_post":{` + message + `,"chat":{"id":-9,"type":"channel"},"text":"x"}`, nil},
		"unknown":        {`"brand_new":{"x":1}`, nil},
		"empty":          {`"message":null`, nil},
		"tap":            {`"callback_query":{"id":"q",` + who + `,"data":"d","message":{` + message + `,` + private + `}}`, with(here, func(in *chat.Input) { in.Tap = &chat.Tap{Query: "q", Data: "d", Message: 3} })},
		"old tap":        {`"callback_query":{"id":"q",` + who + `,"data":"d","message":{"message_id":3,"date":0,` + private + `}}`, with(here, func(in *chat.Input) { in.Tap = &chat.Tap{Query: "q", Data: "d"} })},
		"tap nowhere":    {`"callback_query":{"id":"q",` + who + `,"data":"d"}`, nil},
		"tap on null":    {`"callback_query":{"id":"q",` + who + `,"data":"d","message":null}`, nil},
		"blocked":        {`"my_chat_member":{` + private + `,` + who + `,"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}`, with(here, func(in *chat.Input) { in.Left = true })},
		"returned":       {`"my_chat_member":{` + private + `,` + who + `,"date":1,"old_chat_member":{"status":"kicked"},"new_chat_member":{"status":"member"}}`, with(here, func(in *chat.Input) { in.Returned = true })},
		"joined":         {`"my_chat_member":{` + group + `,` + who + `,"date":1,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"administrator"}}`, &there},
		"removed":        {`"my_chat_member":{` + group + `,` + who + `,"date":1,"old_chat_member":{"status":"restricted","is_member":true},"new_chat_member":{"status":"kicked"}}`, with(there, func(in *chat.Input) { in.Left = true })},
		"promoted":       {`"my_chat_member":{` + group + `,` + who + `,"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"administrator"}}`, nil},
		"channel joined": {`"my_chat_member":{"chat":{"id":-9,"type":"channel"},` + who + `,"date":1,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"administrator"}}`, nil},
	} {
		if test.want != nil && strings.HasPrefix(test.raw, `"message"`) {
			test.want = with(*test.want, func(in *chat.Input) { in.Message = 3 })
		}
		var u update
		if err := json.Unmarshal([]byte(`{"update_id":1,`+test.raw+`}`), &u); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		in, ok := input(&u, "our_bot")
		switch {
		case ok != (test.want != nil):
			t.Errorf("%s: taken %v: %+v", name, ok, in)
		case ok && !reflect.DeepEqual(in, *test.want):
			t.Errorf("%s:\n got %+v\nwant %+v", name, in, *test.want)
		}
	}
}

// TestEveryKindOfMessage: whoever sends something that the bot cannot use is heard, and answered.
func TestEveryKindOfMessage(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"rich_message", "animation", "audio", "paid_media", "sticker", "story", "video", "video_note", "voice", "checklist", "dice", "game", "poll", "venue", "location"} {
		for value, want := range map[string]bool{"{}": true, "null": false} {
			var u update
			if err := json.Unmarshal([]byte(`{"update_id":1,"message":{"message_id":3,"from":{"id":7},"chat":{"id":7,"type":"private"},"`+kind+`":`+value+`}}`), &u); err != nil {
				t.Fatal(err)
			}
			if in, ok := input(&u, "our_bot"); ok != want {
				t.Errorf("%s %s is heard: %v, %+v", kind, value, ok, in)
			}
		}
	}
}

// TestLongInput: what is longer than it can be is cut, so that nobody fills the store.
func TestLongInput(t *testing.T) {
	t.Parallel()
	long := `"` + strings.Repeat("x", 5000) + `"`
	read := func(message string) chat.Input {
		t.Helper()
		var u update
		if err := json.Unmarshal([]byte(strings.ReplaceAll(`{"update_id":1,"message":{"from":{"id":7,"first_name":LONG,"username":LONG,"language_code":LONG},"chat":{"id":7,"type":"private"},`+message+`}}`, "LONG", long)), &u); err != nil {
			t.Fatal(err)
		}
		in, ok := input(&u, "our_bot")
		if !ok {
			t.Fatalf("%s: not taken", message)
		}
		return in
	}
	words := read(`"text":LONG,"contact":{"phone_number":LONG,"first_name":LONG,"user_id":1}`)
	file := read(`"caption":LONG,"media_group_id":LONG,"document":{"file_id":"a","file_name":LONG,"mime_type":LONG}`)
	other := read(`"caption":LONG,"video":{}`)
	got := []int{
		len(words.Text), len(words.Contact), len(words.Known.Name), len(words.From.Name), len(words.From.Username), len(words.From.Language),
		len(file.Text), len(file.Album), len(file.File.Name), len(file.File.Type), len(other.Caption),
	}
	want := []int{textLimit, phoneLimit, nameLimit, nameLimit, nameLimit, nameLimit, textLimit, nameLimit, fileLimit, fileLimit, textLimit}
	if !slices.Equal(got, want) || textLimit != 4096 {
		t.Errorf("cut to %d, want %d", got, want)
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		in   string
		n    int
		want string
	}{
		{"", 3, ""}, {"abc", 3, "abc"}, {"abcd", 3, "abc"}, {"বাংলা", 3, "বাং"},
		{"😀😀", 3, "😀"}, {"😀😀", 4, "😀😀"}, {"a😀😀", 2, "a"},
	} {
		if got := cut16(test.in, test.n); got != test.want {
			t.Errorf("cut16(%q, %d) = %q", test.in, test.n, got)
		}
	}
	if got := cutRunes(strings.Repeat("ক", 70), nameLimit); len([]rune(got)) != nameLimit {
		t.Errorf("a name of %d runes", len([]rune(got)))
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`<b>Done</b>: 20 &lt; 30 &amp; <a href="x">more</a>`: "Done: 20 < 30 & more",
		`1 < 2 and <b>3`: "1 < 2 and 3",
		`1 <{2}> 3`:      "1 <{2}> 3",
		`a <`:            "a <",
		`a <b`:           "a <b",
		``:               "",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}
