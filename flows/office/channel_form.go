package office

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rechargebot/flows/account"
	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

const (
	flowChannel = "channel" // of a session that waits for what a channel has
	mostBonus   = 20_00     // basis points
	mostLine    = 200       // characters
)

// form is what of a channel is asked for.
type form struct {
	ID     string `json:"id,omitzero"`
	Field  string `json:"field"`
	Adding bool   `json:"adding,omitzero"` // the channel is new, and asked through
	Kept   int64  `json:"kept"`
}

// field is one thing of a channel that can be changed. Put reads what was typed; "" is
// what a button gives for nothing, where there is none (none).
type field struct {
	name  string
	label chat.Text
	ask   chat.Text
	bad   chat.Text
	none  chat.Text
	put   func(c *account.Channel, typed string) bool
}

// channelFields are all that can be changed.
var channelFields = []field{
	{"name", bFieldName, tAskChannelName, tBadChannelName, chat.Text{}, putName},
	{"number", bFieldNumber, tAskChannelNumber, tBadChannelNumber, bNoNumber, putNumber},
	{"kind", bFieldKind, tAskChannelKind, tAskChannelKind, chat.Text{}, func(*account.Channel, string) bool { return false }},
	{"least", bFieldLeast, tAskChannelLeast, tBadLeast, bNoBound, putLeast},
	{"most", bFieldMost, tAskChannelMost, tBadMost, bNoBound, putMost},
	{"bonus", bFieldBonus, tAskBonus, tBadBonus, bNoBonus, putBonus},
	{"en", bFieldEnglish, tAskLineEnglish, tBadLine, bNoLine, func(c *account.Channel, typed string) bool { return putLine(c, 0, typed) }},
	{"bn", bFieldBangla, tAskLineBangla, tBadLine, bNoLine, func(c *account.Channel, typed string) bool { return putLine(c, 1, typed) }},
}

func fieldNamed(name string) (field, bool) {
	i := slices.IndexFunc(channelFields, func(f field) bool { return f.name == name })
	if i < 0 {
		return field{}, false
	}
	return channelFields[i], true
}

// putName changes the name. It may not make the channel another provider's: within a
// provider transaction ids are unique.
func putName(c *account.Channel, typed string) bool {
	n := utf8.RuneCountInString(typed)
	if n < 2 || n > 24 || providerOf(typed) != c.Provider {
		return false
	}
	c.Name = typed
	return true
}

func putNumber(c *account.Channel, typed string) bool {
	typed = text.LatinDigits(typed)
	if typed != "" && mobileMoney(c.Provider) {
		digits := strings.TrimPrefix(strings.NewReplacer(" ", "", "-", "", "+", "").Replace(typed), "88")
		if _, err := order.ParseNumber(digits[:min(len(digits), 11)]); err != nil || len(digits) > 12 {
			return false // Rocket's accounts have one digit more
		}
		typed = digits
	}
	if n := utf8.RuneCountInString(typed); n > 64 || n > 0 && n < 3 {
		return false
	}
	c.Number = typed
	return true
}

func putBound(typed string) (money.Taka, bool) {
	if typed == "" {
		return 0, true
	}
	sum, ok := typedSum(typed)
	return sum, ok && sum >= 0 && sum <= account.MostSum
}

func putLeast(c *account.Channel, typed string) (ok bool) {
	sum, ok := putBound(typed)
	if !ok || c.Most != 0 && sum > c.Most {
		return false
	}
	c.Least = sum
	return true
}

func putMost(c *account.Channel, typed string) (ok bool) {
	sum, ok := putBound(typed)
	if !ok || sum != 0 && sum < c.Least {
		return false
	}
	c.Most = sum
	return true
}

// putBonus reads per cent; as a sum in paisa it has the same digits as in basis points.
func putBonus(c *account.Channel, typed string) bool {
	points, ok := money.Taka(0), true
	if typed != "" {
		points, ok = typedSum(typed)
	}
	if !ok || points < 0 || points > mostBonus {
		return false
	}
	c.Bonus = int(points)
	return true
}

func putLine(c *account.Channel, language int, typed string) bool {
	if utf8.RuneCountInString(typed) > mostLine {
		return false
	}
	c.Line[language] = typed
	return true
}

func (t turn) keepForm(f form) error {
	f.Kept = t.In.At.Unix()
	return t.WaitFor(flowChannel, f)
}

// askName begins a new channel: its name, by a button or typed.
func (t turn) askName() error {
	s := chat.Screen{HTML: tNewChannel.In(t.L)}
	for i, u := range usualChannels {
		if i%3 == 0 {
			s.Buttons = append(s.Buttons, nil)
		}
		row := &s.Buttons[len(s.Buttons)-1]
		*row = append(*row, chat.Button{Text: u.name, Data: chat.Data("ch", "n", i)})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bGoBack.In(t.L), Data: chat.Data("ch", "list")}})
	t.Show(s)
	return t.keepForm(form{Field: "name", Adding: true})
}

// addChannel adds a channel, off as yet, and asks for its number.
func (t turn) addChannel(name string) error {
	all, err := t.Tx.Channels()
	if err != nil {
		return err
	}
	switch n := utf8.RuneCountInString(name); {
	case n < 2 || n > 24:
		return t.Say(tBadNewName, "typed", text.Clean(name, 40))
	case nameTaken(all, name, ""):
		return t.Say(tChannelThere, "name", name)
	case len(all) >= mostChannels:
		return t.ShowToast(chat.OldButton)
	}
	c := account.Channel{ID: newID(all, name), Name: name, Provider: providerOf(name)}
	if err := t.putChannel(c, "new"); err != nil {
		return err
	}
	return t.askField(c, "number", true)
}

