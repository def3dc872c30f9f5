package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"rechargebot/bot/app/apptest"
	"rechargebot/bot/sandbox"
	"rechargebot/bot/simtelegram"
	"rechargebot/flows/account"
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/upstream/simpanel"
)

// secondOwner is an owner beside the sandbox's.
const secondOwner = 1002

// counting is a bot with two owners, whose reseller and stranger order on their own
// wallets and pay in by bKash.
type counting struct{ *apptest.Bot }

func newCounting(t *testing.T, opening money.Taka) counting {
	w := counting{apptest.Prepare(t, "ADMIN_IDS", fmt.Sprint(sandbox.Admin, ",", secondOwner))}
	w.Telegram.AddPerson(simtelegram.Person{ID: secondOwner, FirstName: "Jamal", LanguageCode: "en"})
	w.Offline(func(tx chat.Tx) error {
		books := account.Ledger{Tx: tx, Location: w.Config.Talk.Location}
		for _, id := range []int64{sandbox.Reseller, sandbox.Stranger} {
			if err := tx.PutMember(chat.Member{ID: id, Name: fmt.Sprint("Shop ", id), Allowed: true, Language: "en"}); err != nil {
				return err
			}
			if err := books.SetTerms(id, account.Terms{Own: true}, time.Now()); err != nil {
				return err
			}
			if opening != 0 {
				if _, err := books.Opening(id, opening, sandbox.Admin, time.Now()); err != nil {
					return err
				}
			}
		}
		return tx.PutChannel(account.Channel{ID: "bkash", Name: "bKash", Provider: "bkash", Number: "01700000000", Kind: "personal", On: true})
	})
	w.Start()
	for _, owner := range []int64{sandbox.Admin, secondOwner} {
		w.Help(owner)
	}
	return w
}

// asks has a member begin a deposit of ৳500, up to the proof.
func (w counting) asks(member int64) {
	w.T.Helper()
	before := w.Says(member, "Pay ৳500 by bKash")
	w.Telegram.Say(member, "/deposit")
	w.Tap(member, "৳500")
	w.Until("where to pay", func() bool { return w.Says(member, "Pay ৳500 by bKash") > before })
}

// approval is the button that approves a deposit, on an owner's card.
func (w counting) approval(owner int64, transaction string) (message int, data string) {
	w.T.Helper()
	w.Until("a card to approve", func() bool {
		for _, m := range w.Telegram.Messages(owner) {
			if !strings.Contains(m.Text, transaction) {
				continue
			}
			for _, row := range m.Buttons {
				for _, b := range row {
					if strings.HasPrefix(b.Text, "✅ Approve") {
						message, data = m.ID, b.Data
					}
				}
			}
		}
		return data != ""
	})
	return message, data
}

// has stops the bot and compares what a member has, and how many deposits were booked
// for them, with what it must be.
func (w counting) has(member int64, want money.Taka, deposits int) {
	w.T.Helper()
	if err := w.Stop(); err != nil {
		w.T.Fatal(err)
	}
	w.Offline(func(tx chat.Tx) error {
		b, err := tx.Balance(member)
		if err != nil {
			return err
		}
		all, err := tx.Entries(0, 1000)
		n := 0
		for _, e := range all {
			if e.Kind == account.Credit && e.Of(member, account.Wallet) != 0 {
				n++
			}
		}
		if b.Wallet != want || n != deposits {
			w.T.Errorf("%d has %s by %d deposits instead of %s by %d", member, b.Wallet.Full(), n, want.Full(), deposits)
		}
		return err
	})
}

