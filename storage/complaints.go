package storage

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// Complaints about orders, those of which something is expected, and all by when they
// were opened.
var (
	bComplaints     = newBucket("complaints")      // id: complaintRecord
	bComplaintsLive = newBucket("complaints live") // chat (member, and once more 0 for everybody) time id
	bComplaintsAt   = newBucket("complaints at")   // time id
	keyComplain     = []byte("complain")           // in meta: hours, 8 bytes
)

var complaintSubject = subject{
	steps: steps{5: func(b *file.Tx) error {
		return b.MakeBuckets("complaints", "complaints live", "complaints at")
	}},
	check: checkComplaints,
}

type complaintRecord struct {
	Order    string         `json:"order"`
	Member   int64          `json:"member"`
	Operator string         `json:"operator"`
	Reason   string         `json:"reason"`
	Note     string         `json:"note,omitzero"`
	Photos   []string       `json:"photos,omitempty"`
	State    string         `json:"state"`
	Opened   time.Time      `json:"opened"`
	Since    time.Time      `json:"since"`
	Waits    time.Time      `json:"waits,omitzero"`
	Told     int            `json:"told,omitzero"`
	Reopened bool           `json:"reopened,omitzero"`
	By       int64          `json:"by,omitzero"`
	Question string         `json:"question,omitzero"`
	Result   string         `json:"result,omitzero"`
	Refunded int64          `json:"refunded,omitzero"` // paisa
	Evidence evidenceRecord `json:"evidence,omitzero"`
}

type evidenceRecord struct {
	Placed        time.Time `json:"placed,omitzero"`
	Sent          time.Time `json:"sent,omitzero"`
	Done          time.Time `json:"done,omitzero"`
	Asked         time.Time `json:"asked,omitzero"`
	Answer        string    `json:"answer,omitzero"`
	Said          string    `json:"said,omitzero"`
	TransactionID string    `json:"transaction_id,omitzero"`
	Tries         int       `json:"tries,omitzero"`
	Checks        int       `json:"checks,omitzero"`
}

func recordComplaint(c *order.Complaint) *complaintRecord {
	e := c.Evidence
	return &complaintRecord{string(c.Order), c.Member, string(c.Operator), string(c.Reason), c.Note, c.Photos, string(c.State), c.Opened, c.Since,
		c.Waits, c.Told, c.Reopened, c.By, c.Question, string(c.Result), int64(c.Refunded),
		evidenceRecord{e.Placed, e.Sent, e.Done, e.Asked, string(e.Answer), e.Said, e.TransactionID, e.Tries, e.Checks}}
}

func (r *complaintRecord) value() order.Complaint {
	e := r.Evidence
	return order.Complaint{Order: order.ID(r.Order), Member: r.Member, Operator: order.Operator(r.Operator), Reason: order.ComplaintReason(r.Reason),
		Note: r.Note, Photos: r.Photos, State: order.ComplaintState(r.State), Opened: r.Opened, Since: r.Since, Waits: r.Waits, Told: r.Told,
		Reopened: r.Reopened, By: r.By, Question: r.Question, Result: order.ComplaintResult(r.Result), Refunded: money.Taka(r.Refunded),
		Evidence: order.Evidence{Placed: e.Placed, Sent: e.Sent, Done: e.Done, Asked: e.Asked, Answer: order.Recheck(e.Answer), Said: e.Said,
			TransactionID: e.TransactionID, Tries: e.Tries, Checks: e.Checks}}
}

// Complaint gives the one about an order.
func (t *tx) Complaint(id order.ID) (order.Complaint, bool, error) {
	return read[complaintRecord, order.Complaint](t, bComplaints, []byte(id))
}

// PutComplaint writes a complaint and keeps its lists in step.
func (t *tx) PutComplaint(c order.Complaint) error {
	if err := t.change(); err != nil {
		return err
	}
	if !c.Order.Valid() || c.Member <= 0 {
		return fmt.Errorf("saving a complaint of %d about order %q", c.Member, c.Order)
	}
	was, known, err := t.Complaint(c.Order)
	if err != nil {
		return err
	}
	if known {
		if err := complaintKeys(&was, t.drop); err != nil {
			return err
		}
	}
	in := func(n bucket, key []byte) error { return t.put(n, key, none) }
	if err := complaintKeys(&c, in); err != nil {
		return err
	}
	return t.save(bComplaints, []byte(c.Order), recordComplaint(&c))
}

// complaintKeys are the entries of a complaint in the lists.
func complaintKeys(c *order.Complaint, each func(n bucket, key []byte) error) error {
	at := func(prefix []byte) []byte { return append(appendTime(prefix, c.Opened), c.Order...) }
	all := []error{each(bComplaintsAt, at(nil))}
	if c.State.Live() {
		all = append(all, each(bComplaintsLive, at(chatKey(c.Member))), each(bComplaintsLive, at(chatKey(0))))
	}
	return errors.Join(all...)
}

// listedComplaint gives the complaint that a list names.
func (t *tx) listedComplaint(key []byte) (order.Complaint, error) {
	c, ok, err := t.Complaint(idAt(key))
	if err == nil && !ok {
		err = fmt.Errorf("reading the complaint about %s: %w (a list names it)", idAt(key), ErrDamaged)
	}
	return c, err
}

// LiveComplaints gives those of which something is expected, oldest first.
func (t *tx) LiveComplaints(member int64, limit int) (all []order.Complaint, err error) {
	prefix, c := chatKey(member), t.cursor(bComplaintsLive)
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix) && len(all) < limit; k, _ = c.Next() {
		one, err := t.listedComplaint(k)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// Complaints gives those opened from a time on and before another, oldest first.
func (t *tx) Complaints(from, to time.Time) (all []order.Complaint, err error) {
	bound, c := appendTime(nil, to), t.cursor(bComplaintsAt)
	for k, _ := c.Seek(appendTime(nil, from)); k != nil && bytes.Compare(k, bound) < 0; k, _ = c.Next() {
		one, err := t.listedComplaint(k)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// ComplaintHours is how long after a recharge is done a member may complain.
func (t *tx) ComplaintHours() (int, error) {
	if hours := t.count(bMeta, keyComplain); hours != 0 {
		return int(hours), nil
	}
	return order.ComplaintHours, nil
}

// PutComplaintHours keeps it.
func (t *tx) PutComplaintHours(hours int) error {
	if err := t.change(); err != nil {
		return err
	}
	if hours < order.LeastHours || hours > order.MostHours {
		return fmt.Errorf("saving the time for complaints: %d hours", hours)
	}
	return t.putCount(bMeta, keyComplain, uint64(hours))
}

func checkComplaints(t *tx, f *findings) {
	entries := map[bucket]int{}
	each[complaintRecord](f, t, bComplaints, func(k []byte, c *order.Complaint) {
		if string(k) != string(c.Order) {
			f.Add("the complaint about %s has another key", c.Order)
		}
		_ = complaintKeys(c, func(n bucket, key []byte) error {
			entries[n]++
			if t.bucket(n).Get(key) == nil {
				f.Add("the complaint about %s is missing in %s", c.Order, n)
			}
			return nil
		})
	})
	for _, n := range []bucket{bComplaintsLive, bComplaintsAt} {
		if size := t.size(n); size != entries[n] {
			f.Add("%s has %d entries instead of %d", n, size, entries[n])
		}
	}
}
