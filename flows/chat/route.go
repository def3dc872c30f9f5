package chat

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"rechargebot/flows/account"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// Route is one thing that people can do: by a command, by words that mean it, by a
// button, or by the next text in a conversation that waits for one.
type Route struct {
	Command string // without its slash; "" for none
	Words   string // what is the command without a slash, parted by commas, in both languages
	Rest    bool   // one of the words may stand before something: "status 01712345678"
	// Beside reports what may stand behind one of the words, or before it: "history today",
	// "gp offer". Of are words that are the command only with that before them, parted by commas:
	// "kalker order".
	Beside func(word string) bool
	Of     string
	// Shows says that the command only shows something, so that the words may stand among those
	// that ask to see it: "amar balance koto".
	Shows bool
	Tap   string // first word of the data of its buttons; "" for none
	Flow  string // of the sessions whose next text is this route's; "" for none
	// Owners: for owners only. Such a route may have the command, a word or the button's word
	// of one that is for all: owners reach theirs then.
	Owners bool

	Help Text // its lines of /help; zero for none
	Menu Text // its row of the command menu; zero for none
	// PublicMenu is its row in the menu of those who may not use the bot.
	PublicMenu Text

	Do     func(t *Turn, rest string) error // the command, or the button under the greeting
	OnTap  func(t *Turn, a Args) error      // a button; its data can be forged
	OnText func(t *Turn, s Session) error   // a text of Flow
	Others bool                             // OnText takes every text that nothing else claims, too
	// Leaves ends the waiting for a text of Flow with any command and any button of another
	// route that is not Aside, and unless Keeps is set with a contact, a forward or the SMS of a payment too:
	// what is typed after another screen was opened is about that one. The route's own
	// buttons say themselves whether it goes on.
	Leaves bool
	// Aside says that no text can be about what its command and its buttons show, so that
	// a conversation that waits for one goes on: a notice that is answered in between, a
	// balance that is looked up.
	Aside bool
	// Keeps has what was put together so far stay then, for the buttons of its screens.
	Keeps bool
	// Reads takes a text that it alone can read, before the route that takes all
	// others; false where it cannot.
	Reads func(t *Turn) (taken bool, err error)
	// Names says that Reads takes a name that the member gave, which it keeps where it became a
	// command's word later.
	Names bool
	// Always takes a text that it alone can read before anything else does, also before a
	// conversation that waits for one; false where it cannot.
	Always func(t *Turn) (taken bool, err error)
	// Timer is the kind of timers that OnTimer is called for, when one is due or was while
	// the bot was down. The turn has no chat: it posts to whom it concerns.
	Timer   account.TimerKind
	OnTimer func(t *Turn, timer account.Timer) error
	// OnFile takes a photo or a document of a member's; false where it is not for this
	// route. The routes are asked in their order, and the first that takes it answers.
	// The caption is the input's Text.
	OnFile func(t *Turn, s Session) (taken bool, err error)
	// Document is the kind of the documents that Make makes; "" for none. Make is called
	// when one is sent, in a transaction that cannot write, and once more where sending
	// is tried again. It looks for itself whether the args still name something.
	Document string
	Make     func(c *Config, tx Tx, args []string) ([]byte, error)
	// OnCredit shows a member again what they could not pay before, where they can now. It
	// is called at the end of a turn by which they may be able to spend more.
	OnCredit func(t *Turn, m Member) error
	// OnRemoved closes what must not stay open in the chat of a member who is removed, before
	// their conversation is forgotten.
	OnRemoved func(t *Turn, m Member) error
	// OnOrder gives its buttons for an order that somebody looks at.
	OnOrder func(t *Turn, o order.Order) ([]Button, error)
	// OnDone gives its buttons for the final word on an order that is done, in the
	// language of its reseller. They stand two in a row.
	OnDone func(c *Config, l Language, o order.Order) []Button
}

// Args are the arguments of a button: what stands behind the word, parted by colons.
type Args []string

// At gives an argument; "" where there is none.
func (a Args) At(i int) string {
	if i < len(a) {
		return a[i]
	}
	return ""
}

// Int gives an argument as a number; 0 where it is none.
func (a Args) Int(i int) int64 {
	n, _ := strconv.ParseInt(a.At(i), 10, 64)
	return n
}

// ID gives an argument as an order's id, which need not be one.
func (a Args) ID(i int) order.ID { return order.ID(a.At(i)) }

// Data builds the data of a button, which [Routes.Tap] reads. It has at most 64
// bytes.
func Data(word string, args ...any) string {
	var b strings.Builder
	b.WriteString(word)
	for _, a := range args {
		b.WriteByte(':')
		fmt.Fprint(&b, a)
	}
	return b.String()
}

// Mark is a short sum of what a message shows, for the data of its buttons: a tap counts only
// while what was shown is what would be done. It panics where v cannot be written as JSON.
func Mark(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("marking a button: %v", err))
	}
	sum := fnv.New64a()
	sum.Write(data)
	return fmt.Sprintf("%016x", sum.Sum64())
}

