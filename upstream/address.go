package upstream

import (
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"net/url"
	"strings"
)

// What an address and headers of the panel must be so that they can be sent.

// reservedHeaders make or break the call itself and are the client's to set.
var reservedHeaders = map[string]bool{
	"Accept-Encoding": true, "Connection": true, "Content-Encoding": true, "Content-Length": true, "Content-Type": true,
	"Expect": true, "Host": true, "Keep-Alive": true, "Te": true, "Trailer": true, "Transfer-Encoding": true, "Upgrade": true,
	"Band-Key": true,
}

// ReadURL reads Config.URL. Errors: it is not an http or https address with a
// host, holds more than a path, ends in the name of a call, or has the port of
// the other scheme. They do not repeat the address, which may hold a password
// where it does not belong.
func ReadURL(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
		return nil, errors.New("is no web address")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("must begin with http:// or https://")
	case u.Hostname() == "":
		return nil, errors.New("has no host")
	case u.User != nil:
		return nil, errors.New("must hold no user or password")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, errors.New("must end with its path, such as /sendapi")
	}
	switch {
	case u.Scheme == "http" && u.Port() == "443":
		return nil, errors.New("has the port 443, where panels speak https: begin it with https://")
	case u.Scheme == "https" && u.Port() == "80":
		return nil, errors.New("has the port 80, where panels speak http: leave the port out, or begin it with http:// if the panel has no https")
	}
	path := strings.TrimRight(u.Path, "/")
	for _, call := range []string{callRequest, callStatus, callBalance} {
		if strings.HasSuffix(strings.ToLower(path), "/"+call) {
			return nil, fmt.Errorf("must end before /%s, which is added for each call: leave /%s out", call, call)
		}
	}
	return u, nil
}

// CheckHeaders finds headers that net/http would refuse at each call, or that
// are not for a setting to change. Errors name the header, not its value.
func CheckHeaders(headers map[string]string) error {
	for name, value := range headers {
		if !headerName(name) {
			return fmt.Errorf("has %q, which is not a header's name", name)
		}
		if reservedHeaders[textproto.CanonicalMIMEHeaderKey(name)] {
			return fmt.Errorf("has the header %q, which is set by the client itself", name)
		}
		if !headerValue(value) {
			return fmt.Errorf("has no value that can be sent for the header %q", name)
		}
	}
	return nil
}

// CheckBandKey finds a band-key that cannot be sent.
func CheckBandKey(value string) error {
	if !headerValue(value) {
		return errors.New("is not a header's value")
	}
	return nil
}

// headerName reports whether s is a token (RFC 9110, section 5.6.2).
func headerName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') && !strings.ContainsRune("!#$%&'*+-.^_`|~", rune(c)) {
			return false
		}
	}
	return s != ""
}

// headerValue reports whether s holds no control characters.
func headerValue(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}

// plainHTTP reports whether calls to u can be read on their way.
func plainHTTP(u *url.URL) bool {
	if u.Scheme != "http" {
		return false
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return false
	}
	ip := net.ParseIP(host)
	return ip == nil || !ip.IsLoopback()
}
