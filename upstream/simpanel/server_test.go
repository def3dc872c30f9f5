package simpanel_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rechargebot/upstream/simpanel"
)

func TestServer(t *testing.T) {
	for _, secure := range []bool{false, true} {
		p := simpanel.New(simpanel.Options{Balance: "5000"})
		srv := &simpanel.Server{Handler: p}
		scheme, start := "http://127.0.0.1:", srv.Start
		if secure {
			scheme, start = "https://127.0.0.1:", srv.StartTLS
		}
		addr := start()
		if !strings.HasPrefix(addr, scheme) {
			t.Fatalf("started at %s", addr)
		}
		client := srv.Client()
		g := &rig{p, t, addr + "/sendapi/", client}
		g.says("request", form("a"), taken)

		// A call that is being answered is cut off.
		g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.Hang, Times: 1})
		var wait sync.WaitGroup
		wait.Go(func() {
			if _, _, _, err := g.do(t.Context(), "status", form("a")); err == nil {
				t.Error("answered across an outage")
			}
		})
		g.WaitFor(t.Context(), func() bool { return g.Calls()[simpanel.CallStatus] == 1 })
		srv.Down()
		srv.Down()
		wait.Wait()
		for range 3 {
			if _, _, _, err := g.do(t.Context(), "request", form("b")); !errors.Is(err, syscall.ECONNREFUSED) {
				t.Errorf("while down: %v, want connection refused", err)
			}
		}
		if err := srv.Up(); err != nil {
			t.Fatal(err)
		}
		if err := srv.Up(); err != nil {
			t.Fatal(err)
		}
		g.says("request", form("b"), taken)
		g.says("status", form("a"), statusIs("T000000001", "4900", "1"))
		if g.Requests("b") != 1 {
			t.Errorf("%d requests came through", g.Requests("b"))
		}

		// Close waits for what hangs, which ends with its connection.
		g.SetMood(simpanel.CallStatus, simpanel.Mood{Name: simpanel.Hang})
		wait.Go(func() { g.do(t.Context(), "status", form("b")) })
		g.WaitFor(t.Context(), func() bool { return g.Calls()[simpanel.CallStatus] == 3 })
		srv.Close()
		wait.Wait()
		if srv.Up() == nil {
			t.Error("up after close")
		}
		client.CloseIdleConnections()
		p.Close()
	}
}

func TestServerOutages(t *testing.T) {
	p := simpanel.New(simpanel.Options{Balance: "999999"})
	defer p.Close()
	srv := &simpanel.Server{Handler: p}
	g := &rig{p, t, srv.Start() + "/", srv.Client()}
	defer srv.Close()
	ctx, cancel := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for ctx.Err() == nil {
				g.do(ctx, "balance", form(""))
			}
		})
	}
	for range 10 {
		time.Sleep(5 * time.Millisecond)
		srv.Down()
		if err := srv.Up(); err != nil {
			t.Error(err)
		}
	}
	cancel()
	wait.Wait()
	g.client.CloseIdleConnections() // an outage may have killed one unnoticed
	g.says("balance", form(""), `{"success":true,"status":1,"balance":"999999"}`)
}

func TestCertificate(t *testing.T) {
	srv := &simpanel.Server{Handler: simpanel.New(simpanel.Options{})}
	defer srv.Close()
	addr := srv.StartTLS()
	plain := (&simpanel.Server{}).Client()
	if _, err := plain.Post(addr+"/balance", "", nil); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a client that does not know the certificate: %v", err)
	}
	if srv.Certificate() == nil {
		t.Error("no certificate")
	}
	resp, err := srv.Client().Post(addr+"/balance", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
}
