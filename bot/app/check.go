package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rechargebot/bot"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/flows/setting"
	"rechargebot/storage"
	"rechargebot/upstream"
)

// errNotReady says that check has found something; its lines have said what.
var errNotReady = errors.New("not everything is right yet")

// check says before going live whether everything is right, a line each.
func check(ctx context.Context, to Console, _ *flag.FlagSet) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	c, err := loadConfig()
	if err != nil {
		return err
	}
	out := c.Secrets.Writer(to.Out)
	ready := true
	var report reporter = func(what string, err error, good, todo string) {
		if err == nil {
			fmt.Fprintf(out, "ok    %-9s %s\n", what, good)
			return
		}
		ready = false
		fmt.Fprintf(out, "WRONG %-9s %v\n                %s\n", what, strings.ReplaceAll(err.Error(), "\n", "; "), todo)
	}
	fmt.Fprintf(to.Out, "ok    %-9s all there; UPSTREAM_KEY: %s\n", "settings", setting.Hint(c.Panel.Key))
	for _, s := range c.strays {
		if s.Meant != "" {
			report("settings", errors.New(s.String()), "", "Mend the name, or take it out.")
		} else {
			fmt.Fprintf(out, "WARN  %-9s %s\n", "settings", s)
		}
	}
	if c.open {
		fmt.Fprintf(out, "WARN  %-9s %s\n", "settings", envOpen)
	}

	away, err := bot.ClockOffset(ctx, c.Telegram.APIURL)
	todo := "Telegram's clock could not be asked: see that the machine reaches " + c.Telegram.APIURL + "."
	if err == nil && away.Abs() > time.Minute {
		err = fmt.Errorf("this machine's clock is %v away from Telegram's", away.Abs().Round(time.Second))
		todo = "Set the clock: timedatectl set-ntp true"
	}
	report("clock", err, "right to the minute", todo)

	good := c.Store.Path + " is whole and writable"
	if _, err := os.Stat(c.Store.Path); errors.Is(err, fs.ErrNotExist) {
		good = "there is no " + c.Store.Path + " yet: the bot begins one there; if it has one elsewhere, go to its folder first, or set DB_PATH"
	}
	err = storage.Probe(c.Store.Path)
	inUse := errors.Is(err, storage.ErrLocked)
	if inUse {
		good, err = c.Store.Path+" is in use by a running bot", nil
	}
	report("store", err, good, "Do as the line above says (DB_PATH).")

	room(&c, report)

	c.Telegram.Log = slog.New(slog.DiscardHandler)
	telegram, err := bot.New(c.Telegram, nil, nil)
	name := ""
	if err == nil {
		name, err = telegram.Me(ctx)
	}
	todo = "See that the machine reaches " + c.Telegram.APIURL + "."
	if errors.Is(err, bot.ErrToken) {
		todo = "Copy the token from @BotFather (/mybots, API Token) to BOT_TOKEN."
	}
	report("token", err, "the bot is @"+name, todo)

	if err == nil {
		askOwners(ctx, &c, telegram, out, name, report)
		askAlone(ctx, telegram, inUse, report)
	} else {
		fmt.Fprintf(out, "WARN  %-9s not looked at, and whether another program polls with the token neither\n", "owners")
	}

	balance, err := askBalance(ctx, c.Panel)
	report("panel", err, balance, "See UPSTREAM_URL, UPSTREAM_USER and UPSTREAM_KEY; some panels let in only addresses that they know.")
	if !ready {
		return errNotReady
	}
	return nil
}

// reporter writes a line of check: what is right, or what is not and what to do.
type reporter func(what string, err error, good, todo string)

// askOwners says whether the owners can be told anything, as Telegram knows it, and
// gives the link to claim a bot that has none.
func askOwners(ctx context.Context, c *Config, telegram *bot.Bot, out io.Writer, name string, report reporter) {
	claimed, err := storage.ClaimedBy(c.Store.Path)
	ids := slices.Concat(c.Talk.Admins, claimed)
	if len(ids) == 0 {
		c.Talk.ClaimKey = claimKey(c.Telegram.Token)
		link := c.Talk.ClaimLink(name, time.Now())
		if errors.Is(err, storage.ErrLocked) {
			fmt.Fprintf(out, "ok    %-9s the running bot knows them; if it has none, whoever opens this within the hour is the owner:\n                %s\n", "owners", link)
			return
		}
		report("owners", errors.New("nobody owns this bot yet"), "", "While the bot runs, open this link in Telegram: whoever does so first within the hour is the owner.\n                "+link)
		return
	}
	reached := 0
	var asking error
	for _, id := range ids {
		why, err := telegram.Reach(ctx, id)
		switch {
		case err != nil:
			asking = err
		case why == chat.Reached:
			reached++
		default:
			fmt.Fprintf(out, "WARN  %-9s %d %s\n", "owners", id, lostWords[why])
		}
	}
	if reached == 0 && asking == nil {
		asking = errors.New("none of the owners can be told anything: no request, no stuck order, no trouble")
	}
	if reached > 0 {
		asking = nil
	}
	report("owners", asking, fmt.Sprintf("%d of %d can be told what goes wrong", reached, len(ids)), "One of them must open "+chat.Link(name)+" and press Start; see that ADMIN_IDS has their ids.")
}

var lostWords = map[chat.Lost]string{
	chat.Blocked:  "has blocked the bot",
	chat.Unopened: "has not opened the bot yet: open it in Telegram and press Start",
	chat.Away:     "cannot be reached: there is no such account any more",
}

// askAlone says whether another program polls with the token. While the bot runs
// here it would be disturbed by the question, and tells the owners by itself.
func askAlone(ctx context.Context, telegram *bot.Bot, inUse bool, report reporter) {
	if inUse {
		report("polling", nil, "the running bot tells its owners where another program polls with the token", "")
		return
	}
	report("polling", telegram.Alone(ctx), "no other program polls with the token", "Look where else the token is in use, or get a new one from @BotFather (/revoke).")
}

// room says whether there is room for the store, and for its copies.
func room(c *Config, report reporter) {
	folder := filepath.Dir(c.Store.Path)
	if free, known := freeSpace(folder); known {
		var err error
		if free < spaceLow {
			err = fmt.Errorf("%d MB left for the store in %s", free>>20, folder)
		}
		report("disk", err, fmt.Sprintf("%d MB left", free>>20), "Make room: on a full disk no order can be taken.")
	}
	if c.Store.BackupDir == "" {
		return
	}
	report("backups", storage.ProbeBackups(c.Store.BackupDir), c.Store.BackupDir+" can be written to", "Let the user that runs the bot write to "+c.Store.BackupDir+", or set BACKUP_DIR to another folder.")
}

// askBalance asks the panel for the balance and gives it in words.
func askBalance(ctx context.Context, s upstream.Config) (string, error) {
	panel, err := upstream.New(s, nil)
	if err != nil {
		return "", err
	}
	a := panel.Balance(ctx)
	switch {
	case a.Balance == nil && a.Outcome == order.OutcomeRefused:
		return "", fmt.Errorf("the panel says %q", a.Message)
	case a.Balance == nil && a.Err == nil:
		return "", errors.New("the panel tells no balance")
	case a.Balance == nil:
		return "", a.Err
	}
	words := "its balance is ৳" + a.Balance.String()
	if panel.PlainHTTP() {
		words += " (plain http: the key can be read on its way; use https if the panel has it)"
	}
	return words, nil
}
