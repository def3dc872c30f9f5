package kill

import (
	"errors"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/storage"
)

// Every second shop of a torture pays from a wallet of its own, with rates that leave
// odd paisa. At the end its balance must be, to the paisa, what was paid in less the
// prices of the orders for which the panel took money.

const walletsBegin = money.Taka(5_000_000_33)

// tortureRates are the wallets' rates by the operators' codes, in basis points.
var tortureRates = map[string]int{"GP": 275, "RB": 133, "AT": 1, "BL": -125, "SK": 999}

func (s *shop) hasWallet() bool { return s.index%2 == 1 }

// price is what an order costs the shop, reckoned here anew.
func (s *shop) price(operator string, amount int) money.Taka {
	paisa, rate := int64(amount)*100, int64(tortureRates[operator])
	off := paisa * rate / 10_000
	if paisa*rate < 0 && paisa*rate%10_000 != 0 {
		off--
	}
	return money.Taka(paisa - off)
}

// packAmount buys a pack of each operator; packPrices are the prices of those that have
// one of their own.
const packAmount = 108

var packPrices = map[string]money.Taka{"GP": 101_37, "BL": 109_01}

// cost is what a wish costs the shop.
func (s *shop) cost(w *wish) money.Taka {
	if own := packPrices[w.operator]; w.pack == buyPack && own != 0 {
		return own
	}
	return s.price(w.operator, w.amount)
}

// fillWallets gives the wallets to the shops and the packs to all, while the bot does not
// run.
func (run *torture) fillWallets() {
	store, err := storage.Open(run.bot.store(), storage.Options{})
	if err != nil {
		run.t.Fatal(err)
	}
	err = store.Update(func(tx chat.Tx) error {
		books := account.Ledger{Tx: tx, Location: time.UTC}
		if err := books.SetPlan(account.Plan{Name: "torture", Rates: tortureRates}, time.Now()); err != nil {
			return err
		}
		for _, s := range run.shops {
			if !s.hasWallet() { // without the limit a day of somebody new
				if err := books.SetTerms(s.id, account.Terms{}, time.Now()); err != nil {
					return err
				}
				continue
			}
			if err := books.SetTerms(s.id, account.Terms{Own: true, Plan: "torture"}, time.Now()); err != nil {
				return err
			}
			if _, err := books.Opening(s.id, walletsBegin, 1, time.Now()); err != nil {
				return err
			}
		}
		run.packs = map[string]offer.Offer{}
		for _, operator := range order.Operators {
			o := offer.Offer{
				Key:   offer.Key{Operator: string(operator), Connection: int(order.Prepaid), Amount: money.WholeTaka(packAmount)},
				Title: [2]string{"175 minutes", "১৭৫ মিনিট"}, Kind: offer.Minutes, Days: 7, Price: packPrices[string(operator)], Active: true, Confirmed: time.Now(),
			}
			var err error
			if run.packs[o.Operator], err = tx.PutOffer(o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		run.t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		run.t.Fatal(err)
	}
}

// checkWallets compares every wallet with the panel's ledger, and audits the books.
func (run *torture) checkWallets(store *storage.Store, sum *tally) {
	err := store.View(func(tx chat.Tx) error {
		for _, s := range run.shops {
			if err := s.checkWallet(tx, sum); err != nil {
				return err
			}
		}
		return auditAll(run.t, tx)
	})
	if err != nil {
		run.t.Error(err)
	}
}

func (s *shop) checkWallet(tx chat.Tx, sum *tally) error {
	b, err := tx.Balance(s.id)
	if err != nil {
		return err
	}
	want := money.Taka(0)
	if s.hasWallet() {
		want = walletsBegin + s.deposited()
	}
	for _, w := range s.all() {
		if !w.confirmed || !s.hasWallet() {
			continue
		}
		o, ok, err := tx.Order(order.ID(w.id))
		if err != nil {
			return err
		}
		price := s.cost(w)
		if ok && o.Price != price {
			s.t.Errorf("order %s of shop %d has the price %s instead of %s", w.id, s.index, o.Price, price)
		}
		if a, _ := s.Panel.Account(w.id); a.Charged > 0 {
			want -= price
			sum.walletsPaid++
		}
	}
	for _, o := range s.rowOrders {
		if !s.hasWallet() {
			break
		}
		price := s.price(string(o.Operator), int(o.Amount.Whole()))
		if o.Price != price {
			s.t.Errorf("order %s of shop %d's list %d has the price %s instead of %s", o.ID, s.index, o.Batch, o.Price, price)
		}
		if a, _ := s.Panel.Account(string(o.ID)); a.Charged > 0 {
			want -= price
			sum.walletsPaid++
		}
	}
	sum.wallets++
	if b.Wallet != want || b.Held != 0 {
		sum.walletsWrong += (b.Total() - want).Abs()
		s.t.Errorf("shop %d has %s and %s on hold, by the panel's ledger %s", s.index, b.Wallet.Full(), b.Held.Full(), want.Full())
	}
	return nil
}

// auditAll audits the books from the first entry on.
func auditAll(t *testing.T, tx chat.Tx) error {
	for after, end := uint64(0), false; !end; {
		var wrong string
		var err error
		after, end, wrong, err = order.AuditStep(tx, account.Ledger{Tx: tx, Location: time.UTC}, after, 1000)
		if err != nil {
			return err
		}
		if wrong != "" {
			t.Errorf("the books behind entry %d: %s", after, wrong)
			return nil
		}
	}
	return nil
}

// deposited is what an owner has booked for the shop since.
func (s *shop) deposited() money.Taka { return 0 }

// sceneWallet is what the shop of a scene has, and sceneRate what it pays less.
const (
	sceneWallet = money.Taka(1_000_07)
	sceneRate   = 275
)

// giveWallet gives somebody a wallet, while the bot does not run.
func giveWallet(t *testing.T, path string, id int64) {
	t.Helper()
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rates := map[string]int{}
	for _, o := range order.Operators {
		rates[string(o)] = sceneRate
	}
	err = store.Update(func(tx chat.Tx) error {
		books := account.Ledger{Tx: tx, Location: time.UTC}
		_, err := books.Opening(id, sceneWallet, 1, time.Now())
		return errors.Join(err, books.SetPlan(account.Plan{Name: "scene", Rates: rates}, time.Now()),
			books.SetTerms(id, account.Terms{Own: true, Plan: "scene"}, time.Now()))
	})
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
}

// compareWallet holds what the order has cost against what the panel charged.
func (s *scene) compareWallet(store *storage.Store, o order.Order) {
	if err := store.View(func(tx chat.Tx) error {
		b, err := tx.Balance(sceneShop)
		if err != nil {
			return err
		}
		want := sceneWallet
		if o.State == order.Done {
			want -= o.Amount - o.Amount*sceneRate/10_000
		}
		if b.Wallet != want || b.Held != 0 {
			s.t.Errorf("the wallet has %s and %s on hold instead of %s", b.Wallet.Full(), b.Held.Full(), want.Full())
		}
		return auditAll(s.t, tx)
	}); err != nil {
		s.t.Error(err)
	}
}