// Two owners tap Approve at the same moment, over and over; and one who was shown the
// card taps when the bot is gone, so that the next process hears both.
func TestTwoOwnersApproveAtOnce(t *testing.T) {
	t.Parallel()
	w := newCounting(t, 0)
	const rounds = 5
	owners := []int64{sandbox.Admin, secondOwner}
	for i := range rounds {
		id := fmt.Sprintf("TRX%06d", i)
		w.asks(sandbox.Reseller)
		w.Telegram.Say(sandbox.Reseller, id)
		var both sync.WaitGroup
		begin := make(chan struct{})
		for _, owner := range owners {
			message, data := w.approval(owner, id)
			both.Go(func() {
				<-begin
				w.Telegram.TapForged(owner, message, data)
			})
		}
		close(begin)
		both.Wait()
		for _, owner := range owners {
			w.Sees(owner, "booked", id)
		}
		w.Until("the word to the member", func() bool { return w.Says(sandbox.Reseller, "is in your account") == i+1 })
		w.Until("one answer that it was decided", func() bool { return decidedAnswers(w) == i+1 })
		if i < rounds-1 { // one deposit each 30 seconds
			w.rested()
		}
	}
	w.has(sandbox.Reseller, rounds*500_00, rounds)

	w.rested()
	w.asks(sandbox.Reseller)
	w.Telegram.Say(sandbox.Reseller, "TRX999999")
	first, firstData := w.approval(sandbox.Admin, "TRX999999")
	second, secondData := w.approval(secondOwner, "TRX999999")
	w.Telegram.TapForged(sandbox.Admin, first, firstData)
	w.Sees(sandbox.Reseller, "৳3,000.00")
	if err := w.Stop(); err != nil {
		t.Fatal(err)
	}
	w.Telegram.TapForged(secondOwner, second, secondData) // nobody hears it yet
	w.Start()
	w.Sees(secondOwner, "booked", "TRX999999")
	w.Until("one more answer that it was decided", func() bool { return decidedAnswers(w) == rounds+1 })
	w.has(sandbox.Reseller, (rounds+1)*500_00, rounds+1)
	if n := w.Says(sandbox.Reseller, "is in your account"); n != rounds+1 {
		t.Errorf("the member was told %d times", n)
	}
}

// rested lets the half minute between a member's deposits have passed.
func (w counting) rested() {
	if err := w.Stop(); err != nil {
		w.T.Fatal(err)
	}
	w.Offline(func(tx chat.Tx) error {
		all, err := tx.DepositsOf(sandbox.Reseller, 0, 1)
		if err != nil || len(all) == 0 {
			return err
		}
		all[0].Asked = all[0].Asked.Add(-time.Minute)
		_, err = tx.PutDeposit(all[0])
		return err
	})
	w.Start()
}

func decidedAnswers(w counting) (n int) {
	for _, a := range w.Telegram.Answers() {
		if strings.Contains(a.Text, "decided already") {
			n++
		}
	}
	return n
}

// The same transaction id comes from two chats at the same moment, in two cases: one is
// asked for, the other is told that it was used. Neither learns who the other is.
func TestATransactionIDFromTwoChatsAtOnce(t *testing.T) {
	t.Parallel()
	w := newCounting(t, 0)
	members := []int64{sandbox.Reseller, sandbox.Stranger}
	for _, m := range members {
		w.asks(m)
	}
	var both sync.WaitGroup
	begin := make(chan struct{})
	for i, m := range members {
		both.Go(func() {
			<-begin
			w.Telegram.Say(m, []string{"9BK4XYZ1AB", "9bk4xyz1ab"}[i])
		})
	}
	close(begin)
	both.Wait()
	w.Until("one request and one no", func() bool {
		asked, used := 0, 0
		for _, m := range members {
			asked += w.Says(m, "is with the owner")
			used += w.Says(m, "has used this transaction id")
		}
		return asked == 1 && used == 1
	})
	for _, m := range members {
		for _, other := range members {
			for _, word := range []string{fmt.Sprint(other), fmt.Sprint("Shop ", other), "rahim_store", "sumon"} {
				if other != m && w.Says(m, word) > 0 {
					t.Errorf("%d reads %q", m, word)
				}
			}
		}
	}
	message, data := w.approval(sandbox.Admin, "9BK4XYZ1AB")
	w.Telegram.TapForged(sandbox.Admin, message, data)
	w.Until("the word to one", func() bool {
		return w.Says(sandbox.Reseller, "is in your account")+w.Says(sandbox.Stranger, "is in your account") == 1
	})
	first := w.Says(sandbox.Reseller, "is in your account")
	w.has(sandbox.Reseller, money.Taka(first)*500_00, first)
	w.has(sandbox.Stranger, money.Taka(1-first)*500_00, 1-first)
}

