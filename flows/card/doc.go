// Package card has how an order, a list, a deposit and a complaint look, and to whom: a
// reseller reads whether money moved and what to do next, an owner also whose it is and
// what the panel said last.
package card
