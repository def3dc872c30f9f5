package account

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"rechargebot/flows/money"
)

// kept is as much of a store as an audit reads, and what is wrong with it.
type kept struct {
	Tx
	entries  []Audited
	latest   []Latest
	deposits map[uint64]Deposit
	sums     Sums
	days     Sums
	last     time.Time
	damage   error // of the sums
}

func (k *kept) Entries(after uint64, limit int) (all []Audited, err error) {
	for _, e := range k.entries {
		if e.Seq > after && len(all) < limit {
			all = append(all, e)
		}
	}
	return all, nil
}

func (k *kept) Latest(after int64, limit int) (all []Latest, err error) {
	for _, l := range k.latest {
		if l.Member > after && len(all) < limit {
			all = append(all, l)
		}
	}
	return all, nil
}

func (k *kept) Entry(seq uint64) (Entry, bool, error) {
	for _, e := range k.entries {
		if e.Seq == seq {
			return e.Entry, true, nil
		}
	}
	return Entry{}, false, nil
}

func (k *kept) Deposit(id uint64) (Deposit, bool, error) {
	d, ok := k.deposits[id]
	return d, ok, nil
}

func (k *kept) Sums() (Sums, error)                 { return k.sums, k.damage }
func (k *kept) SumsOf(string, string) (Sums, error) { return k.days, nil }
func (k *kept) LastBooked() (time.Time, error)      { return k.last, nil }

// audited is an entry with the rows that it must have.
func audited(e Entry, before ...Balance) Audited {
	a := Audited{Entry: e}
	for _, was := range before {
		is := was.after(e)
		a.After = append(a.After, After{is.Member, is.Wallet, is.Held})
		a.Rows = append(a.Rows, AuditedRow{Member: is.Member, Before: was, Kept: is, Hash: "hash", Should: "hash"})
	}
	return a
}

var at = time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)

// wholeBooks are those of two members: 7 was credited 60 taka with a bonus, 8 began with a debt
// of 9 taka, of which 7 paid one, and 7 has bought for 4 taka and has an order of 3 taka on hold.
func wholeBooks() *kept {
	hour := 0
	entry := func(k Kind, reference string, face money.Taka, lines ...Line) Entry {
		hour++
		return Entry{Seq: uint64(hour), At: at.Add(time.Duration(hour) * time.Hour), Kind: k, Reference: reference, Face: face, Lines: lines}
	}
	deposit := audited(entry(Credit, "deposit 1", 0, Line{7, Wallet, 60_90}, Line{0, Cash("bkash"), -60_00}, Line{0, Bonus, -90}), Balance{Member: 7})
	opening := audited(entry(Adjustment, "opening 8", 0, Line{8, Wallet, -9_00}, Line{0, Adjustments, 9_00}), Balance{Member: 8})
	hold := audited(entry(Hold, "6385f4f65e16e", 4_10, Line{7, Wallet, -4_00}, Line{7, Held, 4_00}), deposit.Rows[0].Kept)
	capture := audited(entry(Capture, "6385f4f65e16e", 4_10, Line{7, Held, -4_00}, Line{0, Sales, 4_00}), hold.Rows[0].Kept)
	second := audited(entry(Hold, "6385f4f65e16f", 3_00, Line{7, Wallet, -3_00}, Line{7, Held, 3_00}), capture.Rows[0].Kept)
	transfer := audited(entry(Transfer, "nonce", 0, Line{7, Wallet, -1_00}, Line{8, Wallet, 1_00}), second.Rows[0].Kept, opening.Rows[0].Kept)
	k := &kept{
		entries: []Audited{deposit, opening, hold, capture, second, transfer}, latest: []Latest{{7, transfer}, {8, transfer}}, last: transfer.At,
		deposits: map[uint64]Deposit{1: {ID: 1, Member: 7, Channel: "bkash", State: Approved, Booked: 60_00, Bonus: 90}},
		sums: Sums{Wallets: 52_90, Owed: 8_00, Held: 3_00, Sales: 4_00, Face: 4_10, Bonus: -90, Adjustments: 9_00,
			Cash: map[string]money.Taka{"bkash": -60_00}},
	}
	k.days = k.sums
	k.days.Cash = maps.Clone(k.sums.Cash)
	return k
}

// manyBooks are those of more members than are read at once, each of whom began with a paisa.
func manyBooks() *kept {
	k := &kept{}
	for i := range 1_001 {
		member := int64(i + 1)
		e := audited(Entry{Seq: uint64(member), At: at, Kind: Adjustment, Reference: openingReference(member),
			Lines: []Line{{member, Wallet, 1}, {0, Adjustments, -1}}}, Balance{Member: member})
		k.entries, k.latest, k.last = append(k.entries, e), append(k.latest, Latest{member, e}), at
	}
	k.sums = Sums{Wallets: 10_01, Adjustments: -10_01}
	k.days = k.sums
	return k
}

