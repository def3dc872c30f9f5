package apptest

import (
	"errors"
	"strconv"
	"testing"

	"rechargebot/bot/sandbox"
	"rechargebot/flows/chat"
	"rechargebot/storage"
)

// Settings are those of a bot between two simulators that hurries; changes are
// further ones, names and values by turns.
func Settings(telegramURL, panelURL, store string, changes ...string) map[string]string {
	set := map[string]string{
		"BOT_TOKEN": sandbox.Token, "ADMIN_IDS": strconv.Itoa(sandbox.Admin), "TELEGRAM_API_URL": telegramURL,
		"UPSTREAM_URL": panelURL, "UPSTREAM_USER": sandbox.User, "UPSTREAM_KEY": sandbox.Key, "UPSTREAM_TIMEOUT": "1s",
		"UPSTREAM_STATUS_PER_MINUTE": "1000000", "STATUS_FIRST_CHECK": "20ms", "STATUS_MAX_INTERVAL": "200ms",
		"DB_PATH": store,
	}
	for i := 0; i+1 < len(changes); i += 2 {
		set[changes[i]] = changes[i+1]
	}
	return set
}

// environ writes settings as a process has them.
func environ(set map[string]string) []string {
	env := []string{} // none at all, where there are none
	for name, value := range set {
		env = append(env, name+"="+value)
	}
	return env
}

// Offline changes or reads a store that no bot has open.
func Offline(t testing.TB, file string, do func(tx chat.Tx) error) {
	t.Helper()
	offline(t, file, storage.Options{}, do)
}

func offline(t testing.TB, file string, o storage.Options, do func(tx chat.Tx) error) {
	t.Helper()
	store, err := storage.Open(file, o)
	if err == nil {
		err = errors.Join(store.Update(do), store.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}
