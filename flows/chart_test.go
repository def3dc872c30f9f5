package flows_test

import (
	"bytes"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"rechargebot/flows/chat"
)

// A chart is made of each period in both languages, from the sums that are kept, also of
// days without any. With CHARTS=folder in the environment the pictures are kept there.
func TestCharts(t *testing.T) {
	if testing.Short() {
		t.Skip("draws many pictures")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "en", ordinary())
		defer func() { w.stop() }()
		w.change(func(tx chat.Tx) error { return manyOrders(tx, 99, time.Now()) })
		for days, height := range map[string]int{ // of six operators, with and without columns
			"2026112220261122": 942, "2026111720261123": 1562, "2026110120261123": 1562, "2026090120261123": 1562,
			"2020010120261123": 1562, "2026110120261101": 720, "2025110120251101": 720, "2025110120251105": 854,
		} {
			for _, l := range []chat.Language{chat.English, chat.Bangla} {
				for _, of := range []string{"0", "2001"} {
					data, err := w.talk.Document(w.store.View, "chart", []string{of, days, string(l)})
					if err != nil {
						t.Fatal(err)
					}
					if folder := os.Getenv("CHARTS"); folder != "" {
						if err := os.WriteFile(filepath.Join(folder, days+of+string(l)+".png"), data, 0o644); err != nil {
							t.Fatal(err)
						}
					}
					i, err := png.Decode(bytes.NewReader(data))
					if err != nil {
						t.Fatal(err)
					}
					if b := i.Bounds(); b.Dx() != 1080 || b.Dy() != height {
						t.Errorf("%s: %v, not %d high", days, b, height)
					}
					if days != "2026112220261122" {
						continue
					}
					for n, sum := range []float64{60, 70, 80, 90, 40, 110} { // as report.txt has them
						length := 0
						for x := range 1080 {
							if r, _, b, _ := i.At(x, 293+n*118).RGBA(); r == 0 && b>>8 == 200 {
								length++
							}
						}
						if want := sum / 110 * 984; math.Abs(float64(length)-want) > 3 {
							t.Errorf("a sum of %v has a bar of %d, not %v", sum, length, want)
						}
					}
				}
			}
		}
		for _, args := range [][]string{nil, {"x", "2026112220261122", "en"}, {"0", "2026", "en"}} {
			if _, err := w.talk.Document(w.store.View, "chart", args); err == nil {
				t.Errorf("a chart of %q is made", args)
			}
		}
	})
}
