// Package order holds what a top-up is and how it lives: Order, Member,
// Operator, the states with their one transition table, and the desk that
// sends orders to the panel, follows them and settles them.
//
// It keeps three deferred about money. An order is on disk before the panel
// hears of it and marked Sending on disk before its one call. What the panel
// did not clearly say is Unclear, never Failed. The final state and the notice
// to the reseller are one transaction.
//
// The store and the panel are interfaces declared here (store.go, panel.go) and
// implemented in storage and upstream. The package imports the standard library
// only.
package order
