package storage

import (
	"reflect"
	"testing"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

// Complaints are found by their order, listed while something is expected, oldest first,
// and counted by when they were opened, also where that changes.
func TestComplaints(t *testing.T) { twice(t, testComplaints) }

func testComplaints(t *testing.T, h *house) {
	at := func(hours int) time.Time { return noon.UTC().Add(time.Duration(hours) * time.Hour) }
	complaint := func(id order.ID, member int64, state order.ComplaintState, opened time.Time) order.Complaint {
		return order.Complaint{Order: id, Member: member, Operator: order.Robi, Reason: order.NotReceived, State: state, Opened: opened, Since: opened}
	}
	first, second, third := complaint("6b3812b5f5001", 7, order.ComplaintOpen, at(0)), complaint("6b3812b5f5002", 8, order.ComplaintMore, at(-2)),
		complaint("6b3812b5f5003", 7, order.ComplaintChecking, at(1))
	h.do(func(tx chat.Tx) error {
		for _, c := range []order.Complaint{first, second, third} {
			if err := tx.PutComplaint(c); err != nil {
				return err
			}
		}
		return nil
	})
	want := func(what string, got, want []order.Complaint) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v instead of %+v", what, got, want)
		}
	}
	h.look(func(tx chat.Tx) error {
		want("all", must(tx.LiveComplaints(0, 9)), []order.Complaint{second, first, third})
		want("two", must(tx.LiveComplaints(0, 2)), []order.Complaint{second, first})
		want("of one", must(tx.LiveComplaints(7, 9)), []order.Complaint{first, third})
		want("before noon", must(tx.Complaints(at(-9), at(0))), []order.Complaint{second})
		if n := must(tx.ComplaintHours()); n != 48 {
			t.Errorf("%d hours to complain", n)
		}
		return nil
	})
	first.State, second.Opened = order.ComplaintArrived, at(3)
	h.do(func(tx chat.Tx) error {
		if err := tx.PutComplaintHours(169); err == nil {
			t.Error("169 hours were kept")
		}
		if err := tx.PutComplaint(order.Complaint{Member: 7}); err == nil {
			t.Error("a complaint about nothing was kept")
		}
		if err := tx.PutComplaint(first); err != nil {
			return err
		}
		if err := tx.PutComplaint(second); err != nil {
			return err
		}
		return tx.PutComplaintHours(168)
	})
	h.look(func(tx chat.Tx) error {
		want("later", must(tx.LiveComplaints(0, 9)), []order.Complaint{third, second})
		want("of the day", must(tx.Complaints(at(0), at(4))), []order.Complaint{first, third, second})
		if n := must(tx.ComplaintHours()); n != 168 {
			t.Errorf("%d hours to complain", n)
		}
		return nil
	})
}

func init() {
	c := order.Complaint{Order: "6b3812b5f5009", Member: 82, Operator: order.Teletalk, Reason: order.OtherReason, Note: "note", Photos: []string{"photo", "another"},
		State: order.ComplaintAsked, Opened: moment(33), Since: moment(34), Waits: moment(35), Told: 36, Reopened: true, By: 83, Question: "question",
		Result: order.ResultArrived, Refunded: 3700, Evidence: order.Evidence{Placed: moment(38), Sent: moment(39), Done: moment(40), Asked: moment(41),
			Answer: order.RecheckSilent, Said: "said", TransactionID: "TRX", Tries: 42, Checks: 43}}
	samples = append(samples, sampleOf{c, func(t *tx) error { return t.PutComplaint(c) }, func(t *tx) (any, error) {
		got, _, err := t.Complaint(c.Order)
		return got, err
	}})
}

func TestComplaintRecordIsWhole(t *testing.T) { whole(t, recordComplaint) }
