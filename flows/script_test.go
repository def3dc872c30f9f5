package flows_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/notice"
	"rechargebot/flows/order"
	"rechargebot/storage"
)

// The lines of a script, in the order in which they are tried:
//
//	reseller: 01712345678 50         types; "in \"quotes\"\n" where needed
//	reseller taps "Robi"             the button on show with that English label
//	reseller taps "Robi" on #2       the one on that message
//	reseller re-taps "Robi"          the newest button ever shown to them so labelled,
//	reseller re-taps first "Robi"    or the oldest, with its data then
//	reseller forges r:$order:1:go    a tap with any data, on their last message
//	reseller enters 4826             taps the digits on the keypad and ✅, whose labels are the language's
//	reseller shares contact +880…    / forwards [SOMEBODY wrote: ]TEXT / edits TEXT (of their last message) / sends a sticker
//	reseller sends a photo           or "sends a photo: with a caption"
//	reseller forwards a photo: CAPTION
//	reseller sends an album of 3 photos    each of which is a message of its own
//	reseller sends the photo receipt    the same one whenever it has that name
//	reseller sends the file list.csv: 01712345678,50\n    "\n", "\t" and "\zip", as an XLSX begins, are filled in
//	reseller sends the file list.xlsx: \hidden    a table of which a row is hidden
//	reseller blocks the bot          / has blocked the bot / unblocks the bot / is called "…" / speaks bn-BD
//	reseller in the group: TEXT      / taps in the group
//	redeliver                        the last input again, under the same update id
//	panel accepts                    see panelWords; waits until the panel is asked
//	panel always silent              whatever it is asked; "panel listens" ends that
//	after 2m                         time passes
//	reseller shares the contact of other +880…    which says who that is in Telegram
//	reseller has not opened the bot  / is no more: Telegram takes nothing for them
//	reseller opens the claim link    / opens an old claim link / opens a claim link of another bot
//	trouble space 90                 the bot finds trouble of its own; "trouble space over"
//	restart                          the bot is killed and started again
//	a backup is made                 / the backup is put back, with the bot stopped
//	given 12 members                 / 23 orders / 11 open orders / 7 late orders / 30 requests / limits 20 500 2000
//	given wallet reseller -120.50    they order on their own wallet, with that to begin with
//	given channel bKash [017…]       by which resellers pay, bKash-2 a second one of bKash
//	given 17 deposits                of a member each, that wait; given deposit 1 waits again
//	given broken books               as the audit would find them
//	given pack GP 108 minutes 7: 175 min / ১৭৫ মিনিট    and "price 104", "hand", "off", "stale" before the colon
//	given blocked GP 29: reason
//	given 21 orders by hand          to be carried out by an owner, the oldest from a backup
//	given limits of GP 20 1500       of one prepaid order, as an owner sets them
//	given books reseller             entries of all kinds; given 25 debtors / gap 120-134, as a restored backup leaves it
//	given terms reseller {"Paused":true}   given plan {"Name":"standard","Rates":{"GP":250}}
//	given no window of duplicates    DUPLICATE_WINDOW=0; given list 1 changes, while a PIN is asked for, say
//	given 11 complaints              of the reseller's, each about an order of its own
//	given 30 requests a minute       which the panel takes; 700 waiting orders / balance shown to all / low balance 500
//
//	given admin2 is no owner any more    as the settings have it after a restart; or: reseller is an owner now
//	given crediting 1000             up to which deposits that match are booked by themselves
//
// $order is the newest order's id, $draft the id on the actor's card.
var (
	lineTypes   = regexp.MustCompile(`^(\w+): (.*)$`)
	lineGroup   = regexp.MustCompile(`^(\w+) in the group: (.*)$`)
	lineTaps    = regexp.MustCompile(`^(\w+) (taps|re-taps|re-taps first) (".*")(?: on #(\d+))?$`)
	lineEnters  = regexp.MustCompile(`^(\w+) enters (\d+)$`)
	lineDoes    = regexp.MustCompile(`^(\w+) (shares contact|forges|forwards|edits|is called|speaks) (.*)$`)
	linePhoto   = regexp.MustCompile(`^(\w+) (sends|forwards) a photo(?:: (.*))?$`)
	lineAlbum   = regexp.MustCompile(`^(\w+) sends an album of (\d+) photos$`)
	linePicture = regexp.MustCompile(`^(\w+) sends the photo (\w+)$`)
	lineFile    = regexp.MustCompile(`^(\w+) sends the file ([^:]+)(?:: (.*))?$`)
	lineSimple  = regexp.MustCompile(`^(\w+) (sends a sticker|blocks the bot|has blocked the bot|has not opened the bot|is no more|opens the claim link|opens an old claim link|opens a claim link of another bot|unblocks the bot|taps in the group)$`)
	linePanel   = regexp.MustCompile(`^panel (.*)$`)
	lineTrouble = regexp.MustCompile(`^trouble (\w+)(?: (\d+))?( over)?$`)
	lineContact = regexp.MustCompile(`^(\w+) shares the contact of (\w+) (.*)$`)
	lineAfter   = regexp.MustCompile(`^after (\S+)$`)
	lineGiven   = regexp.MustCompile(`^given (.*)$`)
)