// Routes are all that people can do, in the order in which /help and the menus have
// it.
type Routes struct {
	all       []Route
	commands  map[string]*Route
	words     map[string]*Route
	of        map[string]*Route
	taps      map[string]*Route
	owners    struct{ commands, words, taps map[string]*Route } // those of Owners
	flows     map[string]*Route
	documents map[string]*Route
	rest      *Route
	menus     map[menuFor]madeMenu
}

// Join makes one table of the routes of several rooms. It panics where two claim the
// same.
func Join(rooms ...[]Route) *Routes {
	r := &Routes{commands: map[string]*Route{}, words: map[string]*Route{}, of: map[string]*Route{}, taps: map[string]*Route{}, flows: map[string]*Route{}, documents: map[string]*Route{}}
	r.owners.commands, r.owners.words, r.owners.taps = map[string]*Route{}, map[string]*Route{}, map[string]*Route{}
	r.all = slices.Concat(rooms...)
	for i := range r.all {
		one := &r.all[i]
		commands, words, taps := r.commands, r.words, r.taps
		if one.Owners {
			commands, words, taps = r.owners.commands, r.owners.words, r.owners.taps
		}
		claim(commands, one.Command, one)
		claim(taps, one.Tap, one)
		claim(r.flows, one.Flow, one)
		claim(r.documents, one.Document, one)
		for word := range strings.SplitSeq(one.Words, ",") {
			claim(words, text.Fold(word), one)
		}
		for word := range strings.SplitSeq(one.Of, ",") {
			claim(r.of, text.Fold(word), one)
		}
		if one.Others {
			r.rest = one
		}
	}
	r.makeMenus()
	return r
}

func claim(table map[string]*Route, key string, one *Route) {
	if key == "" {
		return
	}
	if other := table[key]; other != nil && other != one {
		panic(fmt.Sprintf("two routes claim %q", key))
	}
	table[key] = one
}

// command gives the route of a command for somebody; nil where they have none.
func (r *Routes) command(name string, owner bool) *Route {
	if one := r.owners.commands[name]; owner && one != nil {
		return one
	}
	return r.commands[name]
}

// Command carries out a typed command.
func (r *Routes) Command(t *Turn, line string) error {
	name, rest, _ := strings.Cut(strings.Join(strings.Fields(text.LatinDigits(line)), " "), " ")
	name, _, _ = strings.Cut(strings.ToLower(name), "@")
	one := r.command(strings.TrimPrefix(name, "/"), t.Owner)
	if one == nil {
		return t.Say(tUnknownCommand, "command", text.Clean(name, 32))
	}
	if one.Command != "cancel" && !one.Aside { // cancel says what it ends
		if err := r.leave(t, nil); err != nil {
			return err
		}
	}
	return one.Do(t, rest)
}

// Leave ends a conversation that waits for a text until something else is opened, as a
// contact, a forward or the SMS of a payment does. One that keeps what was put together
// may ask for such a thing itself, or goes on after it.
func (r *Routes) Leave(t *Turn) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	if one := r.flows[s.Flow]; one != nil && one.Keeps {
		return nil
	}
	return r.leave(t, nil)
}

// leave ends a conversation that waits for a text until something else is opened, unless
// that is a button of its own.
func (r *Routes) leave(t *Turn, tapped *Route) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	one := r.flows[s.Flow]
	switch {
	case one == nil || !one.Leaves || one == tapped || tapped != nil && tapped.Aside:
		return nil
	case one.Keeps:
		s.Flow = ""
		return t.Tx.PutSession(t.In.Chat, s)
	}
	return t.StopWaiting(s.Flow)
}

// Text gives a text to the conversation that waits for one; else it is a command
// without its slash, or goes to the route that takes all others.
func (r *Routes) Text(t *Turn) error {
	s, err := t.Tx.Session(t.In.Chat)
	if err != nil {
		return err
	}
	for i := range r.all {
		if one := &r.all[i]; one.Always != nil && (!one.Owners || t.Owner) {
			if taken, err := one.Always(t); taken || err != nil {
				return err
			}
		}
	}
	if one := r.flows[s.Flow]; one != nil && one != r.rest && (!one.Owners || t.Owner) {
		return one.OnText(t, s)
	}
	command, rest := r.Plain(t.In.Text, t.Owner)
	if one := r.command(command, t.Owner); command != "" && one != nil {
		if taken, err := r.read(t, func(one *Route) bool { return one.Names }); taken || err != nil {
			return err
		}
		return one.Do(t, rest)
	}
	if taken, err := r.read(t, func(*Route) bool { return true }); taken || err != nil {
		return err
	}
	return r.rest.OnText(t, s)
}

// read gives a text to those of the routes that may read it, until one takes it.
func (r *Routes) read(t *Turn, may func(*Route) bool) (taken bool, err error) {
	for i := range r.all {
		if one := &r.all[i]; one.Reads != nil && (!one.Owners || t.Owner) && may(one) {
			if taken, err := one.Reads(t); taken || err != nil {
				return taken, err
			}
		}
	}
	return false, nil
}

