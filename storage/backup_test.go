package storage

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/chat"
)

// A store that nothing is in yet is not copied: its copies would push out those of
// one that was lost. Nor is a day that has a copy of either kind.
func TestDaysWithoutACopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	for name, put := range map[string]func(chat.Tx) error{
		"a member": func(tx chat.Tx) error { return tx.PutMember(chat.Member{ID: 7}) },
		"an order": func(tx chat.Tx) error { return tx.PutOrder(placed(must(tx.NextID(noon)), 7, noon)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, path := t.TempDir(), path+name
			synctest.Test(t, func(t *testing.T) {
				var told atomic.Int32
				s, err := Open(path, Options{noSync: true, Prompt: true, BackedUp: func(error) { told.Add(1) }})
				if err != nil {
					t.Fatal(err)
				}
				begun := time.Now()
				first := filepath.Join(dir, "rechargebot-"+begun.AddDate(0, 0, 3).Format(time.DateOnly))
				ctx, cancel := context.WithCancel(t.Context())
				ended := make(chan struct{})
				go func() {
					defer close(ended)
					s.BackupDaily(ctx, dir, 3, time.Now)
				}()
				if err := s.Update(func(tx chat.Tx) error { return tx.PutVisitor(chat.Visitor{ID: 9}) }); err != nil {
					t.Error(err)
				}
				time.Sleep(3*24*time.Hour + time.Minute)
				if got := names(t, dir); len(got) != 0 || told.Load() != 0 {
					t.Errorf("of a store with nothing in it: %v", got)
				}
				if err := s.Update(put); err != nil {
					t.Error(err)
				}
				time.Sleep(time.Hour)
				if got := names(t, dir); told.Load() != 1 || !slices.Equal(got, []string{filepath.Base(first) + ".db.gz"}) {
					t.Errorf("within an hour of the first: %v", got)
				}
				if err := os.Rename(first+".db.gz", first+".db"); err != nil {
					t.Error(err)
				}
				time.Sleep(5 * time.Hour)
				if got := names(t, dir); told.Load() != 1 || len(got) != 1 {
					t.Errorf("on a day with a copy: %v", got)
				}
				cancel()
				<-ended
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}
