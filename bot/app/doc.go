// Package app is the program put together: the settings of all rooms joined to
// one Config, and what each subcommand does with it. main picks the exit code.
//
// [Run] is the bot as production runs it; the sandbox runs the same one against
// both simulators, and so do the tests (see apptest).
//
// Trouble of the bot's own takes three steps. watch.go looks at the disk, the clock and
// the owners, and has the thresholds. alarms.go brings what is found into the store, for
// every room that finds something. flows/notice (trouble.go) tells the owners of it.
package app
