package chart

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"strings"
	"testing"
)

func drawn(t *testing.T, c Chart) image.Image {
	t.Helper()
	c.Axis = func(float64) string { return "৳১,০০০" }
	data, err := c.PNG()
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 1<<20 {
		t.Errorf("%d bytes", len(data))
	}
	i, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// blue reports whether a bar is there.
func blue(i image.Image, x, y int) bool {
	r, g, b, _ := i.At(x, y).RGBA()
	return r>>8 == uint32(barInk.R) && g>>8 == uint32(barInk.G) && b>>8 == uint32(barInk.B)
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 3 {
		t.Errorf("%s is %v, not %v", what, got, want)
	}
}

// A bar is as long, and a column as high, as its sum is.
func TestBarsAreInProportion(t *testing.T) {
	amounts := []float64{100, 25, 0, 50}
	c := Chart{Title: "Title", Sum: "৳175"}
	for _, a := range amounts {
		c.Rows = append(c.Rows, Bar{"গ্রামীণফোন", "৳100", a})
		c.Columns = append(c.Columns, Bar{"1", "", a})
	}
	i := drawn(t, c)
	if b := i.Bounds(); b.Dx() != width || b.Dy() != headline+columnsIn+4*rowIn+margin/2 {
		t.Errorf("%v", b)
	}
	for n, a := range amounts {
		y, length := headline+columnsIn+n*rowIn+24+rowIn/2, 0
		for x := range width {
			if blue(i, x, y) {
				length++
			}
		}
		near(t, "a row", float64(length), a/100*(width-2*margin))
	}
	var heights []float64 // of the columns, from left to right
	was := 0
	for x := range width {
		height := 0
		for y := headline; y < headline+columnsIn; y++ {
			if blue(i, x, y) {
				height++
			}
		}
		if height > 0 && was == 0 {
			heights = append(heights, 0)
		}
		if height > 0 {
			heights[len(heights)-1] = max(heights[len(heights)-1], float64(height))
		}
		was = height
	}
	if len(heights) < 3 {
		t.Fatalf("columns %v", heights)
	}
	near(t, "a column", heights[1], heights[0]/4)
	near(t, "a column", heights[len(heights)-1], heights[0]/2)
	if heights[0] < columnsIn/2 {
		t.Errorf("the highest column has %v of %d", heights[0], columnsIn)
	}
}

// Bangla letters join, and vowel signs that stand before their letter come first.
func TestBanglaIsShaped(t *testing.T) {
	letters, err := face()
	if err != nil {
		t.Fatal(err)
	}
	w := writer{face: letters}
	joined := map[string]int{"গ্রামীণফোন": 9, "স্কিটো": 5, "বাংলালিংক": 9, "এয়ারটেল": 7, "টেলিটক": 6, "রবি": 3, "রিচার্জ": 6, "স্কি": 2}
	for word, glyphs := range joined {
		run := w.shape(word, 40)
		if len(run.Glyphs) != glyphs {
			t.Errorf("%s has %d glyphs, not %d", word, len(run.Glyphs), glyphs)
		}
	}
	vowel := w.shape("ি", 40)
	if run := w.shape("বি", 40); run.Glyphs[0].GlyphID == w.shape("ব", 40).Glyphs[0].GlyphID || len(vowel.Glyphs) == 0 {
		t.Error("the vowel sign of বি stands behind its letter")
	}
	for _, text := range []string{"সবার রিচার্জ, ০১-১১-২০২৬ – ২৩-১১-২০২৬", "৳২,২৬০ · ১৯টি অর্ডার", "Everybody's recharges, 01-11-2026 – 23-11-2026", "৳2,260 · 19 orders", "Grameenphone"} {
		for _, g := range w.shape(text, 40).Glyphs {
			if g.GlyphID == 0 {
				t.Errorf("the font lacks a letter of %q", text)
			}
		}
	}
}

// What is too wide is written smaller; what is too much is refused.
func TestChartBounds(t *testing.T) {
	i := drawn(t, Chart{Title: strings.Repeat("সবার রিচার্জ ", 9), Sum: "৳০"})
	for y := range i.Bounds().Dy() {
		for x := width - margin + 4; x < width; x++ {
			if r, g, b, _ := i.At(x, y).RGBA(); r+g+b != 3*0xffff {
				t.Fatalf("ink at %d, %d", x, y)
			}
		}
	}
	if _, err := (Chart{Columns: make([]Bar, mostColumns+1)}).PNG(); err == nil {
		t.Error("too many columns are drawn")
	}
}
