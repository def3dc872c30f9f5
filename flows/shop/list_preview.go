package shop

import (
	"slices"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// mostNamed is how many rows of a kind the preview names.
const mostNamed = 8

// preview shows what a list would send, what of it was set right and what is left out.
func (t turn) preview(b order.Batch, rows []order.BatchRow) error {
	s, err := t.previewScreen(&b, rows)
	if err != nil {
		return err
	}
	if ended, err := t.endKeypad(card.BatchName(b.ID)); err != nil {
		return err
	} else if ended {
		s.HTML += "\n\n" + tPadChanged.In(t.L)
	}
	fresh := t.In.Tap == nil || t.Below || t.In.Tap.Message == 0
	if fresh && t.Tx.Bound(t.In.Chat, card.BatchName(b.ID)) != 0 {
		t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Card: card.BatchName(b.ID), IfThere: true, Screen: &chat.Screen{HTML: tOvertaken.In(t.L)}})
	}
	o := t.Show(s)
	o.Card, o.New = card.BatchName(b.ID), fresh
	return nil
}

// previewScreen keeps what the preview of a list shows now, each row with it, and gives
// it. rows are as they are kept, or else new.
func (t turn) previewScreen(b *order.Batch, rows []order.BatchRow) (s chat.Screen, err error) {
	kept, fresh := slices.Clone(rows), b.Rev == 0
	again, err := t.sentBefore(*b)
	if err != nil {
		return s, err
	}
	v, err := t.judge(*b, rows, again)
	if err != nil {
		return s, err
	}
	if b.Packs && v.meant { // they were included as others than they are
		b.Packs = false
		if v, err = t.judge(*b, rows, again); err != nil {
			return s, err
		}
	}
	warned, err := t.listWarnings(v)
	if err != nil {
		return s, err
	}
	b.Rev++
	b.Shown, b.Wanted, b.Amount, b.Price = t.In.At, v.wanted, v.amount, v.price
	if *b, err = t.Tx.PutBatch(*b); err != nil {
		return s, err
	}
	for i, r := range rows {
		if !fresh && r == kept[i] {
			continue
		}
		if err := t.Tx.PutBatchRow(b.ID, r); err != nil {
			return s, err
		}
	}
	return chat.Screen{HTML: strings.Join(t.previewText(*b, rows, v, again, warned), "\n"), Buttons: t.previewButtons(*b, v, again)}, nil
}

func (t turn) previewText(b order.Batch, rows []order.BatchRow, v verdict, again *order.Batch, warned []string) []string {
	l := t.L
	lines := []string{tListHead.In(l, "count", v.wanted, "amount", v.amount)}
	if v.wanted == 0 {
		lines[0] = tListNone.In(l)
	}
	if v.price != 0 && v.price != v.amount {
		lines = append(lines, tListPrice.In(l, "price", chat.Full(v.price)))
	}
	if n := t.RequestsPerMinute; n > 0 && v.wanted > n {
		lines = append(lines, tListTime.In(l, "age", order.TurnAfter(v.wanted, n)))
	}
	lines = append(lines, t.listedRows(b, rows, v)...)
	lines = append(lines, warned...)
	if again != nil {
		lines = append(lines, "", tListAgain.In(l, "age", t.In.At.Sub(again.Confirmed)))
	}
	lines = append(lines, namedRows(l, tListUnread, v.unread, func(r order.BatchRow) string {
		return tListWrong.In(l, "line", r.Line, "written", r.Written, "why", card.OutText(l, r.Out))
	})...)
	lines = append(lines, namedRows(l, tListRefused, v.refused, func(r order.BatchRow) string {
		return tListNot.In(l, "line", r.Line, "number", r.Number, "amount", r.Amount, "why", card.OutText(l, r.Out))
	})...)
	lines = append(lines, namedRows(l, tListRepaired, v.repaired, func(r order.BatchRow) string {
		return tListFixed.In(l, "line", r.Line, "written", r.Written, "number", r.Number)
	})...)
	return append(lines, t.unlessWanted(b, v)...)
}

