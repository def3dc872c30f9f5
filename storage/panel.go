package storage

import (
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
)

var keyPanel = []byte("panel") // in meta: panelRecord, of the main one; another one's key is "panel " and its id

type panelRecord struct {
	Balance     *int64        `json:"balance,omitzero"` // paisa
	BalanceAt   time.Time     `json:"balance_at,omitzero"`
	DownSince   time.Time     `json:"down_since,omitzero"`
	Unreadable  bool          `json:"unreadable,omitzero"`
	Failing     []string      `json:"failing,omitzero"`
	FailingWith string        `json:"failing_with,omitzero"`
	FoundID     string        `json:"found_id,omitzero"`
	FoundSent   time.Time     `json:"found_sent,omitzero"`
	LowSince    time.Time     `json:"low_since,omitzero"`
	SendLimit   limiterRecord `json:"send_limit,omitzero"`
	StatusLimit limiterRecord `json:"status_limit,omitzero"`
}

type limiterRecord struct {
	Empty time.Time `json:"empty,omitzero"`
}

func recordPanel(p *order.PanelState) *panelRecord {
	r := &panelRecord{
		Balance: (*int64)(p.Balance), BalanceAt: p.BalanceAt.UTC(), DownSince: p.DownSince.UTC(), Unreadable: p.Unreadable,
		FailingWith: p.FailingWith, LowSince: p.LowSince.UTC(), FoundID: string(p.FoundID), FoundSent: p.FoundSent.UTC(),
		SendLimit:   limiterRecord{Empty: p.SendLimit.Empty.UTC()},
		StatusLimit: limiterRecord{Empty: p.StatusLimit.Empty.UTC()},
	}
	for _, n := range p.Failing {
		r.Failing = append(r.Failing, string(n))
	}
	return r
}

func (r *panelRecord) value() order.PanelState {
	p := order.PanelState{
		Balance: (*money.Taka)(r.Balance), BalanceAt: r.BalanceAt, DownSince: r.DownSince, Unreadable: r.Unreadable,
		FailingWith: r.FailingWith, LowSince: r.LowSince, FoundID: order.ID(r.FoundID), FoundSent: r.FoundSent,
		SendLimit:   order.LimiterState{Empty: r.SendLimit.Empty},
		StatusLimit: order.LimiterState{Empty: r.StatusLimit.Empty},
	}
	for _, n := range r.Failing {
		p.Failing = append(p.Failing, order.Number(n))
	}
	return p
}

// PanelState gives what is remembered of a panel; zero at first.
func (t *tx) PanelState(id order.PanelID) (order.PanelState, error) {
	p, _, err := load[panelRecord, order.PanelState](t, bMeta, panelKey(id))
	return p, err
}

// panelKey is the key of a panel's state: "panel" is the main one's.
func panelKey(id order.PanelID) []byte {
	if id == order.MainPanel {
		return keyPanel
	}
	return append(append([]byte(nil), "panel "...), id...)
}

// PutPanelState keeps it.
func (t *tx) PutPanelState(id order.PanelID, p order.PanelState) error {
	if err := t.change(); err != nil {
		return err
	}
	return saveKept(t, bMeta, panelKey(id), recordPanel(&p))
}
