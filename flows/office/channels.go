package office

import (
	"fmt"
	"slices"
	"strings"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/text"
)

// Channels are the ways on which members pay. An owner adds and changes them in chat;
// each change is saved at once and shown.

// mostChannels is how many there can be: more do not fit on a phone.
const mostChannels = 12

// channelRoutes are the routes of the channels.
func channelRoutes() []chat.Route {
	return []chat.Route{{
		Command: "channels", Menu: mChannels, Words: "channels,channel,bkash number,bikash number,চ্যানেল,চ্যানেলগুলো,বিকাশ নম্বর,বিকাশ নাম্বার", Shows: true,
		Do:  func(t *chat.Turn, _ string) error { return turn{t}.channels() },
		Tap: "ch", OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.channelTap(a) },
		Flow: flowChannel, Leaves: true, Keeps: true, OnText: func(t *chat.Turn, _ chat.Session) error { return turn{t}.channelText() },
	}}
}

// channels lists them.
func (t turn) channels() error {
	all, err := t.Tx.Channels()
	if err != nil {
		return err
	}
	most, err := t.Tx.Crediting()
	if err != nil {
		return err
	}
	s := chat.Screen{HTML: tChannels.In(t.L)}
	if len(all) == 0 {
		s.HTML = tChannelsNone.In(t.L)
	}
	for _, c := range all {
		row := tChannelRowOff
		if c.On {
			row = tChannelRow
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Text: row.Label(t.L, "name", card.ChannelName(c), "number", c.Number), Data: chat.Data("ch", "card", c.ID)}})
	}
	if len(all) < mostChannels {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bNewChannel.In(t.L), Data: chat.Data("ch", "new"), Style: chat.Main}})
	}
	auto := tCreditingOff.In(t.L)
	if most > 0 {
		auto = tCrediting.In(t.L, "most", most)
	}
	s.HTML += "\n\n" + auto
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bCrediting.In(t.L), Data: chat.Data("ch", "auto")}})
	t.Show(s)
	return nil
}

// channelLines are a channel as owners see it.
func channelLines(l chat.Language, c account.Channel) string {
	state := tChannelOff
	if c.On {
		state = tChannelOn
	}
	dash := tChannelNothing.In(l)
	or := func(there bool, text string) chat.HTML {
		if !there {
			text = dash
		}
		return chat.HTML(text)
	}
	return tChannelCard.In(l, "name", card.ChannelName(c), "state", state,
		"whose", card.NumberOf(c), "number", or(c.Number != "", "<code>"+l.Value(c.Number)+"</code>"),
		"bounds", chat.HTML(card.ChannelBounds(l, c)), "bonus", percent(l, c.Bonus),
		"english", or(c.Line[0] != "", l.Value(c.Line[0])), "bangla", or(c.Line[1] != "", l.Value(c.Line[1])))
}

// mostOf is the most of one deposit.
func mostOf(c account.Channel) money.Taka {
	if c.Most == 0 {
		return account.MostSum
	}
	return c.Most
}