// credited has the routes show a member what they can pay now. Who may not use the bot is
// shown nothing.
func (r *Routes) credited(t *Turn, member int64) error {
	m, _, err := t.Tx.Member(member)
	if m.ID = member; err != nil || !m.Allowed && !t.IsOwner(m) {
		return err
	}
	for i := range r.all {
		if one := &r.all[i]; one.OnCredit != nil {
			if err := one.OnCredit(t, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// Removed has what must not stay open in the chat of a member closed who is removed.
func (r *Routes) Removed(t *Turn, m Member) error {
	for i := range r.all {
		if one := &r.all[i]; one.OnRemoved != nil {
			if err := one.OnRemoved(t, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// Timer does what a timer is set for.
func (r *Routes) Timer(t *Turn, timer account.Timer) error {
	for i := range r.all {
		if one := &r.all[i]; one.OnTimer != nil && one.Timer == timer.Kind {
			return one.OnTimer(t, timer)
		}
	}
	return nil
}

// OrderButtons gives the rows of buttons that routes have for an order.
func (r *Routes) OrderButtons(t *Turn, o order.Order) (rows [][]Button, err error) {
	for i := range r.all {
		if one := &r.all[i]; one.OnOrder != nil && (!one.Owners || t.Owner) {
			row, err := one.OnOrder(t, o)
			if err != nil {
				return nil, err
			}
			if row != nil {
				rows = append(rows, row)
			}
		}
	}
	return rows, nil
}

// DoneButtons adds the buttons that routes have for the final word on an order that is
// done, two in a row with those that are there, so that the word leaves room in the chat.
func (r *Routes) DoneButtons(rows [][]Button, c *Config, l Language, o order.Order) [][]Button {
	all := slices.Concat(rows...)
	for i := range r.all {
		if one := &r.all[i]; one.OnDone != nil {
			all = append(all, one.OnDone(c, l, o)...)
		}
	}
	return slices.Collect(slices.Chunk(all, 2))
}

// Tap carries out a button.
func (r *Routes) Tap(t *Turn) error {
	word, rest, _ := strings.Cut(t.In.Tap.Data, ":")
	one := r.taps[word]
	if own := r.owners.taps[word]; t.Owner && own != nil {
		one = own
	}
	if one == nil {
		return t.ShowToast(OldButton)
	}
	if err := r.leave(t, one); err != nil {
		return err
	}
	return one.OnTap(t, strings.Split(rest, ":"))
}

// Open carries out the command that a button under the greeting names.
func (r *Routes) Open(t *Turn, name string) error {
	one := r.command(name, t.Owner)
	if one == nil || one.Menu == (Text{}) {
		return t.ShowToast(OldButton)
	}
	return one.Do(t, "")
}

// Help gives the lines of /help, those for owners apart.
func (r *Routes) Help(l Language, owners bool) string {
	var lines []string
	for _, one := range r.all {
		if one.Help != (Text{}) && one.Owners == owners {
			lines = append(lines, one.Help.In(l))
		}
	}
	return strings.Join(lines, "\n")
}

// MenuOf gives the command menu that a member should have, and its name, which says
// what is in it: a member whose menu has another name gets this one. Those who are no
// members have no menu of their own.
func (r *Routes) MenuOf(c *Config, m Member) (name string, menu *Menu) {
	owner := c.IsOwner(m)
	if !owner && !m.Allowed {
		return "", &Menu{}
	}
	made := r.menus[menuFor{owner, c.LanguageOf(m.Language, "") == Bangla}]
	return m.Language + " " + made.sum, made.menu
}

// menuFor says whose a command menu is.
type menuFor struct {
	owner, bangla bool
}

// madeMenu is a command menu with a checksum of its rows.
type madeMenu struct {
	menu *Menu
	sum  string
}

// makeMenus makes the command menus once, since each update asks for one.
func (r *Routes) makeMenus() {
	r.menus = make(map[menuFor]madeMenu)
	for _, owner := range []bool{false, true} {
		for _, l := range []Language{English, Bangla} {
			menu, sum := &Menu{}, fnv.New64a()
			for i := range r.all {
				one := &r.all[i]
				if one.Menu == (Text{}) || r.command(one.Command, owner) != one {
					continue
				}
				row := Command{one.Command, one.Menu.In(l)}
				menu.Commands = append(menu.Commands, row)
				fmt.Fprintln(sum, row.Name, row.Help)
			}
			r.menus[menuFor{owner, l == Bangla}] = madeMenu{menu, fmt.Sprintf("%x", sum.Sum64())}
		}
	}
}

// PublicMenu gives the rows that everybody sees.
func (r *Routes) PublicMenu(l Language) []Command {
	var rows []Command
	for _, one := range r.all {
		if one.PublicMenu != (Text{}) {
			rows = append(rows, Command{one.Command, one.PublicMenu.In(l)})
		}
	}
	return rows
}
