// Package office has what owners do: let people in and remove them, give a verdict on
// an order that the panel leaves open, keep the resellers' accounts, plans, deposits and
// channels, decide complaints, keep packs and carry out orders by hand, reset PINs, declare
// the panel's words, take a backup. routes.go says how each is reached. It also answers
// people who are no members, whose requests it passes on to the owners.
package office
