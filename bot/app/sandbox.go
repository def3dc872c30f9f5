package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"rechargebot/bot/sandbox"
)

// runSandbox runs the bot against both simulators, with a page to use it on.
func runSandbox(ctx context.Context, to Console, f *flag.FlagSet) error {
	db := f.Lookup("db").Value.String()
	kept := db != ""
	if !kept {
		dir, err := os.MkdirTemp("", "rechargebot")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		db = filepath.Join(dir, "sandbox.db")
	}
	keep := db + ".sandbox"
	if kept {
		if err := ownStore(db, keep); err != nil {
			return err
		}
	}
	box, err := sandbox.Start(f.Lookup("listen").Value.String(), nil)
	if err != nil {
		return err
	}
	defer box.Close()
	if kept {
		if err := box.Keep(keep); err != nil {
			return err
		}
	}
	c, err := ReadConfig(func(name string) string {
		return map[string]string{
			"BOT_TOKEN": sandbox.Token, "ADMIN_IDS": strconv.Itoa(sandbox.Admin), "TELEGRAM_API_URL": box.TelegramURL,
			"UPSTREAM_URL": box.PanelURL, "UPSTREAM_USER": sandbox.User, "UPSTREAM_KEY": sandbox.Key,
			"UPSTREAM_TIMEOUT": "10s", "STUCK_AFTER": "1m", "DB_PATH": db, "LOG_LEVEL": "warn",
		}[name]
	})
	if err != nil {
		return err
	}
	for _, id := range []int64{sandbox.Reseller, sandbox.Admin} {
		if err := Admit(c, id); err != nil {
			return err
		}
	}
	fmt.Fprintf(to.Out, "Open %s in a browser. Ctrl-C ends it.\n", box.Page)
	c.Output = to.Out
	return Run(ctx, c)
}

// ownStore refuses a store beside which no sandbox has kept anything. It may be a real
// bot's, whose open orders the made-up panel would answer, and whose messages would go to nobody.
func ownStore(db, keep string) error {
	if info, err := os.Stat(db); err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return nil // a new one, or what is wrong is said where it is opened
	}
	if _, err := os.Stat(keep); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("nothing was done: %s may be the store of a real bot, since %s, which a sandbox keeps beside its own, is not there; give -db a file that is not there yet", db, keep)
	}
	return nil
}
