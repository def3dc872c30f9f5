package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
	"sync"

	"github.com/go-analyze/charts"
)

// Bar is a sum with what it is of.
type Bar struct {
	Label  string // of a column only digits and signs
	Value  string // the sum in words; not written on columns
	Amount float64
}

// Chart is what a picture shows, from top to bottom.
type Chart struct {
	Title, Sum string
	Columns    []Bar                // over time, at most mostColumns; none: no such part
	Rows       []Bar                // one below the other, at most mostRows
	Axis       func(float64) string // writes a sum beside the columns
}

const (
	width     = 1080 // of phones
	margin    = 48
	headline  = 210
	columnsIn = 620
	rowIn     = 118

	mostColumns = 31
	mostRows    = 12
)

var (
	paper  = color.NRGBA{255, 255, 255, 255}
	ink    = color.NRGBA{33, 37, 41, 255}
	pale   = color.NRGBA{108, 117, 125, 255}
	barInk = color.NRGBA{0, 110, 200, 255}
)

// one lets only one picture be drawn at a time, since each takes some 15 MB, and a font is
// not for several at once.
var one sync.Mutex

// PNG draws the picture.
func (c Chart) PNG() ([]byte, error) {
	if len(c.Columns) > mostColumns || len(c.Rows) > mostRows {
		return nil, fmt.Errorf("a chart of %d columns and %d rows", len(c.Columns), len(c.Rows))
	}
	one.Lock()
	defer one.Unlock()
	letters, err := face()
	if err != nil {
		return nil, fmt.Errorf("reading the chart's font: %w", err)
	}
	bars, err := c.bars()
	if err != nil {
		return nil, fmt.Errorf("drawing the chart's bars: %w", err)
	}
	drawn, err := png.Decode(bytes.NewReader(bars))
	if err != nil {
		return nil, fmt.Errorf("drawing the chart's bars: %w", err)
	}
	onto, ok := drawn.(draw.Image)
	if !ok {
		onto = image.NewRGBA(drawn.Bounds())
		draw.Draw(onto, drawn.Bounds(), drawn, image.Point{}, draw.Src)
	}
	c.words(&writer{onto: onto, face: letters})
	var out bytes.Buffer
	if err := png.Encode(&out, onto); err != nil {
		return nil, fmt.Errorf("writing the chart: %w", err)
	}
	return out.Bytes(), nil
}

// rowsAt is where the rows begin.
func (c Chart) rowsAt() int {
	if len(c.Columns) == 0 {
		return headline
	}
	return headline + columnsIn
}

// bars draws all but the words.
func (c Chart) bars() ([]byte, error) {
	p := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputPNG, Width: width,
		Height: max(c.rowsAt()+len(c.Rows)*rowIn+margin/2, width*2/3)})
	p.FilledRect(0, 0, p.Width(), p.Height(), shade(paper), shade(paper), 0)
	theme := charts.GetTheme(charts.ThemeLight).WithSeriesColors([]charts.Color{shade(barInk)}).WithBackgroundColor(shade(paper))
	digits := charts.FontStyle{Font: charts.GetFont(fontFamily), FontSize: 21, FontColor: shade(pale)}
	chart := func(bars []Bar) (o charts.BarChartOption, labels []string) {
		var amounts []float64
		for _, b := range bars {
			amounts, labels = append(amounts, b.Amount), append(labels, b.Label)
		}
		o = charts.NewBarChartOptionWithData([][]float64{amounts})
		o.Theme, o.Padding, o.Legend.Show = theme, charts.Box{IsSet: true}, charts.Ptr(false)
		return o, labels
	}
	if len(c.Columns) > 0 {
		o, labels := chart(c.Columns)
		o.CategoryAxis = charts.CategoryAxisOption{Labels: labels, LabelFontStyle: digits}
		o.ValueAxis = []charts.ValueAxisOption{{Min: charts.Ptr(0.0), LabelFontStyle: digits, ValueFormatter: c.Axis}}
		if err := p.Child(box(margin/2, headline, width-margin, headline+columnsIn-margin)).BarChart(o); err != nil {
			return nil, err
		}
	}
	if len(c.Rows) > 0 {
		fromBelow := slices.Clone(c.Rows) // as the library counts them
		slices.Reverse(fromBelow)
		o, _ := chart(fromBelow)
		o.Horizontal, o.BarSize = true, 0.3
		o.CategoryAxis = charts.CategoryAxisOption{Show: charts.Ptr(false)}
		o.ValueAxis = []charts.ValueAxisOption{{Show: charts.Ptr(false), Min: charts.Ptr(0.0), Max: charts.Ptr(largest(c.Rows))}}
		top := c.rowsAt() + 24 // the words stand above the bars
		if err := p.Child(box(margin, top, width-margin, top+len(c.Rows)*rowIn)).BarChart(o); err != nil {
			return nil, err
		}
	}
	return p.Bytes()
}

// largest is the largest sum, or 1 where all are nothing.
func largest(bars []Bar) float64 {
	most := 0.0
	for _, b := range bars {
		most = max(most, b.Amount)
	}
	if most == 0 {
		return 1
	}
	return most
}

func box(left, top, right, bottom int) charts.PainterOptionFunc {
	return charts.PainterBoxOption(charts.Box{Left: left, Top: top, Right: right, Bottom: bottom, IsSet: true})
}

func shade(c color.NRGBA) charts.Color { return charts.Color{R: c.R, G: c.G, B: c.B, A: c.A} }

// words writes the title and what stands above each row.
func (c Chart) words(w *writer) {
	const whole = width - 2*margin
	w.left(c.Title, margin, 84, 52, whole, ink)
	w.left(c.Sum, margin, 158, 46, whole, barInk)
	for i, b := range c.Rows {
		y := c.rowsAt() + i*rowIn + 48
		w.left(b.Label, margin, y, 40, whole/2, ink)
		w.right(b.Value, width-margin, y, 40, whole/2, ink)
	}
}
