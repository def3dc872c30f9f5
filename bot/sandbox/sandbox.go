package sandbox

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"rechargebot/bot/simtelegram"
	"rechargebot/upstream/simpanel"
)

// The persons of the sandbox, and what the bot needs to sign in with.
const (
	Admin    = 1001
	Reseller = 2001
	Stranger = 3001

	Token = "7000000001:sandbox-token"
	User  = "testuser"
	Key   = "sandbox-key"
)

// Sandbox is two running simulators.
type Sandbox struct {
	Telegram *simtelegram.Server
	Panel    *simpanel.Panel

	Page        string // the address to open
	TelegramURL string // TELEGRAM_API_URL
	PanelURL    string // UPSTREAM_URL

	page  *http.Server
	panel *simpanel.Server
	stop  context.CancelFunc
	kept  chan struct{} // closed when nothing more is written by Keep; nil without it
	ctx   context.Context
}

// Start serves the simulators until Close. listen is the page's address on
// loopback, such as "127.0.0.1:8080"; port 0 takes any. The panel has a port of
// its own, so that an outage is a true one.
func Start(listen string, log *slog.Logger) (*Sandbox, error) {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, fmt.Errorf("the sandbox's page cannot be at %s; use an address such as 127.0.0.1:8080 (%w)", listen, err)
	}
	if a := l.Addr().(*net.TCPAddr); !a.IP.IsLoopback() {
		l.Close()
		return nil, fmt.Errorf("the sandbox has no locks, so it listens on this machine only: use an address such as 127.0.0.1:8080 instead of %s", listen)
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &Sandbox{stop: stop, ctx: ctx}
	s.Telegram = simtelegram.New(simtelegram.Options{Token: Token, PanelPath: "/panel", Log: log})
	s.Panel = simpanel.New(simpanel.Options{User: User, Key: Key, Balance: "5000", Settle: 3 * time.Second, Log: log})
	s.panel = &simpanel.Server{Handler: s.Panel}
	s.PanelURL = s.panel.Start() + "/sendapi"
	go s.panel.Follow(ctx, s.Panel)

	for _, p := range []simtelegram.Person{
		{ID: Admin, FirstName: "Amina", LastName: "Owner", Username: "amina", LanguageCode: "en", Role: "admin"},
		{ID: Reseller, FirstName: "Rahim", LastName: "Store", Username: "rahim_store", LanguageCode: "en", Role: "reseller"},
		{ID: Stranger, FirstName: "সুমন", Username: "sumon", LanguageCode: "bn", Role: "stranger"},
	} {
		s.Telegram.AddPerson(p)
	}
	mux := http.NewServeMux()
	mux.Handle("/panel/", http.StripPrefix("/panel", s.Panel.Control()))
	mux.Handle("/", s.Telegram)
	s.TelegramURL = "http://" + l.Addr().String()
	s.Page = s.TelegramURL + "/"
	s.page = &http.Server{Handler: onLoopback(mux), ReadHeaderTimeout: time.Minute}
	go s.page.Serve(l) // ends by Close
	return s, nil
}

// onLoopback refuses requests under other names than this machine's, by which a
// page elsewhere could reach the sandbox through the browser.
func onLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "the sandbox answers to localhost only", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Close ends the simulators and whatever hangs in them.
func (s *Sandbox) Close() {
	s.stop()
	if s.kept != nil {
		<-s.kept
	}
	s.Panel.Close()
	s.Telegram.Close()
	s.page.Close()
	s.panel.Close()
}
