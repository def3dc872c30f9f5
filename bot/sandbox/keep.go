package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// keepEvery is how often what has changed is written.
const keepEvery = time.Second

// kept is the file of Keep: what both simulators gave.
type kept struct {
	Telegram json.RawMessage `json:"telegram"`
	Panel    json.RawMessage `json:"panel"`
}

// Keep has both simulators go on from what is in the file, if it is there, and
// writes there what becomes of them, until Close. It is to be called once, before
// the bot starts. Ids go on from the clock, so that a bot with a store of before
// takes nothing new for something old, even if the file was lost.
func (s *Sandbox) Keep(path string) error {
	s.Telegram.GoOn(time.Now().Unix())
	data, err := os.ReadFile(path)
	if err == nil {
		var k kept
		if err = json.Unmarshal(data, &k); err == nil {
			err = errors.Join(s.Telegram.Load(k.Telegram), s.Panel.Load(k.Panel))
		}
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("what the sandbox kept in %s cannot be read; move it away to begin anew: %w", path, err)
	}
	s.kept = make(chan struct{})
	go s.keep(path)
	return nil
}

func (s *Sandbox) keep(path string) {
	defer close(s.kept)
	for {
		chats, panel := s.Telegram.Changed(), s.Panel.Changed()
		_ = s.write(path) // a full disk ends no sandbox
		select {
		case <-chats:
		case <-panel:
		case <-s.ctx.Done():
			_ = s.write(path)
			return
		}
		select {
		case <-time.After(keepEvery):
		case <-s.ctx.Done(): // what has just changed is written above
		}
	}
}

func (s *Sandbox) write(path string) error {
	var k kept
	var err, err2 error
	k.Telegram, err = s.Telegram.Save()
	k.Panel, err2 = s.Panel.Save()
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	data, err := json.Marshal(k)
	if err != nil {
		return err
	}
	fresh := path + ".new"
	if err := os.WriteFile(fresh, data, 0o600); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}
