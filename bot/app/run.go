package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"rechargebot/bot"
	"rechargebot/flows"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
	"rechargebot/storage"
	"rechargebot/upstream"
)

// ErrToken says that Telegram does not take the token.
var ErrToken = bot.ErrToken

// Run is the bot, from opening the store to closing it. It ends with ctx, or
// with an error that ends the bot.
func Run(ctx context.Context, c Config) error {
	log := c.log()
	for _, s := range c.strays {
		log.Warn(s.String())
	}
	if c.open {
		log.Warn(envOpen)
	}
	alarms := newAlarms(log)
	store, err := storage.Open(c.Store.Path, storage.Options{Location: c.Talk.Location, Log: log,
		BackedUp: func(err error) {
			alarms.find(chat.Finding{Kind: chat.TroubleBackup, Over: err == nil})
			if err == nil { // the copy was read whole
				alarms.find(chat.Finding{Kind: chat.TroubleDamage, Over: true})
			}
		},
		Damaged: func(error) { alarms.find(chat.Finding{Kind: chat.TroubleDamage}) },
	})
	if err != nil {
		return err
	}
	panel, err := upstream.New(c.Panel, log)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	if panel.PlainHTTP() {
		log.Warn("UPSTREAM_URL is plain http: the key and every order can be read on their way; use https if the panel has it")
	}
	c.Talk.RequestsPerMinute = c.Desk.SendsPerMinute
	c.Talk.ClaimKey = claimKey(c.Telegram.Token)
	talk := flows.New(c.Talk)
	alarms.write = func(f chat.Finding) error {
		return store.Update(func(tx chat.Tx) error { return talk.Found(tx, f, time.Now()) })
	}
	watch := newWatch(&c, log, talk.Config, store, alarms.find)
	c.Telegram.Alarm, c.Telegram.Connected = alarms.find, watch.connected
	c.Telegram.Log = log
	c.Telegram.Public = map[string]chat.Public{
		"": talk.Public(c.Talk.Language), "bn": talk.Public(chat.Bangla), "en": talk.Public(chat.English),
	}
	c.Telegram.Documents = func(_ context.Context, kind string, args []string) ([]byte, error) {
		return talk.Document(store.View, kind, args)
	}
	telegram, err := bot.New(c.Telegram, store, talk)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	c.Desk.Log = log
	desk := order.NewDesk(talk.Orders(store), panel, c.Desk)
	store.Watch(telegram.Posted, desk.Kick)
	log.Info("starting", "version", Version(), "store", c.Store.Path, "admins", len(c.Talk.Admins))

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var deskErr error
	var working sync.WaitGroup
	working.Go(func() {
		defer cancel()
		deskErr = desk.Run(ctx)
	})
	working.Go(func() { alarms.run(ctx) })
	working.Go(func() { watch.run(ctx) })
	working.Go(func() { talk.Clock(ctx, store, log) })
	if c.Store.BackupDir != "" {
		working.Go(func() { store.BackupDaily(ctx, c.Store.BackupDir, c.Store.BackupKeep, time.Now) })
	}
	err = telegram.Run(ctx)
	cancel()
	working.Wait()
	log.Info("stopped")
	return errors.Join(err, deskErr, store.Close())
}

// log makes the log, which hides the secrets in whatever passes through it.
func (c *Config) log() *slog.Logger {
	if c.Output == nil {
		return slog.New(slog.DiscardHandler)
	}
	options := &slog.HandlerOptions{Level: c.LogLevel}
	var h slog.Handler = slog.NewTextHandler(c.Output, options)
	if c.LogFormat == "json" {
		h = slog.NewJSONHandler(c.Output, options)
	}
	return slog.New(c.Secrets.Handler(h))
}

// Admit puts somebody on the whitelist before the bot starts.
func Admit(c Config, id int64) error {
	store, err := storage.Open(c.Store.Path, storage.Options{Location: c.Talk.Location})
	if err != nil {
		return err
	}
	err = store.Update(func(tx chat.Tx) error {
		m, known, err := tx.Member(id)
		if err != nil || known {
			return err
		}
		m.ID, m.Allowed, m.Added = id, true, time.Now()
		return tx.PutMember(m)
	})
	return errors.Join(err, store.Close())
}
