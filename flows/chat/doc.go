// Package chat is the toolkit of the conversations. It has what comes in ([Input]) and
// goes out ([Screen], [Outgoing]), without a word of Telegram's types; [Turn], one input
// being answered; [Route], one thing that people can do, and the table of all of them;
// [Text], a text in both languages; [Session], where a chat's conversations stand; [Slow],
// a value that takes too long for a transaction; and [Tx] and [Outbox], what a store must
// do for them, which storage implements.
package chat
