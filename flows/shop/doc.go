// Package shop has what resellers do: order a top-up by a line or step by step, see
// how their orders stand, their history and their balance. Each conversation is a file;
// routes.go says by which commands, words and buttons they are reached.
package shop
