package chart

import (
	"bytes"
	_ "embed"
	"image"
	"image/color"
	"image/draw"
	"sync"

	"github.com/go-analyze/charts"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// fontFile has the letters of both languages; OFL.txt is its licence and says how it was
// made.
//
//go:embed NotoSansBengali-Bold-subset.ttf
var fontFile []byte

const fontFamily = "rechargebot" // by which the chart library knows the font

// face reads the font, when the first picture is made, and gives it to the chart library.
var face = sync.OnceValues(func() (*font.Face, error) {
	if err := charts.InstallFont(fontFamily, fontFile); err != nil {
		return nil, err
	}
	return font.ParseTTF(bytes.NewReader(fontFile))
})

// writer writes words onto a picture.
type writer struct {
	onto   draw.Image
	face   *font.Face
	shaper shaping.HarfbuzzShaper
}

func (w *writer) shape(text string, size int) shaping.Output {
	runes := []rune(text)
	return w.shaper.Shape(shaping.Input{Text: runes, RunEnd: len(runes), Direction: di.DirectionLTR, Face: w.face,
		Size: fixed.I(size), Script: language.Bengali, Language: language.NewLanguage("bn")})
}

// left writes a text that begins at x, with its letters standing at y, in at most width.
func (w *writer) left(text string, x, y, size, width int, c color.Color) {
	w.put(w.fit(text, size, width), x, y, c)
}

// right writes a text that ends at x.
func (w *writer) right(text string, x, y, size, width int, c color.Color) {
	run := w.fit(text, size, width)
	w.put(run, x-run.Advance.Ceil(), y, c)
}

// fit makes a text that is too wide smaller.
func (w *writer) fit(text string, size, width int) shaping.Output {
	run := w.shape(text, size)
	if wide := run.Advance.Ceil(); wide > width {
		run = w.shape(text, max(1, size*width/wide))
	}
	return run
}

// put draws the glyphs of a text as they were shaped.
func (w *writer) put(run shaping.Output, x, y int, c color.Color) {
	// Only a box around the text is drawn, with room for the marks above and below the letters.
	size := run.Size.Ceil()
	b := image.Rect(x-size, y-2*size, x+run.Advance.Ceil()+size, y+size).Intersect(w.onto.Bounds())
	r := vector.NewRasterizer(b.Dx(), b.Dy())
	x, y = x-b.Min.X, y-b.Min.Y
	scale := float32(run.Size) / 64 / float32(run.Face.Upem())
	dot := fixed.I(x)
	for _, g := range run.Glyphs {
		left, base := float32(dot+g.XOffset)/64, float32(y)-float32(g.YOffset)/64
		at := func(p opentype.SegmentPoint) (x, y float32) { return left + p.X*scale, base - p.Y*scale }
		outline, _ := run.Face.GlyphDataOutline(g.GlyphID)
		for _, s := range outline.Segments {
			ax, ay := at(s.Args[0])
			bx, by := at(s.Args[1])
			cx, cy := at(s.Args[2])
			switch s.Op {
			case opentype.SegmentOpMoveTo:
				r.ClosePath()
				r.MoveTo(ax, ay)
			case opentype.SegmentOpLineTo:
				r.LineTo(ax, ay)
			case opentype.SegmentOpQuadTo:
				r.QuadTo(ax, ay, bx, by)
			case opentype.SegmentOpCubeTo:
				r.CubeTo(ax, ay, bx, by, cx, cy)
			}
		}
		r.ClosePath()
		dot += g.Advance
	}
	r.Draw(w.onto, b, image.NewUniform(c), image.Point{})
}
