// Package office has what owners do: let people in and remove them, give a verdict on
// an order that the panel leaves open, keep the resellers' accounts and plans, declare
// the panel's words, take a backup. It also answers people who are no members, whose
// requests it passes on to the owners.
package office