// The SMS of a payment is delivered twice by Telegram, and pasted again by both owners:
// what it matches is booked once.
func TestAnSMSTwice(t *testing.T) {
	t.Parallel()
	w := newCounting(t, 0)
	if err := w.Stop(); err != nil {
		t.Fatal(err)
	}
	w.Offline(func(tx chat.Tx) error { return tx.PutCrediting(1000_00) })
	w.Start()
	w.asks(sandbox.Reseller)
	w.Telegram.Say(sandbox.Reseller, "9BK4XYZ1AB")
	w.Sees(sandbox.Reseller, "is with the owner")
	const sms = "You have received Tk 500.00 from 01555000111. Fee Tk 0.00. Balance Tk 9,000.00. TrxID 9BK4XYZ1AB at 23/11/2026 09:58"
	update := w.Telegram.Say(sandbox.Admin, sms)
	w.Telegram.Redeliver(update)
	w.Telegram.Resend(update)
	w.Telegram.Say(secondOwner, sms)
	w.Sees(sandbox.Reseller, "is in your account")
	// Of three that the bot heard one was kept, whichever came first.
	w.Until("two answers that it was kept", func() bool {
		return w.Says(sandbox.Admin, "was kept before")+w.Says(secondOwner, "was kept before") == 2
	})
	w.Telegram.Redeliver(update)
	w.Help(sandbox.Admin)
	if n := w.Says(sandbox.Admin, "was kept before") + w.Says(secondOwner, "was kept before"); n != 2 {
		t.Errorf("%d answers that it was kept before", n)
	}
	w.has(sandbox.Reseller, 500_00, 1)
	if n := w.Says(sandbox.Reseller, "is in your account"); n != 1 {
		t.Errorf("the member was told %d times", n)
	}
}

// A member on their own wallet goes through what they can reach while the panel tells its
// balance wherever it can: in replies, in refusals, in words of its own and where it fails.
// Nothing that they are told has it, nor does an error say it.
func TestTheWalletsNeverShowThePanelsBalance(t *testing.T) {
	t.Parallel()
	w := newCounting(t, 900_07)
	if err := w.Panel.SetBalance("7351.29"); err != nil {
		t.Fatal(err)
	}
	m := int64(sandbox.Reseller)
	number := func(i int) string { return fmt.Sprintf("0171234%04d", 5600+i) }
	moods := []simpanel.Mood{
		mood(simpanel.Succeed), mood(simpanel.RefuseBalance), mood(simpanel.Refuse), mood(simpanel.Fail), mood(simpanel.HTML), mood(simpanel.Reset),
		{Name: simpanel.Refuse, Message: "Insufficient balance: Tk 7,351.29 left"},
		{Name: simpanel.Refuse, Message: "Your account has only 7351.29 BDT balance"},
		{Name: simpanel.Refuse, Message: "Available: 7351.29"},
		{Name: simpanel.Fail, Message: "Failed, current balance 7351.29"},
		{Name: simpanel.Fail, Message: "Operator down. Remaining credit Tk7351.29"},
		{Name: simpanel.Body, Body: `{"success":false,"status":2,"message":"Not done, your wallet has ৳7351.29"}`},
	}
	for i, m := range moods {
		w.Panel.SetMoodFor(number(i), m)
	}
	for i := range moods {
		w.Telegram.Say(m, number(i)+" 20")
		w.Until("a card", func() bool { return w.Says(m, number(i)) > 0 })
		w.Tap(m, "✅ Confirm")
		w.Eventually("a call", func() bool {
			for _, e := range w.Panel.Log() {
				if e.Call == simpanel.CallRequest && e.Number == number(i) {
					return true
				}
			}
			return false
		})
	}
	w.Panel.SetMood(simpanel.CallBalance, simpanel.Mood{Name: simpanel.Body, Body: `{"success":false,"status":2,"message":"balance 7351.29 is too low"}`})
	for _, line := range []string{"/balance", "/history", "/status", "/status " + number(7), "/statement", "/rates", "/deposit", "/verify 1-0123456789", "/books", "/audit", "/deposits", "/members"} {
		w.Telegram.Say(m, line)
	}
	w.Help(m)
	for _, message := range w.Telegram.Messages(m) {
		if text := strings.ReplaceAll(message.HTML+fmt.Sprint(message.Buttons), ",", ""); strings.Contains(text, "7351") || strings.Contains(text, "7331") {
			t.Errorf("the member reads the panel's balance: %s", message.Text)
		}
	}
	for _, a := range w.Telegram.Answers() {
		if strings.Contains(a.Text, "735") {
			t.Errorf("an answer shows the panel's balance: %s", a.Text)
		}
	}
}
