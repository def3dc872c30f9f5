// Package simpanel is a simulated recharge panel: a real HTTP server that
// speaks the panel document and misbehaves on demand. It serves the sandbox and
// the tests of the panel's client.
//
// It keeps a balance and the orders taken, all in memory, and promises that an
// order's money is taken once, however the answer is lost on its way, unless
// mood [Double] or Options.RunTwice is set. It shares no code with the client: a
// mistake about the wire must not cancel out.
//
// How it answers is its mood, one for each of the three calls, or one for a
// mobile number or an order id; the names are in kinds.go. What it really did is
// in its ledger ([Panel.Ledger], [Panel.Accounts]), whatever it answered: many
// moods refuse what they took, or do not know by id what they charged.
//
// An order goes from pending to done or failed only when a status call asks for
// it or [Panel.Settle] says so, never by itself, so that a test sees each change
// in its own order. Only the moods that take a word back change an order by the
// panel's clock alone, which is Options.Now and [Panel.Advance].
//
// To add a mood: in kinds.go its name, its row in kinds, and offeredMoods where the
// page is to have a button for it (the page draws its buttons from that list). If its
// row cannot say what it does, mood.go has the calls that a mood concerns
// (setBehaviour), calls.go what becomes of the order, reply.go the reply's body (as),
// and deliver.go how it is sent.
//
// What the document leaves open is decided here as public clients report it:
// status "1" is done, "2" failed, all else in progress; the transaction id is
// empty until done; a failed order's status reply carries a "message" as well.
package simpanel
