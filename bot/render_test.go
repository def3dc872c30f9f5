package bot

import (
	"encoding/json"
	"testing"

	"rechargebot/flows/chat"
)

func TestRender(t *testing.T) {
	t.Parallel()
	buttons := [][]chat.Button{
		{{Text: "Yes", Data: "y:1", Style: chat.Good}, {Text: "No", Data: "n:1", Style: chat.Bad}},
		{{Text: "TrxID", Copy: "A<1>"}},
		{},
	}
	const inlined = `{"inline_keyboard":[[{"text":"Yes","callback_data":"y:1","style":"success"},{"text":"No","callback_data":"n:1","style":"danger"}],[{"text":"TrxID","copy_text":{"text":"A\u003c1\u003e"}}]]}`
	for name, test := range map[string]struct {
		screen             chat.Screen
		newMarkup, changed string
	}{
		"words":   {chat.Screen{}, `null`, `null`},
		"buttons": {chat.Screen{Buttons: buttons}, inlined, inlined},
	} {
		test.screen.HTML = "<b>x</b>"
		m, c := newMessage(1, test.screen), changed(1, 2, test.screen)
		for kind, got := range map[string]any{"new": m.Markup, "changed": c.Markup} {
			want := test.newMarkup
			if kind == "changed" {
				want = test.changed
			}
			if b, _ := json.Marshal(got); string(b) != want {
				t.Errorf("%s, %s:\n got %s\nwant %s", name, kind, b, want)
			}
		}
		if m.Text != "<b>x</b>" || m.Form != "HTML" || !m.Links.Disabled || m.ID != 0 ||
			c.Text != m.Text || c.Form != "HTML" || !c.Links.Disabled || c.ID != 2 {
			t.Errorf("%s: %+v %+v", name, m, c)
		}
	}
	if p := plainMessage(1, chat.Screen{HTML: "<b>x</b> &amp;", Buttons: buttons}); p.Text != "x &" || p.Form != "" || p.Markup != nil {
		t.Errorf("%+v", p)
	}
}
