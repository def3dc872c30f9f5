// Package setting is how a room says what configures it: one row for each
// setting, with its name, what holds without it, and how a value is read into
// the room's own struct. The program joins the rows of all rooms.
//
// It promises that all that is wrong is found at once, each fault with its
// reason, an example and where it stands, and that what a row declares secret
// is known to whoever writes a log: see [Secrets].
//
// A new setting is one row beside the struct that it configures. The README's
// table and .env.example are written from the rows: go test ./bot/app -run
// TestSettingsAreDocumented -update.
package setting
