// Package card has how an order looks, and to whom: a reseller reads whether money
// moved and what to do next, an owner also whose order it is and what the panel said
// last.
package card
