package simpanel_test

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rechargebot/upstream/simpanel"
)

// sample is the document's "PHP example code recharge", word for word.
//
//go:embed testdata/sample.php
var sample string

// TestPHP runs the document's own sample with only its URL changed. Its number
// is a placeholder, which the panel refuses; with a real one it is taken.
func TestPHP(t *testing.T) {
	php := "/usr/bin/php"
	absent := ""
	if _, err := os.Stat(php); err != nil {
		absent = "no PHP here"
	} else if err := exec.Command(php, "-r", "exit(function_exists('curl_init') ? 0 : 1);").Run(); err != nil {
		absent = "PHP has no curl here"
	}
	switch {
	case absent != "" && os.Getenv("CI") == "true":
		t.Fatal(absent)
	case absent != "":
		t.Skip(absent)
	}
	g := newRig(t, simpanel.Options{User: "testuser", Key: "xxxxxxxxxxxxxxxxxxxxxi"})
	run := func(change ...string) {
		t.Helper()
		text := sample
		for i := 0; i < len(change); i += 2 {
			if strings.Count(text, change[i]) != 1 {
				t.Fatalf("%q is not once in the sample", change[i])
			}
			text = strings.Replace(text, change[i], change[i+1], 1)
		}
		file := filepath.Join(t.TempDir(), "sample.php")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), php, file)
		cmd.Env = append(os.Environ(), "no_proxy=*")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("php: %v\n%s", err, out)
		}
	}
	const address = "http://example.com/sendapi/request"
	want := map[string]string{
		"user": "testuser", "key": "xxxxxxxxxxxxxxxxxxxxxi", "amount": "10", "number": "01xxxxxxxx",
		"service": "64", "type": "1", "id": "6385f4f65e16e",
	}
	run(address, g.url+"request")
	log := g.Log()
	if len(log) != 1 || log[0].Answer != refused("Invalid Number") || fmt.Sprint(log[0].Fields) != fmt.Sprint(want) {
		t.Fatalf("as printed: %+v", log)
	}
	run(address, g.url+"request", "01xxxxxxxx", "01812345678")
	want["number"] = "01812345678"
	o := g.order("6385f4f65e16e")
	if fmt.Sprint(o.Fields) != fmt.Sprint(want) || o.Operator != "RB" || o.Requests != 2 || o.Charged != 1 {
		t.Errorf("with a number: %+v", o)
	}
	if kind := o.Headers.Get("Content-Type"); !strings.HasPrefix(kind, "multipart/form-data; boundary=") {
		t.Errorf("sent as %q", kind)
	}
	if key := o.Headers.Get("band-key"); key != "flexisoftwarebd," {
		t.Errorf("band-key %q", key)
	}
	g.balanceIs("4990.00")
}
