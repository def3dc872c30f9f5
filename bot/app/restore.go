package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rechargebot/storage"
)

// restore puts a backup in place of the store, after asking.
func restore(ctx context.Context, to Console, f *flag.FlagSet) error {
	c, err := loadStoreConfig()
	if err != nil {
		return err
	}
	backup := f.Arg(0)
	if _, err := os.Stat(backup); err != nil {
		return fmt.Errorf("nothing was changed: there is no backup %s; give the path of a file such as backups/rechargebot-2026-11-23.db.gz", backup)
	}
	store, err := filepath.Abs(c.Store.Path)
	if err != nil {
		return err
	}
	kept := "The old file is kept beside it."
	if _, err := os.Stat(store); errors.Is(err, os.ErrNotExist) {
		kept = "No store is there now: if the bot has one elsewhere, go to its folder first, or set DB_PATH."
	}
	fmt.Fprintf(to.Out, "%s will take the place of %s. %s\n"+
		"Orders made after the backup will be unknown here; those that it holds as open are asked for at the panel, never sent.\n"+
		"Whoever was removed after the backup has access again: look through /members.\n", backup, store, kept)
	if f.Lookup("yes").Value.String() != "true" {
		fmt.Fprint(to.Out, "Go on? Type yes: ")
		if !strings.EqualFold(answer(ctx, to), "yes") {
			return errors.New("nothing was changed")
		}
	}
	done, err := storage.Restore(backup, c.Store.Path, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(to.Out, "Restored. Orders to be asked for at the panel: %d.\n", done.Unclear)
	if done.Dropped > 0 {
		fmt.Fprintf(to.Out, "Old answers and cards that the backup still had to send, and that nobody waits for any more: %d. They are not sent.\n", done.Dropped)
	}
	if done.Old != "" {
		fmt.Fprintf(to.Out, "The old file is %s.\n", done.Old)
	}
	return nil
}

// answer reads one word that a person types; "" where they type none or more, or ctx ends first.
func answer(ctx context.Context, from Console) string {
	typed := make(chan string, 1)
	go func() { // ends with the program where nothing is typed
		var word string
		if _, err := fmt.Fscanln(from.In, &word); err != nil {
			word = ""
		}
		typed <- word
	}()
	select {
	case word := <-typed:
		return word
	case <-ctx.Done():
		fmt.Fprintln(from.Out)
		return ""
	}
}
