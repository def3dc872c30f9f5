package storage

import (
	"bytes"
	"fmt"
	"time"

	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// bQuestions: seq: questionRecord
var bQuestions = newGrowing("questions")

var questionSubject = subject{
	steps: steps{1: func(b *file.Tx) error { return b.MakeBuckets("questions") }},
	check: func(t *tx, f *findings) {
		each[questionRecord](f, t, bQuestions, func(k []byte, q *order.BalanceInquiry) {
			if !bytes.Equal(k, seqKey(q.Seq)) {
				f.Add("question %d has another key", q.Seq)
			}
		})
	},
	restored: func(t *tx, _ *restoring) error { return t.empty(bQuestions) },
}

type questionRecord struct {
	Seq   uint64    `json:"seq"`
	Chat  int64     `json:"chat"`
	Card  string    `json:"card"`
	Asked time.Time `json:"asked"`
}

func recordQuestion(q *order.BalanceInquiry) *questionRecord {
	return &questionRecord{Seq: q.Seq, Chat: q.Chat, Card: q.Card, Asked: q.Asked}
}

func (r *questionRecord) value() order.BalanceInquiry {
	return order.BalanceInquiry{Seq: r.Seq, Chat: r.Chat, Card: r.Card, Asked: r.Asked}
}

// InquireBalance leaves a question for the desk.
func (t *tx) InquireBalance(q order.BalanceInquiry) error {
	if err := t.change(); err != nil {
		return err
	}
	seq, err := t.bucket(bQuestions).NextSequence()
	if err != nil {
		return fmt.Errorf("saving question: %w", err)
	}
	q.Seq = seq
	t.due[order.ToInquire] = true
	return t.save(bQuestions, seqKey(seq), recordQuestion(&q))
}

// BalanceInquiries gives up to limit questions, oldest first.
func (t *tx) BalanceInquiries(limit int) ([]order.BalanceInquiry, error) {
	var questions []order.BalanceInquiry
	c := t.cursor(bQuestions)
	for k, v := c.First(); k != nil && len(questions) < limit; k, v = c.Next() {
		q, err := decode[questionRecord, order.BalanceInquiry](bQuestions, v)
		if err != nil {
			return nil, err
		}
		questions = append(questions, q)
	}
	return questions, nil
}

// DropInquiry forgets a question that has been answered.
func (t *tx) DropInquiry(seq uint64) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bQuestions, seqKey(seq))
}
