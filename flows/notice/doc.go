// Package notice has what people are told without having asked: it is the desk's
// Notifier. Each notice is written in the transaction of the change that it tells of.
// Reminders, and what others are told of an owner's act, are with the conversation
// concerned, in flows/office and flows/shop.
package notice
