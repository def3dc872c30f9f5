package flows_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

// panel is a panel that answers when the script says so, or at once where the
// script has given it something to say always.
type panel struct {
	mu      sync.Mutex
	waiting []*call
	always  *order.Reply
	heard   []heard // the orders it was asked to pay for, since last looked
}

// call is a call to the panel that waits for its answer.
type call struct {
	kind  string // request, status, balance
	at    time.Time
	id    order.ID
	reply chan order.Reply
}

func (p *panel) Request(ctx context.Context, o order.Order) order.Reply {
	p.mu.Lock()
	kind := map[order.Connection]string{order.Prepaid: "prepaid", order.Postpaid: "postpaid"}[o.Connection]
	p.heard = append(p.heard, heard{time.Now(), o.ID, fmt.Sprintf("%s %s %s %s", o.Operator, o.Number, o.Amount, kind)})
	p.mu.Unlock()
	return p.ask(ctx, "request", o.ID)
}

func (p *panel) Status(ctx context.Context, id order.ID) order.Reply {
	return p.ask(ctx, "status", id)
}
func (p *panel) Balance(ctx context.Context) order.Reply { return p.ask(ctx, "balance", "") }

func (p *panel) ask(ctx context.Context, kind string, id order.ID) order.Reply {
	p.mu.Lock()
	if p.always != nil {
		defer p.mu.Unlock()
		return *p.always
	}
	c := &call{kind, time.Now(), id, make(chan order.Reply, 1)}
	p.waiting = append(p.waiting, c)
	p.mu.Unlock()
	select {
	case a := <-c.reply:
		return a
	case <-ctx.Done():
		return order.Reply{Err: ctx.Err()}
	}
}

// heard is an order that the panel was asked to pay for.
type heard struct {
	at   time.Time
	id   order.ID
	what string
}

// answer ends the oldest waiting call of a kind ("" is any), of those made at once the one
// for the first order; false where there is none.
func (p *panel) answer(kind string, a order.Reply) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	slices.SortStableFunc(p.waiting, func(a, b *call) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) })
	for i, c := range p.waiting {
		if kind == "" || c.kind == kind {
			p.waiting = append(p.waiting[:i], p.waiting[i+1:]...)
			c.reply <- a
			return true
		}
	}
	return false
}

// orders gives what it was asked to pay for since it was last looked at.
func (p *panel) orders() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	slices.SortStableFunc(p.heard, func(a, b heard) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) })
	var whats []string
	for _, h := range p.heard {
		whats = append(whats, h.what)
	}
	p.heard = nil
	return whats
}

// reset is the panel as a bot that was started anew meets it.
func (p *panel) reset() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = nil
}

// panelWords reads what the script lets the panel say, and to which kind of
// call: accepts; pending; done TRX [balance 950]; failed "…"; balance 950;
// refuses "…"; unreachable; silent.
func panelWords(words string) (kind string, a order.Reply, err error) {
	word, rest, _ := strings.Cut(words, " ")
	if quoted, ok := strings.CutPrefix(rest, `"`); ok {
		if a.Message, rest, err = unquote(`"` + quoted); err != nil {
			return "", a, err
		}
	}
	money := func(text string) {
		var t money.Taka
		if t, err = money.ParseTaka(text); err == nil {
			a.Balance = &t
		}
	}
	switch word {
	case "accepts":
		kind, a.Outcome = "request", order.OutcomeAccepted
	case "pending":
		kind, a.Outcome, a.OfOrder = "status", order.OutcomePending, true
	case "failed":
		kind, a.Outcome, a.OfOrder = "status", order.OutcomeFailed, true
	case "done":
		kind, a.Outcome, a.OfOrder = "status", order.OutcomeDone, true
		trx, balance, told := strings.Cut(rest, "balance ")
		a.TransactionID = strings.TrimSpace(trx)
		if told {
			money(balance)
		}
	case "balance":
		kind, a.Outcome = "balance", order.OutcomeAccepted
		money(rest)
	case "refuses":
		a.Outcome = order.OutcomeRefused
	case "is-broke": // a known refusal for want of balance
		kind, a.Outcome, a.LowBalance = "request", order.OutcomeRefused, true
	case "limits": // it asks to be left alone, for a minute where no time is said
		a.Outcome, a.Answered, a.Limited, a.RetryAfter = order.OutcomeUnclear, true, true, time.Minute
		if rest != "" {
			a.RetryAfter, err = time.ParseDuration(rest)
		}
	case "doubts": // a no in unknown words
		kind, a.Outcome, a.Refusal = "request", order.OutcomeDoubtful, strings.ToLower(a.Message)
	case "denies": // a no to a status check, without proof
		kind, a.Outcome = "status", order.OutcomeDenied
	case "misses":
		kind, a.Outcome, a.NotFound = "status", order.OutcomeDenied, true
	case "garbles":
		a.Outcome, a.Answered, a.Mend = order.OutcomeUnclear, true, a.Message
		a.Message = ""
	case "unreachable":
		a.Outcome = order.OutcomeUnsent
	case "silent":
		a.Outcome = order.OutcomeUnclear
	default:
		err = fmt.Errorf("the panel cannot %q", words)
	}
	return kind, a, err
}
