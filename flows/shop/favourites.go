package shop

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// A favourite is a number with a name: "rahim 50" orders for it, "rahim" alone asks
// for the amount. The name is given on an order that is done, which says which
// operator, connection and amount are usual.

const (
	flowFavourite = "favourite" // of a session that waits for a name
	mostFavourite = 30          // of one member: as many as a list of buttons has room for
	nameWaits     = 10 * time.Minute
)

// favourites is their route.
func favourites() chat.Route {
	return chat.Route{
		Command: "favourites", Menu: mFavourites, Words: "favourites,favourite,favorites,favorite,fav,prio number,number save,number save korbo,নম্বর সেভ,ফেভারিট,প্রিয় নম্বর,প্রিয় নাম্বার", Shows: true,
		Do:    do(turn.listFavourites),
		Tap:   "fav",
		OnTap: func(t *chat.Turn, a chat.Args) error { return turn{t}.favouriteTap(a.At(0), a.At(1)) },
		Flow:  flowFavourite, Leaves: true, OnText: func(t *chat.Turn, s chat.Session) error { return turn{t}.favouriteNamed(s) },
		Reads: func(t *chat.Turn) (bool, error) { return turn{t}.readFavourite() }, Names: true,
		OnOrder: func(t *chat.Turn, o order.Order) ([]chat.Button, error) { return turn{t}.offerFavourite(o) },
	}
}

// listFavourites shows them, each with a button that orders and one that forgets it.
func (t turn) listFavourites() error {
	all, err := t.Tx.Favourites(t.In.From.ID)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return t.Say(tFavouritesNone)
	}
	s := chat.Screen{HTML: tFavourites.In(t.L, "count", len(all), "example", all[0].Name) + "\n"}
	for _, f := range all {
		s.HTML += "\n" + tFavouriteRow.In(t.L, "name", f.Name, "number", f.Number, "operator", f.Operator, "connection", card.Connection(f.Connection), "amount", f.Amount)
		s.Buttons = append(s.Buttons, []chat.Button{
			{Text: f.Name + " · " + t.L.Value(f.Amount), Data: chat.Data("fav", "use", f.Number)},
			{Text: bForget.In(t.L), Data: chat.Data("fav", "no", f.Number)}})
	}
	t.Show(s)
	return nil
}

// favouriteTap answers the buttons: one of the list, to forget one, to name the number
// of an order.
func (t turn) favouriteTap(action, of string) error {
	if action == "name" {
		return t.askName(order.ID(of))
	}
	f, ok, err := t.favourite(func(f chat.Favourite) bool { return string(f.Number) == of })
	if err != nil {
		return err
	}
	switch {
	case !ok:
		return t.ShowToast(chat.OldButton)
	case action == "use":
		t.Below = true // the list stays
		return t.order(parts{Recharge: f.Recharge}, nil)
	case action == "no":
		t.Toast, t.Pairs = tForgotten, []any{"name", f.Name}
		if err := t.Tx.DropFavourite(t.In.From.ID, f.Number); err != nil {
			return err
		}
		return t.listFavourites()
	}
	return t.ShowToast(chat.OldButton)
}

// favourite gives the one of theirs that fits.
func (t turn) favourite(fits func(chat.Favourite) bool) (chat.Favourite, bool, error) {
	all, err := t.Tx.Favourites(t.In.From.ID)
	for _, f := range all {
		if fits(f) {
			return f, true, err
		}
	}
	return chat.Favourite{}, false, err
}

// named fits a favourite by its name.
func named(name string) func(chat.Favourite) bool {
	name = text.Fold(name)
	return func(f chat.Favourite) bool { return text.Fold(f.Name) == name }
}

// offerFavourite gives the button that names the number of an order that is done, if
// it has no name and there is room for one more.
func (t turn) offerFavourite(o order.Order) ([]chat.Button, error) {
	if o.State != order.Done || o.Reseller != t.In.From.ID {
		return nil, nil
	}
	all, err := t.Tx.Favourites(t.In.From.ID)
	has := slices.ContainsFunc(all, func(f chat.Favourite) bool { return f.Number == o.Number })
	if err != nil || has || len(all) >= mostFavourite {
		return nil, err
	}
	return []chat.Button{{Text: bNameIt.In(t.L), Data: chat.Data("fav", "name", o.ID)}}, nil
}

// waiting is what a session keeps while a name is asked for.
type waiting struct {
	Order order.ID `json:"order"`
	Asked int64    `json:"asked"` // Unix seconds
}

// askName asks for the name of the number of an order, and claims the next text.
func (t turn) askName(id order.ID) error {
	o, ok, err := t.Tx.Order(id)
	if err != nil {
		return err
	}
	if !ok || o.Reseller != t.In.From.ID || o.State != order.Done {
		return t.ShowToast(chat.OldButton)
	}
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	s.Flow = flowFavourite
	if err := s.Keep(flowFavourite, waiting{o.ID, t.In.At.Unix()}); err != nil {
		return err
	}
	t.Below = true // the order stays
	if err := t.Say(tAskName, "number", o.Number); err != nil {
		return err
	}
	return t.Tx.PutSession(t.In.Chat, s)
}

