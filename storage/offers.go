package storage

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/storage/file"
)

// Packs, and what owners have decided of amounts.
var (
	bOffers      = newBucket("offers")       // seq: offerRecord
	bActive      = newBucket("offers on")    // operator, 0 byte, connection (1 byte), amount in paisa (8 bytes): seq of the one active row
	bBlocked     = newBucket("blocked")      // the same key: blockRecord
	bOrderLimits = newBucket("order limits") // operator, 0 byte, connection (1 byte): orderLimitsRecord
	bOfferSheets = newBucket("offer sheets") // chat (owner): offerSheetRecord
)

var offerSubject = subject{
	steps: steps{6: func(b *file.Tx) error {
		return b.MakeBuckets("offers", "offers on", "blocked", "order limits", "offer sheets")
	}},
	check:    checkOffers,
	restored: func(t *tx, r *restoring) error { return errors.Join(t.empty(bOfferSheets), t.jump(bOffers, r)) },
}

type offerRecord struct {
	ID         uint64    `json:"id,omitzero"`
	Operator   string    `json:"operator,omitzero"`
	Connection int       `json:"connection,omitzero"`
	Amount     int64     `json:"amount,omitzero"` // paisa
	Title      [2]string `json:"title"`           // English, Bangla
	Kind       string    `json:"kind,omitzero"`
	Days       int       `json:"days,omitzero"`
	Price      int64     `json:"price,omitzero"` // paisa
	Starts     time.Time `json:"starts,omitzero"`
	Ends       time.Time `json:"ends,omitzero"`
	Active     bool      `json:"active,omitzero"`
	ByHand     bool      `json:"by_hand,omitzero"`
	Promise    int64     `json:"promise,omitzero"` // nanoseconds
	Confirmed  time.Time `json:"confirmed,omitzero"`
}

func recordOffer(o *offer.Offer) *offerRecord {
	return &offerRecord{o.ID, o.Operator, o.Connection, int64(o.Amount), o.Title, string(o.Kind), o.Days, int64(o.Price), o.Starts, o.Ends,
		o.Active, o.ByHand, int64(o.Promise), o.Confirmed}
}

func (r *offerRecord) value() offer.Offer {
	return offer.Offer{ID: r.ID, Key: offer.Key{Operator: r.Operator, Connection: r.Connection, Amount: money.Taka(r.Amount)}, Title: r.Title,
		Kind: offer.Kind(r.Kind), Days: r.Days, Price: money.Taka(r.Price), Starts: r.Starts, Ends: r.Ends, Active: r.Active, ByHand: r.ByHand,
		Promise: time.Duration(r.Promise), Confirmed: r.Confirmed}
}

type blockRecord struct {
	Operator   string    `json:"operator"`
	Connection int       `json:"connection"`
	Amount     int64     `json:"amount"` // paisa
	Reason     string    `json:"reason"`
	By         int64     `json:"by"`
	At         time.Time `json:"at"`
}

func recordBlock(b *offer.Block) *blockRecord {
	return &blockRecord{b.Operator, b.Connection, int64(b.Amount), b.Reason, b.By, b.At}
}

func (r *blockRecord) value() offer.Block {
	return offer.Block{Key: offer.Key{Operator: r.Operator, Connection: r.Connection, Amount: money.Taka(r.Amount)}, Reason: r.Reason, By: r.By, At: r.At}
}

type orderLimitsRecord struct {
	Least int64 `json:"least"` // paisa
	Most  int64 `json:"most"`  // paisa
}

func recordOrderLimits(l *order.Limits) *orderLimitsRecord {
	return &orderLimitsRecord{int64(l.Least), int64(l.Most)}
}

func (r *orderLimitsRecord) value() order.Limits {
	return order.Limits{Least: money.Taka(r.Least), Most: money.Taka(r.Most)}
}

type offerSheetRecord struct {
	At   time.Time        `json:"at"`
	Rows []sheetRowRecord `json:"rows"`
}

type sheetRowRecord struct {
	Line  int          `json:"line"`
	Offer *offerRecord `json:"offer"`
	Fault string       `json:"fault,omitzero"`
}

func recordOfferSheet(s *chat.OfferSheet) *offerSheetRecord {
	r := &offerSheetRecord{At: s.At}
	for _, row := range s.Rows {
		r.Rows = append(r.Rows, sheetRowRecord{row.Line, recordOffer(&row.Offer), string(row.Fault)})
	}
	return r
}

func (r *offerSheetRecord) value() chat.OfferSheet {
	s := chat.OfferSheet{At: r.At}
	for _, row := range r.Rows {
		one := offer.Row{Line: row.Line, Fault: offer.Fault(row.Fault)}
		if row.Offer != nil {
			one.Offer = row.Offer.value()
		}
		s.Rows = append(s.Rows, one)
	}
	return s
}

func operatorKey(operator string, connection int) []byte {
	return append(append([]byte(operator), 0), byte(connection))
}

func amountKey(k offer.Key) []byte {
	return appendSeq(operatorKey(k.Operator, k.Connection), uint64(k.Amount))
}

// goodKey refuses a key that could be mistaken for another.
func goodKey(operator string, connection int) error {
	if operator == "" || len(operator) > 32 || bytes.IndexByte([]byte(operator), 0) >= 0 || connection < 0 || connection > 255 {
		return fmt.Errorf("the operator %q with connection %d", operator, connection)
	}
	return nil
}

// Offer gives a pack by its id.
func (t *tx) Offer(id uint64) (offer.Offer, bool, error) {
	return read[offerRecord, offer.Offer](t, bOffers, seqKey(id))
}

