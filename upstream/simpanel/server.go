package simpanel

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server puts a handler on a loopback port that can be taken away and brought
// back: while it is down, connections are refused by the kernel, which is what a
// true outage looks like and no handler can do. Its fields may be set before
// Start. It is safe for use by many goroutines after that.
type Server struct {
	Handler http.Handler // a Panel, or a mux around one

	mu     sync.Mutex
	addr   string // once started; kept while down
	secure *tls.Config
	leaf   *x509.Certificate
	srv    *http.Server // nil while down
	ended  chan struct{}
	closed bool           // no call is answered any more
	active sync.WaitGroup // calls being answered
}

// upPatience is how long Up waits for its port if somebody else holds it.
const upPatience = 5 * time.Second

// Start listens on a free port of 127.0.0.1 and returns the address without a
// path, such as "http://127.0.0.1:4711". It panics if it can't, or if called
// twice. End it with Close.
func (s *Server) Start() string { return s.start(false) }

// StartTLS is Start with TLS and a certificate of its own making; see Client.
func (s *Server) StartTLS() string { return s.start(true) }

func (s *Server) start(secure bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.addr != "" {
		panic("simpanel: server started twice")
	}
	scheme := "http://"
	if secure {
		scheme = "https://"
		cert, err := selfSigned()
		if err != nil {
			panic(fmt.Errorf("simpanel: making a certificate: %w", err))
		}
		s.leaf = cert.Leaf
		s.secure = &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"http/1.1"}}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Errorf("simpanel: starting the server: %w", err))
	}
	s.addr = l.Addr().String()
	s.serve(l)
	return scheme + s.addr
}

// serve starts answering on l. The lock is held.
func (s *Server) serve(l net.Listener) {
	if s.secure != nil {
		l = tls.NewListener(l, s.secure)
	}
	srv := &http.Server{
		Handler:           http.HandlerFunc(s.handle),
		ReadHeaderTimeout: time.Minute,
		ErrorLog:          log.New(io.Discard, "", 0), // callers that hang up are the point here
	}
	ended := make(chan struct{})
	s.srv, s.ended = srv, ended
	go func() {
		defer close(ended)
		srv.Serve(l) // ends by Down
	}()
}

func (s *Server) handle(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	closed := s.closed
	if !closed {
		s.active.Add(1) // under the lock, so that Close does not wait too early
	}
	s.mu.Unlock()
	if closed {
		panic(http.ErrAbortHandler)
	}
	defer s.active.Done()
	s.Handler.ServeHTTP(w, r)
}

// Follow keeps the server down while the panel's behaviour is Outage, as set on
// its page, until ctx ends.
func (s *Server) Follow(ctx context.Context, p *Panel) {
	for ctx.Err() == nil {
		changed := p.Changed()
		if p.Behaviour() == Outage {
			s.Down()
		} else if err := s.Up(); err != nil {
			return
		}
		select {
		case <-ctx.Done():
		case <-changed:
		}
	}
}

// Down refuses new connections and kills the open ones, with whatever is being
// answered on them. It does nothing if the server is down.
func (s *Server) Down() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.srv == nil {
		return
	}
	s.srv.Close()
	<-s.ended
	s.srv = nil
}

// Up listens again on the same port. It does nothing if the server is up, and
// returns an error if it never was or is closed, or if the port is lost to somebody else.
func (s *Server) Up() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.srv != nil {
		return nil
	}
	if s.addr == "" || s.closed {
		return errors.New("simpanel: the server was not started, or is closed")
	}
	for deadline := time.Now().Add(upPatience); ; time.Sleep(10 * time.Millisecond) {
		l, err := net.Listen("tcp", s.addr)
		if err == nil {
			s.serve(l)
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("simpanel: bringing the server back: %w", err)
		}
	}
}

// Close is Down, and waits until no call is being answered any more. A handler
// that does not look at its request's context must be ended first.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.Down()
	s.active.Wait()
}

// Client returns a client that trusts the certificate of StartTLS, follows no
// redirects and uses no proxy. It has no time limit.
func (s *Server) Client() *http.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &http.Transport{MaxIdleConnsPerHost: 256}
	if s.leaf != nil {
		roots := x509.NewCertPool()
		roots.AddCert(s.leaf)
		t.TLSClientConfig = &tls.Config{RootCAs: roots}
	}
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Certificate is the one StartTLS made, for clients that build their own pool;
// nil without TLS.
func (s *Server) Certificate() *x509.Certificate {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.leaf
}

// selfSigned makes a certificate for the loopback addresses, good for a day.
func selfSigned() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	now := time.Now()
	leaf := &x509.Certificate{
		SerialNumber:          big.NewInt(now.UnixNano()),
		Subject:               pkix.Name{CommonName: "simulated panel"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.Add(24 * time.Hour),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, leaf, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, err = x509.ParseCertificate(der)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, nil
}
