package office

import (
	"strconv"
	"strings"

	"rechargebot/flows/chat"
)

// claim makes somebody the owner who opens the bot by the link that it has printed,
// if it has no owner yet. Whether it has is read in this transaction, so that of two
// who open the link at once one gets it.
func (t turn) claim(word string) (done bool, err error) {
	owners, err := t.OwnerIDs(t.Tx)
	if err != nil {
		return false, err
	}
	if len(owners) > 0 {
		return false, t.notClaimed(tClaimTaken)
	}
	if !t.GoodClaim(word, t.In.At) {
		return false, t.notClaimed(tClaimOld)
	}
	m := t.Member
	m.ID, m.Owner, m.Allowed = t.In.From.ID, true, true
	if m.Added.IsZero() {
		m.Added = t.In.At
	}
	if err := t.Tx.PutMember(m); err != nil {
		return false, err
	}
	if err := t.Tx.DropVisitor(m.ID); err != nil {
		return false, err
	}
	if err := t.Tx.DropRequest(m.ID); err != nil {
		return false, err
	}
	t.audit("claim the bot", m.ID)
	t.Member, t.Owner = m, true
	return true, t.Say(tClaimed)
}

// notClaimed says why nothing came of a link; to a stranger no more often than
// anything else.
func (t turn) notClaimed(why chat.Text) error {
	if t.Owner || t.Member.Allowed {
		return t.Say(why)
	}
	v, _, err := t.Tx.Visitor(t.In.From.ID)
	if err != nil {
		return err
	}
	if t.In.At.Sub(v.Answered) < answerEvery && !v.Answered.After(t.In.At) {
		return nil
	}
	v.ID, v.Name, v.Username, v.Answered = t.In.From.ID, t.In.From.Name, t.In.From.Username, t.In.At
	if err := t.Tx.PutVisitor(v); err != nil {
		return err
	}
	return t.Say(why)
}

// audit notes what an owner does to a person.
func (t turn) audit(what string, id int64) {
	t.Tx.Audit(chat.Act{What: what, By: t.In.From.ID, Subject: strconv.FormatInt(id, 10)})
}

// Claim answers somebody who has opened the bot by a link to claim it; isOne says
// that the input is such a one, done that they own the bot now.
func Claim(t *chat.Turn) (isOne, done bool, err error) {
	command, word, _ := strings.Cut(t.In.Text, " ")
	if command != "/start" || t.In.Tap != nil || t.In.Forward || !chat.IsClaim(word) {
		return false, false, nil
	}
	done, err = turn{t}.claim(strings.TrimSpace(word))
	return true, done, err
}
