// Package bot is the bot's side of Telegram: updates in, what was decided out.
//
// It promises that Telegram is told an update was received only when the
// store has committed it (or cannot save it, of which the person is told at once),
// that each chat is answered in order, and that no chat waits for another. What an
// update means is decided elsewhere: see Conversations. What is to be said waits in
// the store until Telegram took it.
//
// An update comes in through client (client.go, updates.go), which holds back the
// next getUpdates until this one is done (acknowledge.go); is read as an Input
// (inbound.go); and is handled in the queue of its chat (dispatch.go), after the
// content of its file was fetched where that is wanted (files.go). What that
// posted goes out through sender: one queue for each chat (outbox.go), whose parts
// are delivered (deliver.go, deliver_screen.go, deliver_document.go), each by calls
// (attempt.go) at the pace Telegram allows (pace.go), and not
// while it asks to wait (floodwait.go: with one chat, or with all). What an error of
// Telegram's means for the message is decided in one place (verdict.go).
//
// A message is sent a second time only where it certainly was not sent, or where
// it may have arrived and half a minute or more has passed. An edit, an answer to a
// tap or a command menu may arrive twice without harm, so it is tried again at once.
package bot
