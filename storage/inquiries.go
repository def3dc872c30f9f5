package storage

import (
	"bytes"
	"fmt"
	"time"

	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// bInquiries: seq: inquiryRecord
var bInquiries = newGrowing("questions")

var inquirySubject = subject{
	steps: steps{1: func(b *file.Tx) error { return b.MakeBuckets("questions") }},
	check: func(t *tx, f *findings) {
		each[inquiryRecord](f, t, bInquiries, func(k []byte, q *order.BalanceInquiry) {
			if !bytes.Equal(k, seqKey(q.Seq)) {
				f.Add("inquiry %d has another key", q.Seq)
			}
		})
	},
	restored: func(t *tx, _ *restoring) error { return t.empty(bInquiries) },
}

type inquiryRecord struct {
	Seq   uint64    `json:"seq"`
	Chat  int64     `json:"chat"`
	Card  string    `json:"card"`
	Asked time.Time `json:"asked"`
}

func recordInquiry(q *order.BalanceInquiry) *inquiryRecord {
	return &inquiryRecord{Seq: q.Seq, Chat: q.Chat, Card: q.Card, Asked: q.Asked}
}

func (r *inquiryRecord) value() order.BalanceInquiry {
	return order.BalanceInquiry{Seq: r.Seq, Chat: r.Chat, Card: r.Card, Asked: r.Asked}
}

// InquireBalance leaves an inquiry for the desk.
func (t *tx) InquireBalance(q order.BalanceInquiry) error {
	if err := t.change(); err != nil {
		return err
	}
	seq, err := t.bucket(bInquiries).NextSequence()
	if err != nil {
		return fmt.Errorf("saving an inquiry: %w", err)
	}
	q.Seq = seq
	t.due[order.ToInquire] = true
	return t.save(bInquiries, seqKey(seq), recordInquiry(&q))
}

// BalanceInquiries gives up to limit inquiries, oldest first.
func (t *tx) BalanceInquiries(limit int) ([]order.BalanceInquiry, error) {
	var inquiries []order.BalanceInquiry
	c := t.cursor(bInquiries)
	for k, v := c.First(); k != nil && len(inquiries) < limit; k, v = c.Next() {
		q, err := decode[inquiryRecord, order.BalanceInquiry](bInquiries, v)
		if err != nil {
			return nil, err
		}
		inquiries = append(inquiries, q)
	}
	return inquiries, nil
}

// DropInquiry forgets an inquiry that has been answered.
func (t *tx) DropInquiry(seq uint64) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bInquiries, seqKey(seq))
}
