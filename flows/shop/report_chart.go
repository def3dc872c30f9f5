package shop

import (
	"html"
	"math"
	"time"

	"rechargebot/flows/chart"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

const (
	chartKind   = "chart" // of documents
	mostColumns = 31      // beyond so many days the columns are months, beyond so many months years
)

// reportChart is the route that makes charts; the report's buttons lead to it.
func reportChart() chat.Route { return chat.Route{Document: chartKind, Make: makeChart} }

// sendChart sends the report as a picture; where there is none, the report in words.
func (t turn) sendChart(of int64, s span) error {
	all, err := t.kept(of, s)
	if err != nil {
		return err
	}
	said, err := t.reportText(of, s, all)
	if err != nil {
		return err
	}
	t.Below, t.Toast = true, tChartComes
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Document: &chat.Document{
		Name: "report-" + s.from.Format(time.DateOnly) + "-" + s.to.Format(time.DateOnly) + ".png",
		Kind: chartKind, Args: t.reportArgs(of, s), Caption: t.reportHead(of, s),
		Instead: tChartNone.In(t.L) + "\n\n" + said}})
	return nil
}

// makeChart draws the sums that are kept: a column for each day, where there are several,
// and a bar for each operator.
func makeChart(c *chat.Config, tx chat.Tx, args []string) ([]byte, error) {
	t, of, s, all, err := reported(c, tx, args)
	if err != nil {
		return nil, err
	}
	title := tChart
	if of == 0 {
		title = tChartAll
	}
	value := func(o chat.OperatorTotals) string {
		return tChartValue.Label(t.L, "amount", o.DoneAmount, "count", o.Done)
	}
	drawn := chart.Chart{Title: title.Label(t.L, "days", t.spanDays(s)), Sum: value(sumOf(all)), Columns: t.columns(s, all),
		Axis: func(taka float64) string { return t.L.Value(money.WholeTaka(int64(math.Round(taka)))) }}
	operators, by := byOperator(all)
	for _, i := range operators {
		if i >= 0 && by[i].Done > 0 {
			drawn.Rows = append(drawn.Rows, chart.Bar{Label: plainName(t.L, order.Operators[i]), Value: value(by[i]), Amount: taka(by[i].DoneAmount)})
		}
	}
	return drawn.PNG()
}

// plainName is an operator's name where no HTML is read.
func plainName(l chat.Language, o order.Operator) string {
	return html.UnescapeString(l.Operator(o))
}

func taka(sum money.Taka) float64 { return float64(sum) / float64(money.WholeTaka(1)) }

// columns are the sums by day of a span, or by month or year where it is long; none of a
// single day.
func (t turn) columns(s span, all []chat.OperatorTotals) (bars []chart.Bar) {
	for _, by := range []struct{ key, label string }{{time.DateOnly, "2"}, {"2006-01", "01-2006"}, {"2006", "2006"}} {
		_, sums := sumsBy(all, func(o chat.OperatorTotals) string { return o.Day[:len(by.key)] })
		bars = nil
		last := ""
		for day := s.from; !day.After(s.to) && len(bars) <= mostColumns; day = day.AddDate(0, 0, 1) {
			if key := day.Format(by.key); key != last {
				bars = append(bars, chart.Bar{Label: t.L.Digits(day.Format(by.label)), Amount: taka(sums[key].DoneAmount)})
				last = key
			}
		}
		if len(bars) <= mostColumns {
			break
		}
	}
	if len(bars) < 2 {
		return nil
	}
	return bars[:min(len(bars), mostColumns)]
}