// listedRows are the rows of a short list that would be sent, and of every list those in which
// there are words that were not understood: they may say that nothing is to be sent.
func (t turn) listedRows(b order.Batch, rows []order.BatchRow, v verdict) (lines []string) {
	listed := b.Name == "" && v.wanted <= card.ListedRows
	var words []order.BatchRow
	for _, r := range rows {
		if r.Out != "" {
			continue
		}
		if listed {
			lines = append(lines, t.previewRow(r))
		}
		if unreadIn(r.Note) != "" {
			words = append(words, r)
		}
	}
	if listed && len(words) > 0 {
		return append(lines, "", tListWords.In(t.L))
	}
	return append(lines, namedRows(t.L, tListWordsOf, words, func(r order.BatchRow) string {
		return t.lineOf(r) + tListWord.In(t.L, "words", unreadIn(r.Note))
	})...)
}

// listWarnings are what a person should know before confirming. None stops anybody.
func (t turn) listWarnings(v verdict) (lines []string, err error) {
	p, err := t.Tx.PanelState(order.MainPanel)
	if err != nil {
		return nil, err
	}
	if p.Balance != nil && *p.Balance < v.amount {
		lines = append(lines, "", tListLow.In(t.L, "age", t.In.At.Sub(p.BalanceAt)))
	}
	if !p.DownSince.IsZero() {
		lines = append(lines, "", tListDown.In(t.L, "age", t.In.At.Sub(p.DownSince)))
	}
	return lines, nil
}

// previewRow is a row of a short list.
func (t turn) previewRow(r order.BatchRow) string {
	line := tListRow.In(t.L, "number", r.Number, "operator", r.Operator, "amount", r.Amount)
	if r.Connection == order.Postpaid {
		line += tListPostpaid.In(t.L)
	}
	if unreadIn(r.Note) != "" {
		line += tListWord.In(t.L, "words", unreadIn(r.Note))
	}
	return line
}

// unlessWanted says what is left out unless it is wanted: what stands in the list, or went to its
// number, before, and what buys a pack.
func (t turn) unlessWanted(b order.Batch, v verdict) (lines []string) {
	say := func(rows []order.BatchRow, in bool, head, included chat.Text) {
		if in {
			head = included
		}
		lines = append(lines, namedRows(t.L, head, rows, t.lineOf)...)
	}
	say(v.twice, b.Twice, tListTwice, tListTwiceIn)
	say(v.earlier, b.Earlier, tListBefore, tListBeforeIn)
	say(v.packs, b.Packs, tListPacks, tListPacksIn)
	return lines
}

// lineOf names a row by its line.
func (t turn) lineOf(r order.BatchRow) string {
	return tListLine.In(t.L, "line", r.Line, "number", r.Number, "amount", r.Amount)
}

// namedRows lists rows under a headline, the first few of them; nothing where there are none.
func namedRows(l chat.Language, head chat.Text, rows []order.BatchRow, line func(order.BatchRow) string) []string {
	if len(rows) == 0 {
		return nil
	}
	lines := []string{"", head.In(l, "count", len(rows))}
	for _, r := range rows[:min(len(rows), mostNamed)] {
		lines = append(lines, line(r))
	}
	if more := len(rows) - mostNamed; more > 0 {
		lines = append(lines, tListAndMore.In(l, "count", more))
	}
	return lines
}

func (t turn) previewButtons(b order.Batch, v verdict, again *order.Batch) (rows [][]chat.Button) {
	add := func(text string, action string, style chat.Style) {
		rows = append(rows, []chat.Button{{Text: text, Data: chat.Data("list", uint64(b.ID), b.Rev, action), Style: style}})
	}
	switch {
	case v.wanted == 0:
	case again != nil && !b.Again:
		add(bListAgain.Label(t.L), "again", chat.Bad)
	default:
		add(bListConfirm.Label(t.L, "amount", v.amount), "go", chat.Good)
	}
	if len(v.twice) > 0 {
		text := bListTwice
		if b.Twice {
			text = bListTwiceOut
		}
		add(text.Label(t.L), "twice", "")
	}
	if len(v.earlier) > 0 {
		text := bListBefore
		if b.Earlier {
			text = bListBeforeUn
		}
		add(text.Label(t.L), "before", "")
	}
	if len(v.packs) > 0 {
		text := bListPacks
		if b.Packs {
			text = bListPacksOut
		}
		add(text.Label(t.L), "packs", "")
	}
	if v.short {
		rows = append(rows, []chat.Button{{Text: bDeposit.Label(t.L), Data: chat.Data("dep", "new")}})
	}
	add(bCancel.Label(t.L), "no", chat.Bad)
	return rows
}
