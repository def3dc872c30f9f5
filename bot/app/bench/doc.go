// Package bench measures how fast the bot is and how it grows: the real program
// as a process of its own, against both simulators.
package bench