// showChannel shows a channel with a button for each thing that can be changed, under a
// line that says what was done.
func (t turn) showChannel(c account.Channel, done string) error {
	s := chat.Screen{HTML: channelLines(t.L, c)}
	if done != "" {
		s.HTML = done + "\n\n" + s.HTML
	}
	var row []chat.Button
	for _, f := range channelFields {
		if row = append(row, chat.Button{Text: f.label.In(t.L), Data: chat.Data("ch", "f", c.ID, f.name)}); len(row) == 2 {
			s.Buttons, row = append(s.Buttons, row), nil
		}
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	turn := chat.Button{Text: bChannelOn.In(t.L), Data: chat.Data("ch", "on", c.ID, 1), Style: chat.Good}
	if c.On {
		turn = chat.Button{Text: bChannelOff.In(t.L), Data: chat.Data("ch", "on", c.ID, 0), Style: chat.Bad}
	}
	s.Buttons = append(s.Buttons, []chat.Button{turn}, []chat.Button{{Text: bChannels.In(t.L), Data: chat.Data("ch", "list")}})
	t.Show(s)
	return nil
}

// channelTap answers the buttons of the list and of a channel.
func (t turn) channelTap(a chat.Args) error {
	switch a.At(0) {
	case "list":
		if err := t.StopWaiting(flowChannel); err != nil {
			return err
		}
		return t.channels()
	case "auto":
		return t.askCrediting()
	case "new":
		return t.askName()
	case "n":
		if i := a.Int(1); a.At(1) != "" && i >= 0 && int(i) < len(usualChannels) {
			return t.addChannel(usualChannels[i].name)
		}
		return t.ShowToast(chat.OldButton)
	}
	c, ok, err := t.Tx.Channel(a.At(1))
	if err != nil {
		return err
	}
	if !ok {
		return t.ShowToast(chat.OldButton)
	}
	switch a.At(0) {
	case "card":
		if err := t.StopWaiting(flowChannel); err != nil {
			return err
		}
		return t.showChannel(c, "")
	case "f":
		return t.askField(c, a.At(2), false)
	case "z":
		return t.setField(c, a.At(2), "")
	case "k":
		return t.setKind(c, a.At(2))
	case "on":
		if c.On = a.At(2) == "1"; c.On && c.Number == "" && c.Provider != "" {
			t.Alert = true
			return t.ShowToast(tChannelNeedsNumber)
		}
		return t.saveChannel(c, "on/off")
	}
	return t.ShowToast(chat.OldButton)
}

// usualChannels are offered when one is added; of the others the name says which
// provider's payments it takes.
var usualChannels = []struct {
	name, provider string
	words          []string // by which a name is known to be of this provider
}{
	{"bKash", "bkash", []string{"bkash", "bikash", "বিকাশ"}},
	{"Nagad", "nagad", []string{"nagad", "nogod", "নগদ"}},
	{"Rocket", "rocket", []string{"rocket", "roket", "রকেট"}},
	{"Upay", "upay", []string{"upay", "উপায়"}},
	{"Bank", "bank", []string{"bank", "ব্যাংক", "ব্যাঙ্ক"}},
	{"Cash", "", []string{"cash", "ক্যাশ"}},
}

// providerOf is whose payments a channel of that name takes; "" for none known.
func providerOf(name string) string {
	name = text.Fold(name)
	for _, u := range usualChannels {
		if slices.ContainsFunc(u.words, func(w string) bool { return strings.Contains(name, text.Fold(w)) }) {
			return u.provider
		}
	}
	return ""
}

// mobileMoney reports whether a provider's accounts are mobile numbers.
func mobileMoney(provider string) bool {
	return slices.Contains([]string{"bkash", "nagad", "rocket", "upay"}, provider)
}

// newID is a short id for a channel of that name, which no other has.
func newID(all []account.Channel, name string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(name))
	if id = id[:min(len(id), 16)]; id == "" {
		if id = providerOf(name); id == "" {
			id = "channel"
		}
	}
	taken := func(id string) bool {
		return slices.ContainsFunc(all, func(c account.Channel) bool { return c.ID == id })
	}
	for n, base := 2, id; taken(id); n++ {
		id = fmt.Sprint(base, n)
	}
	return id
}

// saveChannel keeps a changed channel, shows it, and tells the other owners.
func (t turn) saveChannel(c account.Channel, what string) error {
	if err := t.putChannel(c, what); err != nil {
		return err
	}
	if err := t.showChannel(c, tSaved.In(t.L)); err != nil {
		return err
	}
	return t.tellChannel(c)
}

func (t turn) putChannel(c account.Channel, what string) error {
	if err := t.Tx.PutChannel(c); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "change channel", By: t.In.From.ID, Subject: c.ID + ": " + what})
	return t.StopWaiting(flowChannel)
}

func (t turn) tellChannel(c account.Channel) error {
	name := t.Name(t.Member)
	return t.toOthers(func(l chat.Language) string {
		return tChannelChanged.In(l, "admin", name) + "\n\n" + channelLines(l, c)
	})
}

// setCrediting keeps up to which sum a deposit that matches an SMS is booked by itself.
func (t turn) setCrediting(most money.Taka) error {
	if err := t.Tx.PutCrediting(most); err != nil {
		return err
	}
	t.Tx.Audit(chat.Act{What: "set crediting", By: t.In.From.ID, Subject: most.Full()})
	if err := t.StopWaiting(flowChannel); err != nil {
		return err
	}
	said, name := tCreditingSet, t.Name(t.Member)
	if most == 0 {
		said = tCreditingEnded
	}
	if err := t.Say(said, "most", most, "admin", name); err != nil {
		return err
	}
	return t.toOthers(func(l chat.Language) string { return said.In(l, "most", most, "admin", name) })
}
