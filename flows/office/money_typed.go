package office

import (
	"strings"
	"unicode/utf8"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/text"
)

// receivers are buttons for the members to whom a sum may be moved, as many as a screen
// has room for.
func (t turn) receivers(a act) (rows [][]chat.Button, err error) {
	const most, looked = 8, 200
	all, err := t.Tx.Members(0, looked)
	if err != nil {
		return nil, err
	}
	for _, m := range all {
		ok, err := t.mayReceive(a, m)
		if err != nil {
			return nil, err
		}
		if ok && len(rows) < most {
			rows = append(rows, []chat.Button{{Text: t.Name(m), Data: chat.Data("mo", "to", a.Nonce, m.ID)}})
		}
	}
	return rows, nil
}

// mayReceive reports whether a sum may be moved to somebody: another member with a
// wallet.
func (t turn) mayReceive(a act, m chat.Member) (bool, error) {
	terms, err := t.Tx.Terms(m.ID)
	return m.Allowed && terms.Own && m.ID != a.Member && !t.IsOwner(m), err
}

// actText takes the text that was asked for.
func (t turn) actText(s chat.Session) error {
	a, err := t.keptAct()
	if err != nil {
		return err
	}
	switch t.meaning(t.In.Text, a.Asked, a.step() == stepReason || a.step() == stepTo) {
	case meantCancel:
		return t.Routes.Command(t.Turn, "/cancel")
	case meantOther:
		s.Flow = "" // what was typed before stays, for when it is begun again
		if err := t.Tx.PutSession(t.In.Chat, s); err != nil {
			return err
		}
		return t.Routes.Text(t.Turn)
	}
	switch a.step() {
	case stepSum:
		return t.sumTyped(a)
	case stepTo:
		return t.receiverTyped(a)
	}
	return t.reasonTyped(a)
}

// sumTyped takes the sum.
func (t turn) sumTyped(a act) error {
	sum, ok := signedSum(t.In.Text)
	b, err := t.Tx.Balance(a.Member)
	if err != nil {
		return err
	}
	switch {
	case !ok:
		return t.nextOfAct(a, tNoSum.In(t.L, "typed", text.Clean(t.In.Text, 40)))
	case sum == 0:
		return t.nextOfAct(a, tSumZero.In(t.L))
	case sum < 0 && a.Do != doAdjust:
		return t.nextOfAct(a, tSumNegative.In(t.L))
	case sum.Abs() > account.MostSum:
		return t.nextOfAct(a, tSumMost.In(t.L, "limit", account.MostSum))
	case a.Do == doPay && sum > b.Wallet:
		return t.nextOfAct(a, tSumAbove.In(t.L, "balance", chat.Full(b.Wallet)))
	}
	a.Sum = sum
	return t.nextOfAct(a, "")
}

// receiverTyped takes the id or the name of another member.
func (t turn) receiverTyped(a act) error {
	typed := text.Clean(t.In.Text, 64)
	var found []chat.Member
	if id, ok := parseID(typed); ok {
		m, _, err := t.Tx.Member(id)
		if err != nil {
			return err
		}
		found = append(found, m)
	} else {
		for after := int64(0); ; {
			page, err := t.Tx.Members(after, 500)
			if err != nil {
				return err
			}
			for _, m := range page {
				after = m.ID
				if text.Fold(m.ShownName()) == text.Fold(typed) {
					found = append(found, m)
				}
			}
			if len(page) < 500 {
				break
			}
		}
	}
	if len(found) != 1 {
		return t.nextOfAct(a, tNoReceiver.In(t.L, "typed", typed))
	}
	return t.receiver(a, found[0])
}

func (t turn) receiver(a act, m chat.Member) error {
	ok, err := t.mayReceive(a, m)
	if err != nil {
		return err
	}
	if !ok {
		return t.nextOfAct(a, tNotReceiver.In(t.L, "name", t.Name(m)))
	}
	a.To = m.ID
	return t.nextOfAct(a, "")
}

// reasonTyped takes the reason.
func (t turn) reasonTyped(a act) error {
	reason := text.Clean(t.In.Text, account.MostReason+1)
	switch n := utf8.RuneCountInString(strings.TrimSuffix(reason, "…")); {
	case n < account.LeastReason:
		return t.nextOfAct(a, tReasonShort.In(t.L, "count", account.LeastReason))
	case n > account.MostReason:
		return t.nextOfAct(a, tReasonLong.In(t.L, "count", account.MostReason))
	}
	a.Reason = reason
	return t.nextOfAct(a, "")
}
