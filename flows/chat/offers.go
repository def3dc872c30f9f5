package chat

import (
	"time"

	"rechargebot/flows/offer"
	"rechargebot/flows/order"
)

// Offers is the part of Tx for packs and what amounts mean.
type Offers interface {
	// Offer gives a pack by its id, on or off.
	Offer(id uint64) (offer.Offer, bool, error)
	// ActiveOffer gives the one active row with a key, whether or not its time has come.
	ActiveOffer(k offer.Key) (offer.Offer, bool, error)
	// PutOffer keeps one; one with ID 0 is given the next. offer.ErrTaken: another active
	// row has its key, and nothing was changed.
	PutOffer(o offer.Offer) (offer.Offer, error)
	// AllOffers gives all, in the order of their ids.
	AllOffers() ([]offer.Offer, error)

	// Blocked gives the entry of an amount that is not sent.
	Blocked(k offer.Key) (offer.Block, bool, error)
	PutBlocked(b offer.Block) error
	// DropBlocked has the amount sent again; no error where there is none.
	DropBlocked(k offer.Key) error
	// AllBlocked gives all, by operator, connection and amount.
	AllBlocked() ([]offer.Block, error)

	// OrderLimits are what owners have set for one order; false where the first values
	// hold.
	OrderLimits(o order.Operator, c order.Connection) (order.Limits, bool, error)
	// PutOrderLimits keeps them; the zero Limits are forgotten.
	PutOrderLimits(o order.Operator, c order.Connection, l order.Limits) error

	// ByHand gives the open orders that an owner carries out by hand, after the given id
	// (all where it is ""), oldest first, at most limit.
	ByHand(after order.ID, limit int) ([]order.Order, error)

	// OfferSheet gives the sheet that an owner sent in last and has not applied yet.
	OfferSheet(owner int64) (OfferSheet, bool, error)
	PutOfferSheet(owner int64, s OfferSheet) error
	DropOfferSheet(owner int64) error
}

// OfferSheet is a sheet of packs that an owner sent in.
type OfferSheet struct {
	At   time.Time
	Rows []offer.Row
}

// KeyOf is the key of what is recharged.
func KeyOf(r order.Recharge) offer.Key {
	return offer.Key{Operator: string(r.Operator), Connection: int(r.Connection), Amount: r.Amount}
}

// Buys gives the pack that a plain recharge of this amount buys now: one that is done by
// hand is not bought by its amount.
func Buys(tx Offers, r order.Recharge, now time.Time) (offer.Offer, bool, error) {
	o, ok, err := tx.ActiveOffer(KeyOf(r))
	return o, ok && o.On(now) && !o.ByHand, err
}

// Bounds are the least and the most of one plain recharge: what an owner has set for the
// operator and the connection, else the first values, within the owner's settings.
func (s *Config) Bounds(tx Offers, o order.Operator, c order.Connection) (order.Limits, error) {
	l, ok, err := tx.OrderLimits(o, c)
	if err != nil {
		return l, err
	}
	if !ok {
		l = order.LimitsOf(o, c)
	}
	return l.Within(s.Outer(c)), nil
}

// Outer are the bounds of all plain recharges, from the settings; zero where none is set.
func (s *Config) Outer(c order.Connection) order.Limits {
	if c == order.Postpaid {
		return order.Limits{Least: s.MinAmount, Most: s.MaxAmountPostpaid}
	}
	return order.Limits{Least: s.MinAmount, Most: s.MaxAmount}
}
