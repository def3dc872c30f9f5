// Package upstream is the client of the recharge panel: a form out, a tolerant
// reading of the reply in, and each call classed as what is certain about it
// and no more.
//
// It promises:
//
//   - A request call (the one that moves money) is at most one HTTP request: a
//     connection of its own, HTTP/1.1, no redirect followed, nothing repeated.
//   - [order.OutcomeUnsent] is said only where no connection was made, so that
//     not one byte of the call can have left. To connect has a limit of time of its
//     own, so that a slow connection ends so.
//   - [order.OutcomeRefused] is said of a request only where the panel's words are
//     known to mean that nothing was taken (refusal_words.go), and nothing beside them
//     speaks of a fault. Any other no is [order.OutcomeDoubtful].
//   - [order.OutcomeDone] and [order.OutcomeFailed] take something of the very order
//     that was asked for, a transaction id that is one or a position, and no word
//     against it. Words, wherever they stand in a reply, make it less certain and
//     never more. Without something of the order a reply is at most
//     [order.OutcomeDenied].
//   - All else is [order.OutcomeUnclear]; Answered in [order.Reply] tells one that cannot be
//     read from none. The tables are in class.go and status.go.
//   - Each call ends with its context or its time limit, whatever the panel does.
//   - The account's key, and the values of headers that are set, are in no answer,
//     no error and no log line. Values of fewer than four characters are no secrets,
//     and those of fewer than eight are hidden only where they stand as a word.
//
// A reply goes through reply.go and further.go (bytes to keys and words), sense.go
// (what words say), class.go or status.go (what it takes to believe them). The words
// of a refusal are in refusal_words.go, what it takes to believe those in refusal.go, and
// what an owner may add to them in refusal_declared.go. What status codes mean is in codes.go.
//
// Section numbers in comments are those of the panel document, which comes with an
// account: 1 Recharge Request, 2 Recharge status, 3 Balance Query.
package upstream
