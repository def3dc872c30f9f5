package storage

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
)

var golden = flag.Bool("golden", false, "write testdata/schema-N.db for the newest schema version")

// TestGolden writes the file that a later version must still open: small, as
// pages of the smallest size make it.
func TestGolden(t *testing.T) {
	if !*golden {
		t.Skip("without -golden")
	}
	path := filepath.Join(t.TempDir(), "bot.db")
	filled(t, path)
	to := filepath.Join("testdata", fmt.Sprintf("schema-%d.db", len(migrations)))
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(to)
	from := must(bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true}))
	small := must(bbolt.Open(to, 0o644, &bbolt.Options{PageSize: 1024}))
	if err := bbolt.Compact(small, from, 0); err != nil {
		t.Fatal(err)
	}
	if err := small.Close(); err != nil {
		t.Fatal(err)
	}
	if size := must(os.Stat(to)).Size(); size > 64<<10 {
		t.Errorf("%d bytes", size)
	}
}
