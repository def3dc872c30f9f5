package upstream

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"rechargebot/flows/order"
)

func TestMessage(t *testing.T) {
	s := newSecrets("karim", "k3y-Secret", nil)
	for in, want := range map[string]string{
		"":                               "",
		"Not User":                       "Not User",
		" two\r\nlines\t and  ":          "two lines and",
		"a\u2028b\u00a0c":                "a b c",
		"a\u0000b\u001b[31mc":            "ab[31mc",
		"abc\u202egpj\u2066x":            "abcgpjx",
		"zero\u200bwidth\ufeff":          "zerowidth",
		"ক্\u200dষ র\u200c্য":            "ক্\u200dষ র\u200c্য", // joiners belong to Bangla
		"<b>Failed</b> & more":           "<b>Failed</b> & more",
		"user karim unknown":             "user [user] unknown",
		"Karim: no":                      "[user]: no",
		"karimganj is a place":           "karimganj is a place",
		"key=K3Y-SECRET!":                "key=[key]!",
		"k3y-\u200bSecret":               "[key]",
		"xk3y-Secretk3y-Secretx":         "x[key][key]x",
		"bad \xff byte":                  "bad \ufffd byte",
		strings.Repeat("অ", 200):         strings.Repeat("অ", 200),
		strings.Repeat("অ", 201):         strings.Repeat("অ", 199) + "…",
		strings.Repeat("k3y-Secret", 60): strings.Repeat("[key]", 39) + "[key…",
	} {
		if got := s.message(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := newSecrets("", "", nil).message("plain"); got != "plain" {
		t.Errorf("without secrets: %q", got)
	}
}

func TestExcerpt(t *testing.T) {
	s := newSecrets("karim", "k3y-Secret", nil)
	text := s.causeWithBody("", []byte(strings.Repeat("অ", 300))).Error()
	if len(text) > maxExcerpt+2 || !utf8.ValidString(text) || !strings.HasSuffix(text, "…") {
		t.Errorf("%d bytes: %q", len(text), text)
	}
	// The cut must not leave half a key.
	text = s.causeWithBody("", []byte(strings.Repeat("x", maxExcerpt-8)+"k3y-Secret")).Error()
	if strings.Contains(text, "k3y") {
		t.Errorf("%q", text)
	}
}

// TestKeyNeverShows has a panel give the key back wherever it can.
func TestKeyNeverShows(t *testing.T) {
	for _, key := range []string{testKey, "0123456789abcdef", `k"e'y<&>\/é`, "Ключ-é", " spaced key "} {
		quoted, _ := json.Marshal(key)
		inner := strings.Trim(string(quoted), `"`)
		var bodies []string
		for _, form := range []string{
			inner, strings.ReplaceAll(inner, "/", `\/`), url.QueryEscape(key), url.PathEscape(key), html.EscapeString(strings.ReplaceAll(key, `\`, "")),
			strings.ToUpper(inner),
		} {
			bodies = append(bodies,
				`{"success":false,"status":2,"message":"no user karim with `+form+`"}`,
				`{"success":true,"status":1,"posotion":1,"trxid":"`+form+`","message":"`+form+`"}`,
				`{"posotion":1,"trxid":"","status":"`+form+`"}`,
				`{"success":false,"status":1,"message":"`+form+`"}`,
				`<html>`+form+`</html>`, form, strings.Repeat("a", 190)+form)
		}
		forms := []string{key, url.QueryEscape(key), url.PathEscape(key), inner, strings.ReplaceAll(inner, "/", `\/`)}
		for _, body := range bodies {
			for _, code := range []int{200, 301, 403, 500} {
				w := (&wire{reply: says(page(code, body, "Location: /x?"+url.QueryEscape(key), "X-Key: "+url.QueryEscape(key)))}).start(t)
				s := testConfig(w.URL)
				s.Key = key
				c, log := newClient(t, s)
				for _, name := range callNames {
					a := ask(t.Context(), c, name)
					everything := strings.ToLower(fmt.Sprintf("%q %q %q %v %s", a.Message, a.TransactionID, a.Code, a.Err, log))
					plain := strings.ToLower(a.Message + a.TransactionID + a.Code + fmt.Sprint(a.Err))
					for _, form := range forms {
						if form = strings.ToLower(strings.TrimSpace(form)); strings.Contains(everything, form) || strings.Contains(plain, form) {
							t.Fatalf("key %q shows for %d %q: %s", key, code, body, everything)
						}
					}
					if strings.Contains(a.Message, "karim") {
						t.Errorf("user in %q", a.Message)
					}
				}
			}
		}
	}
}

// TestKeyInTheAddress: net/http puts the address into its errors.
func TestKeyInTheAddress(t *testing.T) {
	c, log := newClient(t, testConfig("http://panel.invalid/"+url.PathEscape(testKey)))
	check(t, c.Balance(t.Context()), N, log)
}

// TestCodesAreLoggedOnce, and a panel gone mad does not fill the memory.
func TestCodesAreLoggedOnce(t *testing.T) {
	codes := []string{"7", "0", "7", "8", "", "Pending", "7"}
	w := &wire{}
	w.reply = func(conn net.Conn, _ seen) bool {
		code := codes[len(w.seen())-1]
		io.WriteString(conn, page(200, `{"posotion":1,"trxid":"","status":"`+code+`"}`))
		return true
	}
	w.start(t)
	c, log := newClient(t, testConfig(w.URL))
	for range codes {
		check(t, c.Status(t.Context(), testOrder.ID), order.OutcomePending, log)
	}
	if n := strings.Count(log.String(), "level=WARN"); n != 2 {
		t.Errorf("%d codes told, want 2: %s", n, log)
	}
	for i := range 1000 {
		c.newCode(fmt.Sprint("code", i))
	}
	if len(c.unknown) != maxCodes {
		t.Errorf("%d codes kept", len(c.unknown))
	}
}