// nameTaken reports whether another channel has a name.
func nameTaken(all []account.Channel, name, id string) bool {
	return slices.ContainsFunc(all, func(c account.Channel) bool { return c.ID != id && text.Fold(c.Name) == text.Fold(name) })
}

// askField asks for one thing of a channel.
func (t turn) askField(c account.Channel, name string, adding bool) error {
	f, ok := fieldNamed(name)
	if !ok {
		return t.ShowToast(chat.OldButton)
	}
	if name == "number" && c.Provider == "" {
		f.ask = tAskChannelWhere
	}
	s := chat.Screen{HTML: f.ask.In(t.L, "name", card.ChannelName(c), "example", numberExample(c.Provider))}
	if name == "kind" {
		for _, kind := range []string{"personal", "agent", "merchant"} {
			s.Buttons = append(s.Buttons, []chat.Button{{Text: card.NumberOf(account.Channel{Kind: kind}).In(t.L), Data: chat.Data("ch", "k", c.ID, kind)}})
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Text: bNoKind.In(t.L), Data: chat.Data("ch", "k", c.ID, "")}})
	} else if f.none != (chat.Text{}) && (name != "number" || !mobileMoney(c.Provider)) {
		s.Buttons = append(s.Buttons, []chat.Button{{Text: f.none.In(t.L), Data: chat.Data("ch", "z", c.ID, name)}})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bGoBack.In(t.L), Data: chat.Data("ch", "card", c.ID)}})
	t.Show(s)
	return t.keepForm(form{ID: c.ID, Field: name, Adding: adding})
}

// numberExample is an account as a provider has them.
func numberExample(provider string) string {
	switch {
	case provider == "rocket":
		return "017123456789"
	case mobileMoney(provider):
		return "01712345678"
	case provider == "bank":
		return "Dutch-Bangla 1234567890"
	}
	return "Salma, New Market"
}

// setField changes one thing of a channel, or says why not.
func (t turn) setField(c account.Channel, name, typed string) error {
	f, ok := fieldNamed(name)
	if !ok || typed == "" && f.none == (chat.Text{}) {
		return t.ShowToast(chat.OldButton)
	}
	all, err := t.Tx.Channels()
	if err != nil {
		return err
	}
	if name == "name" && nameTaken(all, typed, c.ID) {
		return t.Say(tChannelThere, "name", typed)
	}
	if !f.put(&c, typed) {
		return t.Say(f.bad, "typed", text.Clean(typed, 60), "example", numberExample(c.Provider), "name", card.ChannelName(c),
			"least", c.Least, "most", mostOf(c), "sum", account.MostSum)
	}
	var w form
	if err := t.Waiting(flowChannel, &w); err != nil {
		return err
	}
	if !w.Adding || w.ID != c.ID {
		if c.Number == "" && c.Provider != "" {
			c.On = false // nobody could pay
		}
		return t.saveChannel(c, name)
	}
	if mobileMoney(c.Provider) {
		if err := t.putChannel(c, name); err != nil {
			return err
		}
		return t.askField(c, "kind", true)
	}
	return t.channelAdded(c)
}

func (t turn) setKind(c account.Channel, kind string) error {
	if !slices.Contains([]string{"", "personal", "agent", "merchant"}, kind) {
		return t.ShowToast(chat.OldButton)
	}
	c.Kind = kind
	var w form
	if err := t.Waiting(flowChannel, &w); err != nil {
		return err
	}
	if w.Adding && w.ID == c.ID {
		return t.channelAdded(c)
	}
	return t.saveChannel(c, "kind")
}

// channelAdded turns a new channel on, where it has all that is needed.
func (t turn) channelAdded(c account.Channel) error {
	c.On = c.Number != "" || c.Provider == ""
	if err := t.putChannel(c, "added"); err != nil {
		return err
	}
	if err := t.showChannel(c, tChannelAdded.In(t.L)); err != nil {
		return err
	}
	return t.tellChannel(c)
}

// askCrediting asks up to which sum deposits that match are booked by themselves.
func (t turn) askCrediting() error {
	t.Show(chat.Screen{HTML: tAskCrediting.In(t.L), Buttons: [][]chat.Button{{{Text: bGoBack.In(t.L), Data: chat.Data("ch", "list")}}}})
	return t.keepForm(form{Field: "auto"})
}

// channelText takes what was asked for.
func (t turn) channelText() error {
	var w form
	if err := t.Waiting(flowChannel, &w); err != nil {
		return err
	}
	if elsewhere, err := t.elsewhere(flowChannel, w, t.Fresh(w.Kept, decideWaits), false); elsewhere || err != nil {
		return err
	}
	typed := text.Clean(t.In.Text, mostLine+1)
	switch {
	case w.Field == "auto":
		most, ok := typedSum(typed)
		if !ok || most < 0 || most > account.MostSum {
			return t.Say(tBadCrediting, "typed", text.Clean(typed, 60), "most", account.MostSum)
		}
		return t.setCrediting(most)
	case w.ID == "":
		return t.addChannel(typed)
	}
	c, ok, err := t.Tx.Channel(w.ID)
	if err != nil {
		return err
	}
	if !ok {
		return t.PassOn(flowChannel, nil)
	}
	return t.setField(c, w.Field, typed)
}
