package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"rechargebot/bot"
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
	report := func(what string, err error, good, todo string) {
		if err == nil {
			fmt.Fprintf(out, "ok    %-9s %s\n", what, good)
			return
		}
		ready = false
		fmt.Fprintf(out, "WRONG %-9s %v\n                %s\n", what, strings.ReplaceAll(err.Error(), "\n", "; "), todo)
	}
	fmt.Fprintf(to.Out, "ok    %-9s all there; owners: %d; UPSTREAM_KEY: %s\n", "settings", len(c.Talk.Admins), setting.Hint(c.Panel.Key))
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
	err = storage.Probe(c.Store.Path)
	if errors.Is(err, storage.ErrLocked) {
		good, err = c.Store.Path+" is in use by a running bot", nil
	}
	report("store", err, good, "Do as the line above says (DB_PATH).")

	c.Telegram.Log = slog.New(slog.DiscardHandler)
	telegram, err := bot.New(c.Telegram, nil, nil)
	name := ""
	if err == nil {
		name, err = telegram.Me(ctx)
	}
	report("token", err, "the bot is @"+name, "Copy the token from @BotFather (/mybots, API Token) to BOT_TOKEN, and see that the machine reaches "+c.Telegram.APIURL+".")

	balance, err := askBalance(ctx, c.Panel)
	report("panel", err, balance, "See UPSTREAM_URL, UPSTREAM_USER and UPSTREAM_KEY; some panels let in only addresses that they know.")
	if !ready {
		return errNotReady
	}
	return nil
}

// askBalance asks the panel for the balance and gives it in words.
func askBalance(ctx context.Context, s upstream.Settings) (string, error) {
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