// ActiveOffer gives the one active row with a key.
func (t *tx) ActiveOffer(k offer.Key) (offer.Offer, bool, error) {
	id := t.count(bActive, amountKey(k))
	if id == 0 {
		return offer.Offer{}, false, nil
	}
	o, ok, err := t.Offer(id)
	if err == nil && !ok {
		err = fmt.Errorf("reading offer %d: %w (an index names it)", id, ErrDamaged)
	}
	return o, ok, err
}

// PutOffer keeps a pack, and its amount where it is active.
func (t *tx) PutOffer(o offer.Offer) (offer.Offer, error) {
	if err := t.change(); err != nil {
		return o, err
	}
	if err := goodKey(o.Operator, o.Connection); err != nil {
		return o, fmt.Errorf("saving an offer: %w", err)
	}
	if other := t.count(bActive, amountKey(o.Key)); o.Active && other != 0 && other != o.ID {
		return o, offer.ErrTaken
	}
	if o.ID == 0 {
		seq, err := t.bucket(bOffers).NextSequence()
		if err != nil {
			return o, fmt.Errorf("saving an offer: %w", err)
		}
		o.ID = seq
	} else if was, ok, err := t.Offer(o.ID); err != nil {
		return o, err
	} else if ok && was.Active {
		if err := t.drop(bActive, amountKey(was.Key)); err != nil {
			return o, err
		}
	}
	if o.Active {
		if err := t.putCount(bActive, amountKey(o.Key), o.ID); err != nil {
			return o, err
		}
	}
	return o, t.save(bOffers, seqKey(o.ID), recordOffer(&o))
}

// AllOffers gives all, in the order of their ids.
func (t *tx) AllOffers() ([]offer.Offer, error) { return all[offerRecord, offer.Offer](t, bOffers) }

// all reads a whole bucket, of which there are never many records.
func all[R, T any, P recordOf[R, T]](t *tx, n bucket) (values []T, err error) {
	c := t.cursor(n)
	for k, v := c.First(); k != nil; k, v = c.Next() {
		value, err := decode[R, T, P](n, v)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, nil
}

// Blocked gives the entry of an amount that is not sent.
func (t *tx) Blocked(k offer.Key) (offer.Block, bool, error) {
	return read[blockRecord, offer.Block](t, bBlocked, amountKey(k))
}

// PutBlocked keeps one.
func (t *tx) PutBlocked(b offer.Block) error {
	if err := t.change(); err != nil {
		return err
	}
	if err := goodKey(b.Operator, b.Connection); err != nil {
		return fmt.Errorf("saving a blocked amount: %w", err)
	}
	return t.save(bBlocked, amountKey(b.Key), recordBlock(&b))
}

// DropBlocked forgets one.
func (t *tx) DropBlocked(k offer.Key) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bBlocked, amountKey(k))
}

// AllBlocked gives all, by operator, connection and amount.
func (t *tx) AllBlocked() ([]offer.Block, error) { return all[blockRecord, offer.Block](t, bBlocked) }

// OrderLimits are what owners have set for one order.
func (t *tx) OrderLimits(o order.Operator, c order.Connection) (order.Limits, bool, error) {
	return read[orderLimitsRecord, order.Limits](t, bOrderLimits, operatorKey(string(o), int(c)))
}

// PutOrderLimits keeps them; the zero Limits are forgotten.
func (t *tx) PutOrderLimits(o order.Operator, c order.Connection, l order.Limits) error {
	if err := t.change(); err != nil {
		return err
	}
	if err := goodKey(string(o), int(c)); err != nil {
		return fmt.Errorf("saving limits: %w", err)
	}
	if l == (order.Limits{}) {
		return t.drop(bOrderLimits, operatorKey(string(o), int(c)))
	}
	return t.save(bOrderLimits, operatorKey(string(o), int(c)), recordOrderLimits(&l))
}

// OfferSheet gives the sheet that an owner sent in last.
func (t *tx) OfferSheet(owner int64) (chat.OfferSheet, bool, error) {
	return read[offerSheetRecord, chat.OfferSheet](t, bOfferSheets, chatKey(owner))
}

// PutOfferSheet keeps it.
func (t *tx) PutOfferSheet(owner int64, s chat.OfferSheet) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.save(bOfferSheets, chatKey(owner), recordOfferSheet(&s))
}

// DropOfferSheet forgets it; no error where there is none.
func (t *tx) DropOfferSheet(owner int64) error {
	if err := t.change(); err != nil {
		return err
	}
	return t.drop(bOfferSheets, chatKey(owner))
}

func checkOffers(t *tx, f *findings) {
	active := 0
	each[offerRecord](f, t, bOffers, func(k []byte, o *offer.Offer) {
		if !bytes.Equal(k, seqKey(o.ID)) {
			f.Add("offer %d has another key", o.ID)
		}
		if !o.Active {
			return
		}
		active++
		if t.count(bActive, amountKey(o.Key)) != o.ID {
			f.Add("offer %d is missing in %s", o.ID, bActive)
		}
	})
	if n := t.size(bActive); n != active {
		f.Add("%d offers are on, %d are listed by amount", active, n)
	}
	each[blockRecord](f, t, bBlocked, func(k []byte, b *offer.Block) {
		if !bytes.Equal(k, amountKey(b.Key)) {
			f.Add("the blocked amount %s has another key", b.Key)
		}
	})
	each[orderLimitsRecord](f, t, bOrderLimits, func(k []byte, _ *order.Limits) {
		if len(k) < 3 || k[len(k)-2] != 0 {
			f.Add("limits of one order have the key %x", k)
		}
	})
	each[offerSheetRecord](f, t, bOfferSheets, func(k []byte, _ *chat.OfferSheet) {
		if len(k) != 8 {
			f.Add("a sheet of packs has the key %x", k)
		}
	})
}