// favouriteNamed takes the text that was asked for. What is no name but an order or a
// command is answered as what it is, and the question is dropped.
func (t turn) favouriteNamed(s chat.Session) error {
	var w waiting
	if err := s.Load(flowFavourite, &w); err != nil {
		return err
	}
	typed := text.Clean(t.In.Text, 40)
	command, rest := t.Routes.Plain(typed, t.Owner)
	if command == "cancel" {
		return t.cancel(rest)
	}
	o, ok, err := t.Tx.Order(w.Order)
	if err != nil {
		return err
	}
	age := t.In.At.Sub(time.Unix(w.Asked, 0))
	p, _ := parse(typed)
	something := command != "" || p.Number != "" || p.Amount != 0 || !ok || age > nameWaits || age < -time.Minute
	if !something {
		if bad, err := t.misnamed(typed, o.Number); bad != nil || err != nil {
			if err == nil {
				err = t.Say(bad.text, bad.pairs...)
			}
			return err
		}
	}
	s.Flow = ""
	if err := s.Keep(flowFavourite, nil); err != nil {
		return err
	}
	if err := t.Tx.PutSession(t.In.Chat, s); err != nil {
		return err
	}
	if something {
		return t.Routes.Text(t.Turn)
	}
	f := chat.Favourite{Name: typed, Recharge: o.Recharge, Added: t.In.At}
	if err := t.Tx.PutFavourite(t.In.From.ID, f); err != nil {
		return err
	}
	return t.Say(tNamed, "name", f.Name, "number", f.Number, "operator", f.Operator, "amount", f.Amount, "whole", strconv.FormatInt(f.Amount.Whole(), 10))
}

// isName reports whether a text is a word as names are.
func isName(text string) bool {
	letters := 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r):
			letters++
		case !unicode.IsMark(r) && r != '\u200c' && r != '\u200d': // which Bangla writes between letters
			return false
		}
	}
	return letters >= 2 && letters <= 20
}

// misnamed says why a text cannot be the name of a number: a word that a line may have
// for another reason would be read as the name.
func (t turn) misnamed(name string, n order.Number) (*wrong, error) {
	if !isName(name) {
		return refuse(tBadName), nil
	}
	if known(name) || knownIn(units, name) || knownIn(owners, name) || misread(name, name, 0) {
		return refuse(tKnownName, "name", name), nil
	}
	for _, line := range []string{name + " 50", "50 " + name} {
		if misread(line, name, money.WholeTaka(50)) {
			return refuse(tKnownName, "name", name), nil
		}
	}
	other, taken, err := t.favourite(named(name))
	if err != nil || !taken || other.Number == n {
		return nil, err
	}
	return refuse(tNameTaken, "name", name, "number", other.Number), nil
}

// misread reports whether a line with a name in it, and the amount beside it, is read as
// anything else: "postd 50" is an extension to dial.
func misread(line, name string, amount money.Taka) bool {
	p, w := parse(line)
	return w != nil || p.Amount != amount || p.Number != "" || p.Operator != "" || p.Connection != 0 ||
		p.service || p.speaks() || !named(name)(chat.Favourite{Name: p.unread})
}

// nameIn reports whether the word that was not understood of a line may be a name in place
// of a number.
func nameIn(p parts, w *wrong) bool {
	return p.Number == "" && p.unread != "" && !strings.ContainsAny(p.unread, " …") && !p.service && !p.speaks() && (w == nil || w.aboutAmount())
}

// readFavourite reads a line with a name in place of a number: "rahim 50", "রহিম".
func (t turn) readFavourite() (bool, error) {
	p, w := parse(t.In.Text)
	if !nameIn(p, w) {
		return false, nil
	}
	f, ok, err := t.favourite(named(p.unread))
	if err != nil || !ok {
		return false, err
	}
	p.Number, p.unread, p.contact = f.Number, "", true // another customer's number, never a mended one
	if p.Operator == "" {
		p.Operator = f.Operator
	}
	if p.Connection == 0 {
		p.Connection = f.Connection
	}
	if err := t.read(p, w, 0); err != nil {
		return true, err
	}
	return true, t.offerUsual(f)
}

// offerUsual puts the usual amount above the others where the amount is asked for.
func (t turn) offerUsual(f chat.Favourite) error {
	s, err := t.drafts()
	if err != nil || s.Step != stepAmount || s.Draft.Number != f.Number || f.Amount == 0 {
		return err
	}
	asked := t.Out[len(t.Out)-1].Screen
	usual := s.Draft.button(bUsual.Label(t.L, "amount", f.Amount), "am", strconv.FormatInt(f.Amount.Whole(), 10), chat.Main)
	asked.Buttons = append([][]chat.Button{{usual}}, asked.Buttons...)
	return nil
}
