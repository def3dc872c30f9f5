// Package shop has what is done at the counter, and what a reseller sees of it: to order a
// top-up by a line, step by step, from a favourite or in a list, packs, the PIN, complaints
// and receipts, the own orders, account and reports, and deposits. Owners have the same,
// and where they search or count they have everybody's.
//
// Each conversation is a file, or a few with one name before the underscore; routes.go says
// by which commands, words and buttons they are reached. parse*.go read what is typed.
package shop
