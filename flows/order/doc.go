// Package order holds what a top-up is and how it lives: Order, the operators, the
// states with their one transition table, and the desk, which sends orders to the
// panel, follows them and settles them.
//
// It makes three promises about money. An order is on disk before the panel hears of
// it, and marked Sending on disk before its one call. What the panel did not clearly
// say is Unclear, never Failed. The final state and the notice to the reseller are one
// transaction.
//
// The way of an order: [Place] puts it on disk; the desk's work loop (work.go) takes it
// up and sends it (send.go); status checks follow it (check.go), and [Settle]
// (settle.go) makes it final, by the panel's word, by an owner's ([ApplyVerdict]) or
// because it was certainly never sent. denial.go says when a no is believed, recheck.go
// when a final order is checked again, limiter.go and hold.go how many calls are made.
// desk.go starts all that and goes on, after a crash, from what is on disk.
//
// Besides: lists of orders (batch.go, batch_step.go), orders that an owner carries out by
// hand (hand.go), complaints (complaint.go), and the audit of orders against the ledger
// (audit.go).
//
// The store, the way to the panel and the notices are interfaces declared here (store.go,
// panel.go, notifier.go) and implemented in storage, upstream and flows/notice.
package order
