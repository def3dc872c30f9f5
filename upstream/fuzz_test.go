package upstream

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"rechargebot/flows/order"
)

// FuzzReadReply holds for any body: reading ends without a panic, a word that
// settles something comes of a complete object, and what encoding/json can read
// is read as the same.
func FuzzReadReply(f *testing.F) {
	for _, seed := range []string{
		good[callRequest], good[callStatus], good[callBalance], refusal, "\ufeff" + phpWarning + refusal, refusal + refusal,
		htmlOK, script, "", "{", `{"trxid":,"status":"1"}`, `{"status":1,"status":2}`, `{"data":{"a":[{}]},"status":2,"posotion":1}`,
		`{"message":"\ud83d\ude00\u0985\"","success":"false"}`, `{ " Status ":"2","trxid\t":null,}`, "\x1f\x8b{\"x\"", refusal + phpWarning, "\x00" + refusal + "<!-- x -->\x00", `{"status":1,"data":{"status":2,"x":["a"]},"error":true}`,
		refusal + "\nNotice: stray } and \" on line 4", `{"success":true,"mess{"success":false,"status":2}`, "Deprecated: {closure}() on line 4\n{\"balance\":\"1,024.5\"}",
	} {
		f.Add([]byte(seed))
	}
	c, err := New(testConfig("http://localhost"), nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > maxReply {
			return // never comes to the reader
		}
		r, err := readReply(body)
		for _, name := range callNames {
			for _, code := range []int{200, 404} {
				a := c.answer(name, testOrder.ID, received{sent: true, code: code, body: body})
				if err != nil && a.Outcome != order.OutcomeUnclear {
					t.Fatalf("%s: unreadable, yet %v", name, a.Outcome)
				}
				if a.Outcome != order.OutcomeUnclear && !complete(body) {
					t.Fatalf("%s: %v of an incomplete object", name, a.Outcome)
				}
				if !a.Answered || a.OfOrder && a.Outcome != P && a.Outcome != D && a.Outcome != F {
					t.Fatalf("%s: %+v", name, a)
				}
				if !certain(a, r) {
					t.Fatalf("%s: %v of %s", name, a.Outcome, said(r))
				}
				if strings.ContainsAny(a.Message+a.TransactionID+a.Code+a.Refusal, "\r\n\x00\u202e") || utf8.RuneCountInString(a.Message) > maxMessage {
					t.Fatalf("%s: not fit for people: %q", name, a.Message)
				}
			}
		}
		if err != nil {
			return
		}
		// Cut anywhere in its last object it must be unreadable, or mean the same
		// where a whole copy of the object came before.
		last := bytes.LastIndexByte(body, '}')
		for _, cut := range []int{last, last - 1, last / 2} {
			if cut < 0 {
				continue
			}
			if part, err := readReply(body[:cut]); err == nil && part.value != r.value {
				t.Fatalf("cut at %d it reads as %s, whole as %s", cut, said(part), said(r))
			}
		}
		if object := trimMarks(body); json.Valid(object) && utf8.Valid(object) {
			compare(t, object, r)
		}
	})
}

// certain checks what no answer may do without: done and failed take something of
// the order, refused requests take success false.
func certain(a order.Reply, r reply) bool {
	text := r.text(keyPosition)
	some := a.TransactionID != "" || strings.Trim(text, "0") != "" && strings.Trim(text, "0123456789") == ""
	return some || a.Outcome != D && a.Outcome != F
}

// complete reports, by another way than the reader's, whether the first object that
// body opens with a key comes to its end. What may stand around it is for TestReadReply.
func complete(body []byte) bool {
	opening := regexp.MustCompile(`\{[ \t\r\n]*"`).FindIndex(body)
	return opening != nil && ends(body[opening[0]:])
}

// ends reports whether the brace with which b begins is closed.
func ends(b []byte) bool {
	depth, inString, escaped := 0, false, false
	for _, c := range b {
		switch {
		case escaped:
			escaped = false
		case inString:
			escaped = c == '\\'
			inString = c != '"'
		case c == '"':
			inString = true
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return true
			}
		}
	}
	return false
}

// compare reads valid JSON in the standard library's way.
func compare(t *testing.T, object []byte, r reply) {
	d := json.NewDecoder(bytes.NewReader(object))
	d.UseNumber()
	var want map[string]any
	if d.Decode(&want) != nil {
		return // a list or a plain value
	}
	for name, v := range want {
		k, known := keyNames[name]
		if !known {
			continue
		}
		got := r.value[k]
		switch v := v.(type) {
		case string:
			if !got.present || got.null || got.text != v {
				t.Fatalf("%s: %+v, want %q", name, got, v)
			}
		case json.Number:
			if got.text != v.String() {
				t.Fatalf("%s: %+v, want %s", name, got, v)
			}
		case bool:
			if got.text != map[bool]string{true: "true", false: "false"}[v] {
				t.Fatalf("%s: %+v, want %v", name, got, v)
			}
		case nil:
			if !got.null {
				t.Fatalf("%s: %+v, want null", name, got)
			}
		}
	}
}