// TestAuditStep: each thing that can be wrong with the books is found, and where it is.
func TestAuditStep(t *testing.T) {
	other := func(change func(d *Deposit)) func(k *kept) {
		return func(k *kept) {
			d := k.deposits[1]
			change(&d)
			k.deposits[1] = d
		}
	}
	for name, test := range map[string]struct {
		do   func(k *kept)
		want string
	}{
		"whole":                        {func(*kept) {}, ""},
		"no books":                     {func(k *kept) { *k = kept{} }, ""},
		"an entry is missing":          {func(k *kept) { k.entries = append(k.entries[:1:1], k.entries[2:]...) }, "entry 2: it is missing"},
		"an entry that cannot be read": {func(k *kept) { k.entries[1].Wrong = "it cannot be read" }, "entry 2: it cannot be read"},
		"a deposit's entry of none":    {func(k *kept) { k.entries[0].Reference = "gift" }, "entry 1 is of no deposit"},
		"many members":                 {func(k *kept) { *k = *manyBooks() }, ""},
		"a deposit's entry of two": {func(k *kept) {
			k.entries[0] = audited(Entry{Seq: 1, At: at, Kind: Credit, Reference: "deposit 1", Lines: append(k.entries[0].Lines, Line{8, Wallet, 0})},
				Balance{Member: 7}, Balance{Member: 8})
		}, "entry 1 is of no deposit"},
		"a deposit is gone":             {func(k *kept) { k.deposits = nil }, "entry 1 is of deposit 1, which was not approved"},
		"a deposit was rejected":        {other(func(d *Deposit) { d.State = Rejected }), "entry 1 is of deposit 1, which was not approved"},
		"a deposit is another member's": {other(func(d *Deposit) { d.Member = 8 }), "entry 1 is of deposit 1, which was not approved"},
		"a deposit of another sum":      {other(func(d *Deposit) { d.Booked, d.Bonus = 59_00, 1_90 }), "entry 1 books another sum than deposit 1 says"},
		"a deposit of another bonus":    {other(func(d *Deposit) { d.Bonus = 91 }), "entry 1 books another sum than deposit 1 says"},
		"a deposit by another channel":  {other(func(d *Deposit) { d.Channel = "nagad" }), "entry 1 books another sum than deposit 1 says"},
		"what others say of an entry":   {func(k *kept) { k.entries[1].Reason = "others know" }, "others know"},
		"the last entry of somebody":    {func(k *kept) { k.latest[1].Entry.Wrong = "it is missing" }, "entry 6, the last of 8: it is missing"},
		"the wallets' sum":              {func(k *kept) { k.sums.Wallets++ }, "the kept sums of all wallets"},
		"the sum of what is owed":       {func(k *kept) { k.sums.Owed++ }, "the kept sums of all wallets"},
		"the sum on hold":               {func(k *kept) { k.sums.Held++ }, "the kept sums of all wallets"},
		"sales":                         {func(k *kept) { k.sums.Sales++ }, "the sums of all days"},
		"face":                          {func(k *kept) { k.sums.Face++ }, "the sums of all days"},
		"bonus":                         {func(k *kept) { k.sums.Bonus++ }, "the sums of all days"},
		"adjustments":                   {func(k *kept) { k.sums.Adjustments++ }, "the sums of all days"},
		"a channel":                     {func(k *kept) { k.sums.Cash["bkash"]++ }, "the sums of all days"},
		"a channel that no day has":     {func(k *kept) { k.sums.Cash["nagad"]++ }, "the sums of all days"},
		"a channel of days alone":       {func(k *kept) { k.days.Cash["nagad"]++ }, "the sums of all days"},
		"a paisa too much":              {func(k *kept) { k.sums.Cash["bkash"]--; k.days.Cash["bkash"]-- }, "do not add up to zero"},
		"the time of the last":          {func(k *kept) { k.last = k.last.Add(1) }, "the kept time of the last entry"},
		"a time without an entry":       {func(k *kept) { *k = kept{last: at} }, "the kept time of the last entry"},
		"sums that cannot be read": {func(k *kept) {
			k.damage = &Unreadable{What: "the kept sums cannot be read", Cause: errors.New("damage")}
		}, "the kept sums cannot be read"},
	} {
		k := wholeBooks()
		test.do(k)
		each := func(e Entry) (string, error) { return e.Reason, nil }
		for _, limit := range []int{1, 2, 3, 9} { // whatever is read at once
			after, end, wrong := uint64(0), false, ""
			for !end && wrong == "" {
				var err error
				if after, end, wrong, err = (Ledger{Tx: k}).AuditStep(after, limit, each); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			if (wrong == "") != (test.want == "") || !strings.Contains(wrong, test.want) || wrong == "" && after != uint64(len(k.entries)) {
				t.Errorf("%s, %d at once: %q behind entry %d instead of %q", name, limit, wrong, after, test.want)
			}
		}
	}
}

// TestAuditedEntry: an entry is looked at with the rows of its members.
func TestAuditedEntry(t *testing.T) {
	wallet := func(k Kind, reference string, sum, credit money.Taka) Audited { // of somebody who has 1 taka
		return audited(Entry{Seq: 1, At: at, Kind: k, Reference: reference, Credit: credit,
			Lines: []Line{{7, Wallet, sum}, {0, Adjustments, -sum}}}, Balance{Member: 7, Wallet: 1_00})
	}
	row := func(change func(a *Audited)) Audited {
		a := wallet(Adjustment, "nonce", 5_00, 0)
		change(&a)
		return a
	}
	since := wallet(LateHold, "x", -5_00, 0)
	since.Rows[0].Kept.OwesSince = since.Rows[0].Kept.OwesSince.In(time.FixedZone("Dhaka", 6*3600))
	transfer := audited(Entry{Seq: 1, At: at, Kind: Transfer, Reference: "nonce", Lines: []Line{{7, Wallet, -1_00}, {8, Wallet, 1_00}}},
		Balance{Member: 7, Wallet: 1_00}, Balance{Member: 8, Wallet: -5_00, OwesSince: at})
	capture := audited(Entry{Seq: 1, At: at, Kind: Capture, Reference: "x", Lines: []Line{{7, Held, -1_00}, {0, Sales, 1_00}}},
		Balance{Member: 7, Wallet: -9_00, Held: 1_00, OwesSince: at})
	for name, test := range map[string]struct {
		a    Audited
		want string
	}{
		"as it is":                   {row(func(*Audited) {}), ""},
		"the same time elsewhere":    {since, ""},
		"to somebody who still owes": {transfer, ""},
		"cannot be read":             {row(func(a *Audited) { a.Wrong = "it cannot be read" }), "it cannot be read"},
		"lines":                      {row(func(a *Audited) { a.Lines[0].Amount++ }), "do not add up to zero"},
		"no row":                     {row(func(a *Audited) { a.Rows = nil }), "it is not in its members' statements"},
		"no row and nobody's":        {row(func(a *Audited) { a.Rows, a.After = nil, nil }), "it is not in its members' statements"},
		"a row too many":             {row(func(a *Audited) { a.Rows = append(a.Rows, a.Rows[0]) }), "it is not in its members' statements"},
		"wallet":                     {row(func(a *Audited) { a.Rows[0].Kept.Wallet++ }), "the balance of 7 after it does not follow"},
		"total in":                   {row(func(a *Audited) { a.Rows[0].Kept.In++ }), "the balance of 7 after it does not follow"},
		"since when they owe":        {row(func(a *Audited) { a.Rows[0].Kept.OwesSince = at }), "the balance of 7 after it does not follow"},
		"another wallet":             {row(func(a *Audited) { a.After[0].Wallet++ }), "it says another balance of 7"},
		"hash":                       {row(func(a *Audited) { a.Rows[0].Hash = "other" }), "the chain of 7 is broken"},
		"less than nothing held":     {row(func(a *Audited) { a.Rows[0].Before.Held--; a.Rows[0].Kept.Held--; a.After[0].Held-- }), "less than nothing of 7 is on hold"},
		"to the last paisa":          {wallet(Payout, "nonce", -1_00, 0), ""},
		"below zero":                 {wallet(Payout, "nonce", -1_01, 0), "the wallet of 7 fell below its limit"},
		"to the end of the credit":   {wallet(Hold, "x", -3_00, 2_00), ""},
		"below the credit":           {wallet(Hold, "x", -3_01, 2_00), "the wallet of 7 fell below its limit"},
		"below by an adjustment":     {wallet(Adjustment, "nonce", -1_01, 0), "the wallet of 7 fell below its limit"},
		"another's opening balance":  {wallet(Adjustment, "opening 8", -1_01, 0), "the wallet of 7 fell below its limit"},
		"an opening balance":         {wallet(Adjustment, "opening 7", -1_01, 0), ""},
		"sold while below it":        {capture, ""},
		"charged late":               {wallet(LateCharge, "x", -1_01, 0), ""},
		"held late":                  {wallet(LateHold, "x", -1_01, 0), ""},
	} {
		if got := test.a.wrong(); (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
			t.Errorf("%s: %q instead of %q", name, got, test.want)
		}
	}
}