// tapped is what a tap was in the English run, to be repeated in the Bangla
// one, whose labels differ.
type tapped struct {
	data    string
	message int
}

// script is a run through one scenario.
type script struct {
	*world
	taps  map[int]tapped // by line
	wrote map[string]int // the message that each wrote last
}

// do carries out a line.
func (s *script) do(n int, line string) {
	s.events = nil
	if err := s.run(n, line); err != nil {
		s.t.Fatalf("line %d: %s: %v", n+1, line, err)
	}
	s.settle()
}

func (s *script) run(n int, line string) error {
	if m := lineAfter.FindStringSubmatch(line); m != nil {
		d, err := time.ParseDuration(m[1])
		s.pass(d)
		return err
	}
	if m := lineTrouble.FindStringSubmatch(line); m != nil {
		s.change(func(tx chat.Tx) error {
			return notice.Found(s.talk.Config, tx, chat.Finding{Kind: chat.TroubleKind(m[1]), Detail: m[2], Over: m[3] != ""}, time.Now())
		})
		return nil
	}
	if m := lineContact.FindStringSubmatch(line); m != nil {
		in := s.from(m[1])
		in.Contact, in.Known = m[3], chat.Person{ID: s.people[m[2]].ID, Name: s.people[m[2]].Name}
		s.handle(in)
		return nil
	}
	if m := lineGiven.FindStringSubmatch(line); m != nil {
		return s.given(m[1])
	}
	if m := linePanel.FindStringSubmatch(line); m != nil {
		return s.panelDoes(m[1])
	}
	switch line {
	case "restart":
		s.restart()
		return nil
	case "a backup is made":
		return s.store.Copy(s.t.Context(), s.path+".backup")
	case "the backup is put back":
		s.restartAfter(func() error {
			_, err := storage.Restore(s.path+".backup", s.path, time.Now())
			return err
		})
		return nil
	case "redeliver":
		if s.last.Tap != nil { // Telegram knows the tap no more; our answer to it, if any, was sent before
			in := s.last
			s.handle(in)
			delete(s.open, in.Tap.Query)
			return nil
		}
		s.handle(s.last)
		return nil
	}
	return s.person(n, line)
}

