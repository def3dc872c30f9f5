package apptest

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/upstream/simpanel"
)

// Stage is both simulators on servers of their own, each with what a test puts
// in front of it. It keeps no calls and few orders of the panel, for long runs.
type Stage struct {
	Telegram *simtelegram.Server
	Panel    *simpanel.Panel
	Wire     *simpanel.Server // the panel's, which can go down

	TelegramURL, PanelURL string
}

// StageOptions say how a stage differs.
type StageOptions struct {
	Settle time.Duration // how long the panel takes for an order
	Keep   int           // how many of its calls the panel keeps

	// What stands in front of the simulators; nil: nothing does.
	Telegram, Panel func(http.ResponseWriter, *http.Request)
}

// NewStage serves a stage until the test ends.
func NewStage(t testing.TB, o StageOptions) *Stage {
	t.Helper()
	s := &Stage{
		Telegram: simtelegram.New(simtelegram.Options{Token: sandbox.Token, KeepCalls: -1}),
		Panel:    simpanel.New(simpanel.Options{User: sandbox.User, Key: sandbox.Key, Balance: "1000000000", Settle: o.Settle, Keep: o.Keep}),
	}
	front := func(put func(http.ResponseWriter, *http.Request), simulator http.Handler) http.Handler {
		if put == nil {
			return simulator
		}
		return http.HandlerFunc(put)
	}
	s.Wire = &simpanel.Server{Handler: front(o.Panel, s.Panel)}
	s.PanelURL = s.Wire.Start() + "/sendapi"
	telegram := httptest.NewServer(front(o.Telegram, s.Telegram))
	s.TelegramURL = telegram.URL
	t.Cleanup(func() {
		s.Panel.Close()
		s.Telegram.Close()
		s.Wire.Close()
		telegram.CloseClientConnections()
		telegram.Close()
	})
	return s
}
