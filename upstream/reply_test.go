package upstream

import (
	"errors"
	"strings"
	"testing"
)

const phpWarning = "<br />\n<b>Warning</b>:  Undefined array key \"operator\" in <b>/srv/panel/api.php</b> on line <b>41</b><br />\n"

// said writes what a reply tells, for comparing: status=1 trxid="".
func said(r reply) string {
	names := [keys]string{"success", "status", "message", "balance", "lastbalance", "trxid", "position"}
	var all []string
	for k, v := range r.value {
		switch {
		case v.null:
			all = append(all, names[k]+"=null")
		case v.present:
			all = append(all, names[k]+"="+v.text)
		}
	}
	return strings.Join(all, " ")
}

func TestReadReply(t *testing.T) {
	for _, tt := range []struct {
		name, body, want string
		err              error
	}{
		// The document's own, word for word.
		{name: "section 1, failed", body: `{"success":false,"status":2,"message":"Not User"}`, want: "success=false status=2 message=Not User"},
		{name: "section 1, success", body: good[callRequest], want: "success=true status=1 message=Flexiload- Request Submit Successfully"},
		{name: "section 2", body: good[callStatus], want: "status=1 lastbalance=102 trxid=xyxsdrerr position=1"},
		{name: "section 3", body: good[callBalance], want: "success=true status=1 balance=102"},

		// Tolerated.
		{name: "stray spaces and case", body: `{ " Status " : "1" , "TrxID\t":"A1"," posotion":"1" }`, want: "status=1 trxid=A1 position=1"},
		{name: "right spelling", body: `{"position":1}`, want: "position=1"},
		{name: "nothing for a value", body: `{"trxid":,"status":1,"lastbalance":}`, want: "status=1 lastbalance=null trxid=null"},
		{name: "null", body: `{"status":null,"trxid":NULL,"balance":"null"}`, want: "status=null balance=null trxid=null"},
		{name: "bare words", body: `{"success":TRUE,"trxid":BD-12.3_x/4,"status":Done}`, want: "success=TRUE status=Done trxid=BD-12.3_x/4"},
		{name: "escapes", body: `{"message":"\u0985\u09B0\ud83d\ude00\"\\\/\n\q \ud83d \u00zz"}`, want: "message=অর😀\"\\/\nq \ufffd \ufffd00zz"},
		{name: "half pairs", body: `{"message":"\ud83d\u0041\ude00"}`, want: "message=\ufffdA\ufffd"},
		{name: "Bangla", body: `{"message":"রিচার্জ সফল"}`, want: "message=রিচার্জ সফল"},
		{name: "line break in a string", body: "{\"message\":\"a\nb\"}", want: "message=a\nb"},
		{name: "no UTF-8", body: "{\"message\":\"a\xffb\"}", want: "message=a\ufffdb"},
		{name: "nested unknown", body: `{"data":{"status":2,"x":["}",{"y":"]"}]},"list":[],"status":1}`, want: "status=1"},
		{name: "nested message", body: `{"success":false,"message":{"number":["invalid"]}}`, want: "success=false message=null"},
		{name: "comma too many", body: `{"status":1,}`, want: "status=1"},
		{name: "same key, same word", body: `{"status":1,"STATUS ":"1"}`, want: "status=1"},
		{name: "mark", body: "\ufeff{\"status\":1}", want: "status=1"},
		{name: "space and marks", body: " \ufeff\n \ufeff {\"status\":1}\r\n\t ", want: "status=1"},
		{name: "warning", body: phpWarning + phpWarning + `{"status":1}`, want: "status=1"},
		{name: "warning as text", body: "\nNotice: Undefined index: id in /srv/api.php on line 4\n{\"status\":1}", want: "status=1"},
		{name: "warning with a link", body: "<br />\n<b>Warning</b>: x [<a href='function.trim'>function.trim</a>] on line 4<br />{\"status\":1}", want: "status=1"},
		{name: "warning with braces", body: "Deprecated: {closure}(): null given on line 4\n{\"status\":1}", want: "status=1"},
		{name: "twice", body: `{"status":1}{"status":1}`, want: "status=1"},
		{name: "three times with breaks", body: "{\"status\":1}\n{\"status\":1} {\"status\":1}\n", want: "status=1"},

		{name: "warning behind", body: `{"status":1}` + "<br />\n<b>Notice</b>:  Undefined index: x in <b>/home/p/public_html/sendapi.php</b> on line <b>12</b><br />\n", want: "status=1"},
		{name: "warnings on both sides", body: phpWarning + `{"status":1}` + phpWarning + phpWarning, want: "status=1"},
		{name: "twice and a warning", body: `{"status":1}{"status":1}` + phpWarning, want: "status=1"},
		{name: "marks behind", body: "{\"status\":1}\ufeff\x00\n\x00", want: "status=1"},
		{name: "NUL before", body: "\x00\x00{\"status\":1}", want: "status=1"},
		{name: "comments", body: "<!-- a --><!-- b -->{\"status\":1}<!-- cached -->\n<!-- 0.1 s -->", want: "status=1"},
		{name: "comment and warning behind", body: `{"status":1}<!-- x -->` + phpWarning + "<!-- y -->", want: "status=1"},

		// Not readable.
		{name: "empty", err: errEmpty},
		{name: "space", body: " \ufeff\r\n", err: errEmpty},
		{name: "text", body: "ok", err: errNoObject},
		{name: "no members", body: "{}", err: errNoObject},
		{name: "cut in a key", body: `{"stat`, err: errBroken},
		{name: "cut behind a key", body: `{"status"`, err: errBroken},
		{name: "cut behind a colon", body: `{"status":`, err: errBroken},
		{name: "cut in a value", body: `{"status":1`, err: errBroken},
		{name: "cut in a string", body: `{"status":1,"message":"Reque`, err: errBroken},
		{name: "cut behind a backslash", body: `{"message":"a\`, err: errBroken},
		{name: "cut behind a comma", body: `{"status":1,`, err: errBroken},
		{name: "cut in a nested object", body: `{"status":1,"data":{"a":[1]`, err: errBroken},
		{name: "cut outer object", body: `{"data":{"success":true,"status":1}`, err: errBroken},
		{name: "cut, then whole", body: `{"success":true,"mess{"success":false,"status":2}`, err: errBroken},
		{name: "cut in a string, then whole", body: `{"success":true,"message":"Req{"success":false,"status":2}`, err: errBroken},
		{name: "crossed brackets", body: `{"data":{"a":[1}],"status":1}`, err: errBroken},
		{name: "amount with a comma, bare", body: `{"balance":1,024.5}`, err: errBroken},
		{name: "single quotes", body: `{'status':1}`, err: errNoObject},
		{name: "two commas", body: `{"status":1,,"trxid":""}`, err: errBroken},
		{name: "words with a space, bare", body: `{"status":not found}`, err: errBroken},
		{name: "list", body: `[{"status":1}]`, err: errNoise},
		{name: "callback", body: `done({"status":1})`, err: errNoise},
		{name: "page with a script", body: script, err: errNoise},
		{name: "page cut in the script", body: `<html><script>x={"status":1}`, err: errNoise},
		{name: "warning and page", body: phpWarning + `<html>{"status":1}`, err: errNoise},
		{name: "warning and comment", body: phpWarning + `<!-- {"status":1}`, err: errNoise},
		{name: "warning and a tag cut off", body: phpWarning + `<b {"status":1}`, err: errNoise},
		{name: "fatal error", body: "<b>Fatal error</b>: warning: out of memory on line 3<br />{\"success\":false}", err: errNoise},
		{name: "text before", body: `Error {"status":1}`, err: errNoise},
		{name: "compressed", body: "\x1f\x8b warning on line{\"status\":1}", err: errNoise},
		{name: "text behind", body: `{"status":1} ok`, err: errMore},
		{name: "a line, and no warning", body: "An error came up on line 41 {\"status\":1}", err: errNoise},
		{name: "a warning, and no line", body: "Warning: maintenance tonight {\"status\":1}", err: errNoise},
		{name: "no comma between two", body: `{"status":1 "trxid":"A1"}`, err: errBroken},
		{name: "no colon behind a key", body: `{"status" 1}`, err: errBroken},
		{name: "fatal error behind", body: `{"status":1}` + "<br />\n<b>Fatal error</b>: Uncaught warning in x on line 3", err: errMore},
		{name: "warning cut off behind", body: `{"status":1}<br />` + "\n<b>Warn", err: errMore},
		{name: "warning and an object behind", body: `{"status":1}` + phpWarning + `{"status":1}`, err: errMore},
		{name: "comment cut off behind", body: `{"status":1}<!-- x`, err: errMore},
		{name: "comment with an object behind", body: `{"status":1}<!-- {"status":2} -->`, err: errMore},
		{name: "page behind", body: `{"status":1}` + htmlOK, err: errMore},
		{name: "comment with an object before", body: `<!-- {"status":2} -->{"status":1}`, err: errNoise},
		{name: "two that differ", body: `{"status":1}{"status":2}`, err: errMore},
		{name: "two that add up", body: `{"status":1}{"success":true}`, err: errMore},
		{name: "twice, the second cut", body: `{"status":1}{"status":`, err: errMore},
		{name: "two minds", body: `{"status":1,"status":2}`, err: errTwoMinds},
		{name: "two minds by spelling", body: `{"success":true,"Success ":"false"}`, err: errTwoMinds},
		{name: "two minds by null", body: `{"status":1,"status":null}`, err: errTwoMinds},
		{name: "nested status", body: `{"status":{"code":1}}`, err: errNested},
		{name: "nothing known", body: `{"code":200,"result":"ok"}`, err: errUnknownKey},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := readReply([]byte(tt.body))
			if !errors.Is(err, tt.err) {
				t.Fatalf("error %v, want %v", err, tt.err)
			}
			if got := said(r); got != tt.want {
				t.Errorf("read %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestCutReplies cuts whole replies at every byte: none may be read.
func TestCutReplies(t *testing.T) {
	for _, whole := range []string{
		good[callRequest], good[callStatus], good[callBalance], refusal, phpWarning + refusal, "<!-- a -->" + refusal,
		`{"data":{"status":1,"list":[{"a":"}"}]},"message":"a\"}\\","status":2}`,
	} {
		for i := range whole {
			if r, err := readReply([]byte(whole[:i])); err == nil {
				t.Errorf("%q was read as %s", whole[:i], said(r))
			}
		}
		if _, err := readReply([]byte(whole)); err != nil {
			t.Errorf("%q: %v", whole, err)
		}
	}
}
