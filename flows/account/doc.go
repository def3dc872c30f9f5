// Package account keeps the money between the owner and the resellers: a ledger with
// double entries ([Entry]), each reseller's wallet and what is held of it ([Balance]),
// on which terms they order ([Terms], [Plan], [Limits]), what a recharge costs them
// ([Price]), the deposits that they ask for ([Deposit], [Channel]), and the audit of all
// of it. It is pure: it knows nothing of chats, of the panel or of a file. What it needs
// of a store is [Tx].
//
// It promises:
//   - Every change of money is an [Entry], written in the transaction of the change that
//     causes it. The reference of an entry is unique, so nothing is booked twice.
//   - Entries are never changed or deleted. Balances are sums kept beside them.
//   - A wallet is spent only by the transaction that has read what is available in it.
package account
