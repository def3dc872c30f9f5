// Package upstream is the client of the recharge panel: a form out, a tolerant
// reading of the reply in, and each call classed as what is certain about it
// and no more.
//
// It promises:
//
//   - A request call (the one that moves money) is at most one HTTP request: a
//     connection of its own, HTTP/1.1, no redirect followed, nothing repeated.
//   - [order.OutcomeUnsent] is said only where no connection was made, so that
//     not one byte of the call can have left. All else that is not the panel's
//     readable word is [order.OutcomeUnclear]. The tables are in class.go.
//   - Each call ends with its context or its time limit, whatever the panel does.
//   - The account's key is in no answer, no error and no log line.
//
// Section numbers in comments are those of the panel document, which comes with an
// account: 1 Recharge Request, 2 Recharge status, 3 Balance Query.
package upstream