// person carries out what a person does.
func (s *script) person(n int, line string) error {
	if m := lineTaps.FindStringSubmatch(line); m != nil {
		return s.tap(n, m[1], m[2], m[3], m[4])
	}
	if m := lineEnters.FindStringSubmatch(line); m != nil {
		return s.enters(m[1], m[2])
	}
	if m := lineGroup.FindStringSubmatch(line); m != nil {
		in := s.from(m[1])
		in.Chat, in.Private, in.Text = groupChat, false, m[2]
		s.handle(in)
		return nil
	}
	if m := linePhoto.FindStringSubmatch(line); m != nil {
		in := s.from(m[1])
		id := fmt.Sprint("photo", in.UpdateID)
		in.Text, in.Forward, in.Message = m[3], m[2] == "forwards", int(in.UpdateID)
		in.File = &chat.File{ID: id, Unique: "unique " + id, Kind: chat.PhotoFile, Size: 65_000}
		s.handle(in)
		return nil
	}
	if m := lineAlbum.FindStringSubmatch(line); m != nil {
		album := ""
		for n, _ := strconv.Atoi(m[2]); n > 0; n-- {
			in := s.from(m[1])
			id := fmt.Sprint("photo", in.UpdateID)
			album = cmp.Or(album, "album "+id)
			in.Album, in.Message = album, int(in.UpdateID)
			in.File = &chat.File{ID: id, Unique: "unique " + id, Kind: chat.PhotoFile, Size: 65_000}
			s.handle(in)
		}
		return nil
	}
	if m := linePicture.FindStringSubmatch(line); m != nil {
		in := s.from(m[1])
		in.File = &chat.File{ID: m[2], Unique: "unique " + m[2], Kind: chat.PhotoFile, Size: 65_000}
		s.handle(in)
		return nil
	}
	if m := lineFile.FindStringSubmatch(line); m != nil {
		in := s.from(m[1])
		content := []byte(strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\zip`, "PK\x03\x04").Replace(m[3]))
		if m[3] == `\hidden` {
			content = hiddenRow(s.t)
		}
		s.sendFile(in, m[2], content)
		return nil
	}
	if m := lineSimple.FindStringSubmatch(line); m != nil {
		in := s.from(m[1])
		switch m[2] {
		case "blocks the bot":
			in.Left = true
		case "has blocked the bot": // Telegram has not said so yet
			s.shut[in.Chat] = chat.Blocked
			return nil
		case "has not opened the bot":
			s.shut[in.Chat] = chat.Unopened
			return nil
		case "is no more":
			s.shut[in.Chat] = chat.Away
			return nil
		case "opens the claim link":
			in.Text = s.claimLink(s.set.ClaimKey, time.Now())
		case "opens an old claim link":
			in.Text = s.claimLink(s.set.ClaimKey, time.Now().Add(-time.Hour))
		case "opens a claim link of another bot":
			in.Text = s.claimLink([]byte("another"), time.Now())
		case "unblocks the bot":
			in.Returned = true
		case "taps in the group":
			in.Chat, in.Private, in.Tap = groupChat, false, &chat.Tap{Query: fmt.Sprint("q", in.UpdateID), Data: "menu:balance", Message: 1}
		}
		s.handle(in)
		return nil
	}
	if m := lineDoes.FindStringSubmatch(line); m != nil {
		return s.deed(m[1], m[2], m[3])
	}
	if m := lineTypes.FindStringSubmatch(line); m != nil {
		in := s.from(m[1])
		var err error
		in.Text, err = s.text(m[1], m[2])
		in.Message = int(in.UpdateID)
		s.wrote[m[1]] = int(in.UpdateID)
		s.handle(in)
		return err
	}
	return fmt.Errorf("nobody understands this line")
}

// enters taps a PIN on the keypad. Only what comes of the last key is shown.
func (s *script) enters(who, digits string) error {
	for _, key := range append(strings.Split(chat.Language(s.lang).Digits(digits), ""), "✅") {
		in := s.from(who)
		c := s.chats[in.Chat]
		if c == nil {
			return fmt.Errorf("%s has seen nothing yet", who)
		}
		for _, b := range c.buttons {
			if (b.Text == key || key == "✅" && strings.HasPrefix(b.Text, key)) && strings.HasPrefix(b.Data, "pad:") && s.onShow(c, b) {
				in.Tap = &chat.Tap{Query: fmt.Sprint("q", in.UpdateID), Data: b.Data, Message: b.message}
			}
		}
		if in.Tap == nil {
			return fmt.Errorf("%s sees no key %s", who, key)
		}
		s.quiet = key != "✅"
		s.handle(in)
		if s.quiet {
			s.settle()
		}
	}
	return nil
}

// sendFile has a document sent, whose content comes with it where the conversations
// want it.
func (s *script) sendFile(in chat.Input, name string, content []byte) {
	id := fmt.Sprint("document", in.UpdateID)
	in.File = &chat.File{ID: id, Unique: "unique " + id, Kind: chat.DocumentFile, Name: name, Type: mime.TypeByExtension(path.Ext(name)), Size: int64(len(content))}
	err := s.store.View(func(tx chat.Tx) error {
		wanted, err := s.talk.Wants(tx, in)
		if wanted && name == "lost.csv" {
			in.File.Failed = true
		} else if wanted {
			in.File.Data = content
			in.File.ReadTable()
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.handle(in)
}

// claimLink gives what somebody sends who opens a link to claim the bot.
func (s *script) claimLink(key []byte, made time.Time) string {
	_, word, _ := strings.Cut((&chat.Config{ClaimKey: key}).ClaimLink(botName, made), "?start=")
	return "/start " + word
}

func (s *script) deed(who, what, object string) error {
	object, err := s.text(who, object)
	if err != nil {
		return err
	}
	switch p := s.people[who]; what {
	case "is called":
		p.Name, p.Username, _ = strings.Cut(object, " @")
		s.people[who] = p
		return nil
	case "speaks":
		p.Language = object
		s.people[who] = p
		return nil
	}
	in := s.from(who)
	switch what {
	case "shares contact":
		in.Contact = object
	case "forges":
		in.Tap = &chat.Tap{Query: fmt.Sprint("q", in.UpdateID), Data: object}
		if c := s.chats[in.Chat]; c != nil {
			in.Tap.Message = len(c.messages)
		}
	case "forwards":
		in.Text, in.Forward, in.Message, in.Writer = object, true, int(in.UpdateID), in.From.ID
		if by, written, ok := strings.Cut(object, " wrote: "); ok {
			in.Text, in.Writer = written, s.people[by].ID
		}
	case "edits":
		in.Text, in.Edited, in.Message = object, true, s.wrote[who]
	}
	s.handle(in)
	return nil
}

// text reads what is typed: quoted where it needs escapes, variables filled in.
func (s *script) text(who, text string) (string, error) {
	var err error
	if strings.HasPrefix(text, `"`) {
		if text, _, err = unquote(text); err != nil {
			return "", err
		}
	}
	if strings.Contains(text, "$") {
		err = s.store.View(func(tx chat.Tx) error {
			session, err := tx.Session(s.people[who].ID)
			if err != nil {
				return err
			}
			d, err := draftIn(session)
			if err != nil {
				return err
			}
			newest := order.ID("")
			for _, p := range s.people {
				orders, err := tx.History(p.ID, "", 1)
				if err != nil {
					return err
				}
				if len(orders) > 0 && orders[0].ID > newest {
					newest = orders[0].ID
				}
			}
			text = strings.NewReplacer("$order", string(newest), "$draft", string(d.ID),
				"$rev", strconv.Itoa(d.Rev)).Replace(text)
			return nil
		})
	}
	return text, err
}

// tap finds the button that a line names, in the English run by its label, in
// the Bangla run by what the English one found.
func (s *script) tap(n int, who, how, label, on string) error {
	label, _, err := unquote(label)
	if err != nil {
		return err
	}
	in := s.from(who)
	c := s.chats[in.Chat]
	if c == nil {
		return fmt.Errorf("%s has seen nothing yet", who)
	}
	message, _ := strconv.Atoi(on)
	t, known := s.taps[n]
	found := false
	for _, b := range c.buttons {
		switch {
		case b.Data == "" || message != 0 && b.message != message:
		case known && (b.Data != t.data || b.message != t.message), !known && !labelled(b.Text, label):
		case how == "taps" && !s.onShow(c, b):
		case how == "re-taps first" && found:
		default:
			t, found = tapped{b.Data, b.message}, true
		}
	}
	if !found {
		return fmt.Errorf("%s sees no such button", who)
	}
	s.taps[n] = t
	in.Tap = &chat.Tap{Query: fmt.Sprint("q", in.UpdateID), Data: t.data, Message: t.message}
	s.handle(in)
	return nil
}

// labelled reports whether a button bears a label, of which "…" leaves out the
// end.
func labelled(text, label string) bool {
	begin, cut := strings.CutSuffix(label, "…")
	return text == label || cut && strings.HasPrefix(text, begin)
}

// onShow reports whether a button still stands under its message.
func (s *script) onShow(c *window, b seenButton) bool {
	for _, row := range c.messages[b.message-1].Buttons {
		for _, shown := range row {
			if shown == b.Button {
				return true
			}
		}
	}
	return false
}

func (s *script) panelDoes(words string) error {
	if words == "listens" {
		s.panel.always = nil
		return nil
	}
	always := strings.HasPrefix(words, "always ")
	kind, a, err := panelWords(strings.TrimPrefix(words, "always "))
	if err != nil {
		return err
	}
	if a.Balance != nil && s.secrets != nil {
		odd := *a.Balance + oddly
		a.Balance, s.secrets.panel = &odd, append(s.secrets.panel, odd)
	}
	if always {
		for s.panel.answer("", a) { // whoever waits hears it too
			s.settle()
		}
		s.panel.always = &a
		return nil
	}
	s.answer(kind, a)
	return nil
}

// given brings about what a script takes as given.
func (s *script) given(what string) error {
	words := strings.Fields(what)
	number := func(i int) int64 {
		n, err := strconv.ParseInt(words[i], 10, 64)
		if err != nil {
			s.t.Fatalf("given %s: %v", what, err)
		}
		return n
	}
	switch {
	case words[0] == "crediting":
		s.change(func(tx chat.Tx) error { return tx.PutCrediting(money.WholeTaka(number(1))) })
	case strings.HasSuffix(what, "members"):
		s.change(func(tx chat.Tx) error { return manyMembers(tx, number(0), time.Now()) })
	case strings.HasSuffix(what, "requests a minute"):
		s.set.RequestsPerMinute = int(number(0))
		s.restart()
	case words[0] == "wallet":
		s.change(func(tx chat.Tx) error { return ownWallet(tx, s.people[words[1]].ID, words[2], time.Now()) })
	case words[0] == "terms":
		return s.givenTerms(words[1], strings.Join(words[2:], " "))
	case words[0] == "plan":
		var p account.Plan
		if err := json.Unmarshal([]byte(strings.TrimPrefix(what, "plan ")), &p); err != nil {
			return err
		}
		s.change(func(tx chat.Tx) error { return tx.PutPlan(p) })
	case words[0] == "channel":
		s.change(func(tx chat.Tx) error {
			id, own := strings.ToLower(words[1]), "01700000000"
			if len(words) > 2 {
				own = words[2]
			}
			provider, _, _ := strings.Cut(id, "-")
			return tx.PutChannel(account.Channel{ID: id, Name: words[1], Provider: provider, Number: own, Kind: "personal", On: true})
		})
	case strings.HasSuffix(what, " deposits"):
		s.change(func(tx chat.Tx) error { return manyDeposits(tx, number(0), time.Now()) })
	case strings.HasPrefix(what, "deposit ") && strings.HasSuffix(what, " waits again"):
		s.change(func(tx chat.Tx) error {
			d, _, err := tx.Deposit(uint64(number(1)))
			if err != nil {
				return err
			}
			d.State = account.Waiting
			_, err = tx.PutDeposit(d)
			return err
		})
	case words[0] == "books":
		s.change(func(tx chat.Tx) error { return allEntries(tx, s.people[words[1]].ID, time.Now()) })
	case strings.HasSuffix(what, "debtors"):
		s.change(func(tx chat.Tx) error { return debtors(tx, number(0), time.Now()) })
	case words[0] == "gap":
		s.change(func(tx chat.Tx) error { return tx.PutAuditMark(account.Mark{Gap: words[1]}) })
	case what == "broken books":
		s.change(func(tx chat.Tx) error { return tx.PutAuditMark(account.Mark{Break: "entry 3: a sum is wrong"}) })
	case what == "no owners":
		s.set.Admins, s.set.ClaimKey = nil, []byte("key of the claim links")
		s.restart()
	case strings.HasSuffix(what, "is no owner any more"):
		gone := s.people[words[0]].ID
		s.set.Admins = slices.DeleteFunc(slices.Clone(s.set.Admins), func(id int64) bool { return id == gone })
		s.restart()
	case strings.HasSuffix(what, "is an owner now"):
		s.set.Admins = append(slices.Clone(s.set.Admins), s.people[words[0]].ID)
		s.restart()
	case words[0] == "low":
		s.low = money.WholeTaka(number(2))
		s.restart()
	case what == "no window of duplicates":
		s.set.DuplicateWindow = 0
		s.restart()
	case strings.HasPrefix(what, "list ") && strings.HasSuffix(what, " changes"):
		s.change(func(tx chat.Tx) error {
			b, _, err := tx.Batch(order.BatchID(number(1)))
			if err != nil {
				return err
			}
			b.Rev++
			_, err = tx.PutBatch(b)
			return err
		})
	case what == "balance shown to all":
		s.set.ShowPanelBalance = true
		s.restart()
	case strings.HasSuffix(what, "waiting orders"):
		s.change(func(tx chat.Tx) error { return waitingOrders(tx, number(0), time.Now()) })
	case strings.HasSuffix(what, "requests"):
		s.change(func(tx chat.Tx) error {
			for range number(0) {
				if _, err := tx.CountRequest(money.Day(time.Now(), dhaka)); err != nil {
					return err
				}
			}
			return nil
		})
	case strings.HasSuffix(what, "asking"):
		s.change(func(tx chat.Tx) error {
			for i := range number(0) {
				if err := tx.PutRequest(chat.Visitor{ID: 8001 + i, Name: fmt.Sprintf("Shop %02d", i+1), Asked: time.Now().Add(-time.Duration(i) * time.Hour)}); err != nil {
					return err
				}
			}
			return nil
		})
	case strings.HasSuffix(what, "complaints"):
		s.change(func(tx chat.Tx) error { return manyComplaints(tx, number(0), time.Now()) })
	case strings.HasSuffix(what, "quick orders"):
		s.change(func(tx chat.Tx) error { return quickOrders(tx, number(0), time.Now()) })
	case strings.HasSuffix(what, "open orders"):
		s.change(func(tx chat.Tx) error { return openOrders(tx, number(0), time.Now(), 24*time.Hour) })
	case strings.HasSuffix(what, "late orders"):
		s.change(func(tx chat.Tx) error { return openOrders(tx, number(0), time.Now(), 0) })
	case strings.HasSuffix(what, "orders"):
		s.change(func(tx chat.Tx) error { return manyOrders(tx, number(0), time.Now()) })
	case strings.HasSuffix(what, "orders by hand"):
		s.change(func(tx chat.Tx) error { return ordersByHand(tx, number(0), time.Now()) })
	case words[0] == "pack" || words[0] == "blocked" || strings.HasPrefix(what, "limits of "):
		s.change(func(tx chat.Tx) error { return givenPack(tx, what, time.Now()) })
	case words[0] == "limits":
		s.set.MinAmount, s.set.MaxAmount, s.set.MaxAmountPostpaid =
			money.WholeTaka(number(1)), money.WholeTaka(number(2)), money.WholeTaka(number(3))
		s.restart()
	default:
		return fmt.Errorf("cannot be given")
	}
	return nil
}

// givenTerms puts somebody on terms, which are written as account.Terms is in JSON.
func (s *script) givenTerms(who, text string) error {
	var terms account.Terms
	if err := json.Unmarshal([]byte(text), &terms); err != nil {
		return err
	}
	s.change(func(tx chat.Tx) error {
		return account.Ledger{Tx: tx, Location: dhaka}.SetTerms(s.people[who].ID, terms, time.Now())
	})
	return nil
}

// ownWallet puts somebody on their own wallet, with what they have, or owe, to begin with.
func ownWallet(tx chat.Tx, id int64, sum string, now time.Time) error {
	books := account.Ledger{Tx: tx, Location: dhaka}
	if err := books.SetTerms(id, account.Terms{Own: true}, now); err != nil {
		return err
	}
	opening, err := money.ParseTaka(sum)
	if err == nil && opening != 0 {
		_, err = books.Opening(id, opening, people["admin"].ID, now)
	}
	return err
}

// manyMembers lets n further members in, seen at different times, one never.
func manyMembers(tx chat.Tx, n int64, now time.Time) error {
	for i := range n {
		m := chat.Member{ID: 5001 + i, Name: fmt.Sprintf("Shop %02d", i+1), Allowed: true, Added: now.Add(-90 * 24 * time.Hour)}
		if i > 0 {
			m.Active = now.Add(-time.Duration(i*i) * 40 * time.Minute)
		}
		if err := tx.PutMember(m); err != nil {
			return err
		}
	}
	return nil
}

// manyDeposits lets n further members in, each of whom asks for a deposit by bKash, a second
// apart.
func manyDeposits(tx chat.Tx, n int64, now time.Time) error {
	if err := manyMembers(tx, n, now); err != nil {
		return err
	}
	books := account.Ledger{Tx: tx, Location: dhaka}
	for i := range n {
		d := account.Deposit{Member: 5001 + i, Channel: "bkash", Amount: money.WholeTaka(100 + i), Proof: account.Proof{TransactionID: fmt.Sprintf("9BK4XYZ1%02d", i)}}
		if _, err := books.Ask(d, now.Add(time.Duration(i-n)*time.Second)); err != nil {
			return err
		}
	}
	return nil
}

// manyOrders gives the reseller n orders, three hours apart, of all fates.
func manyOrders(tx chat.Tx, n int64, now time.Time) error {
	for i := n; i > 0; i-- {
		at := now.Add(-time.Duration(i) * 3 * time.Hour)
		id, err := tx.NextID(at)
		if err != nil {
			return err
		}
		o, _, err := order.Place(order.Unit{Tx: tx, Books: account.Ledger{Tx: tx, Location: time.UTC}}, order.Order{ID: id, Reseller: people["reseller"].ID, Recharge: order.Recharge{Number: order.Number(fmt.Sprintf("01%d123456%02d", 3+i%7, i)), Operator: order.Operators[i%6], Connection: order.Prepaid, Amount: money.WholeTaka(10 * i)}}, order.Placing{}, at)
		if err != nil {
			return err
		}
		o.State, o.Next, o.Sent, o.Settled = order.Done, time.Time{}, at, at.Add(5*time.Second)
		if o.TransactionID = fmt.Sprintf("TRX%d", i); i%5 == 0 {
			o.State, o.TransactionID = order.Failed, ""
		}
		if err := tx.PutOrder(o); err != nil {
			return err
		}
	}
	return nil
}

// manyComplaints gives the reseller n done orders with a complaint about each.
func manyComplaints(tx chat.Tx, n int64, now time.Time) error {
	if err := manyOrders(tx, n, now); err != nil {
		return err
	}
	orders, err := tx.History(people["reseller"].ID, "", int(n))
	if err != nil {
		return err
	}
	for i, o := range orders {
		at := now.Add(-time.Duration(i) * time.Hour)
		if err := tx.PutComplaint(order.Complaint{Order: o.ID, Member: o.Reseller, Operator: o.Operator, Reason: order.NotReceived,
			State: order.ComplaintOpen, Opened: at, Since: at, Waits: at}); err != nil {
			return err
		}
	}
	return nil
}

// quickOrders gives n orders of somebody else's that were done within the hour, each after
// two seconds more than the one before.
func quickOrders(tx chat.Tx, n int64, now time.Time) error {
	for i := range n {
		id, err := tx.NextID(now)
		if err != nil {
			return err
		}
		at := now.Add(time.Duration(i-2*n) * time.Minute)
		if err := tx.PutOrder(order.Order{ID: id, Reseller: 6002, State: order.Done, Placed: at, Settled: at.Add(time.Duration(i+1) * 2 * time.Second),
			Recharge: order.Recharge{Number: "01799999999", Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}}); err != nil {
			return err
		}
	}
	return nil
}

// waitingOrders lets n orders of somebody else wait to be sent.
func waitingOrders(tx chat.Tx, n int64, now time.Time) error {
	for i := range n {
		id, err := tx.NextID(now)
		if err != nil {
			return err
		}
		o := order.Order{ID: id, Reseller: 6001, Recharge: order.Recharge{Number: order.Number(fmt.Sprintf("0181%07d", i)), Operator: order.Robi, Connection: order.Prepaid, Amount: money.WholeTaka(50)}}
		earlier, err := order.Earlier(tx, o.Number, o.Amount, order.Window{}, now)
		if err != nil {
			return err
		}
		o, _, err = order.Place(order.Unit{Tx: tx, Books: account.Ledger{Tx: tx, Location: time.UTC}}, o, order.Placing{Known: order.KnownOf(earlier)}, now)
		if err != nil {
			return err
		}
		o.Next = now.Add(time.Hour)
		if err := tx.PutOrder(o); err != nil {
			return err
		}
	}
	return nil
}

// openOrders gives the reseller n orders on their way, a minute apart.
func openOrders(tx chat.Tx, n int64, now time.Time, due time.Duration) error {
	for i := n; i > 0; i-- {
		at := now.Add(-time.Duration(i) * time.Minute)
		id, err := tx.NextID(at)
		if err != nil {
			return err
		}
		o, _, err := order.Place(order.Unit{Tx: tx, Books: account.Ledger{Tx: tx, Location: time.UTC}}, order.Order{ID: id, Reseller: people["reseller"].ID, Recharge: order.Recharge{Number: order.Number(fmt.Sprintf("017123456%02d", i)), Operator: order.Grameenphone, Connection: order.Prepaid, Amount: money.WholeTaka(50)}}, order.Placing{}, at)
		if err != nil {
			return err
		}
		o.State, o.Sent, o.StatusChecks, o.CheckedAt = order.Accepted, at, 5, at
		if i%4 == 0 {
			o.State = order.Unclear
		}
		o.Next = now.Add(due + time.Duration(n-i)*7*time.Second) // one after the other
		if err := tx.PutOrder(o); err != nil {
			return err
		}
	}
	return nil
}

// unquote reads a Go string literal at the start of a text.
func unquote(text string) (value, rest string, err error) {
	quoted, err := strconv.QuotedPrefix(text)
	if err != nil {
		return "", "", fmt.Errorf("%s: %w", text, err)
	}
	value, err = strconv.Unquote(quoted)
	return value, strings.TrimSpace(text[len(quoted):]), err
}

// hiddenRow is a table of two recharges of which the second is hidden.
func hiddenRow(t testing.TB) []byte {
	f := excelize.NewFile()
	var b bytes.Buffer
	if err := errors.Join(f.SetSheetRow("Sheet1", "A1", &[]any{"01811000001", 50}), f.SetSheetRow("Sheet1", "A2", &[]any{"01811000002", 60}),
		f.SetRowVisible("Sheet1", 2, false), f.Write(&b), f.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
