package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"rechargebot/flows"
	"rechargebot/storage"
)

// ErrBooks says that an audit found the books broken.
var ErrBooks = errors.New("the books do not agree")

// audit looks through all entries of the store's books, which nobody may have open.
func audit(_ context.Context, to Console, _ *flag.FlagSet) error {
	c, err := loadStoreConfig()
	if err != nil {
		return err
	}
	if _, err := os.Stat(c.Store.Path); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("nothing was audited: there is no store at %s (DB_PATH); run this in the folder in which the bot runs", c.Store.Path)
	} else if err != nil {
		return c.hidden(err)
	}
	store, err := storage.Open(c.Store.Path, storage.Options{Location: c.Talk.Location})
	if err != nil {
		return c.hidden(err)
	}
	mark, err := flows.New(c.Talk).Audit(store, true, time.Now())
	if err := errors.Join(err, store.Close()); err != nil {
		return c.hidden(err)
	}
	if mark.Gap != "" {
		fmt.Fprintf(to.Out, "A backup was put back: the entries %s that were booked after it are not here.\n", mark.Gap)
	}
	if mark.Break != "" {
		return fmt.Errorf("%w behind entry %d: %s; the bot places no new order until this is mended", ErrBooks, mark.Seq, mark.Break)
	}
	fmt.Fprintf(to.Out, "The books agree: %d entries.\n", mark.Seq)
	return nil
}
