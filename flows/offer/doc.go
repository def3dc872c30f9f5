// Package offer keeps what an amount means: packs ([Offer]), which are bought by sending
// an exact amount or done by hand by an owner, and amounts that are not sent at all
// ([Block]). It is pure: it knows nothing of orders, of chats or of a file.
//
// None of it is built in as truth. Packs change every few weeks, so each row says when an
// owner last confirmed it, and the owner keeps the table in chat or as a sheet ([Table]).
package offer
