// Package flows holds the conversations: what an input changes, and what is said
// to it, in English and Bangla. It knows neither Telegram's types nor HTTP.
//
// It promises:
//
//   - All that an input does, and every word said to it, goes into the one
//     transaction that it is given; nothing is remembered elsewhere.
//   - A button, a name and a typed line are taken for what anybody could have
//     sent: what they may do is looked up anew each time.
//   - A confirm button is good for one order, and for ten minutes. Each order that is
//     being put together has a card of its own, up to ten in a chat.
//   - What was typed is either understood or named; digits that belong to something
//     else than the number and the amount never become an amount.
//   - Nobody is told that money did not move unless that is certain.
//
// An Input comes in through Flows.Handle (flows.go), which knows who it is from,
// and goes to one file a conversation: recharge.go and confirm.go, orders.go,
// start.go, people.go, and verdict.go for the owners. Notices (notices.go) are what
// people are told without having asked. Every text is in a catalogue file; parse.go
// reads typed lines by the tables of words.go; drafts.go keeps what is open; store.go
// declares what is needed of a store.
package flows
