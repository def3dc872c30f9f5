// Package text holds what is done to text before it is read or shown: one cleaning,
// one folding of words, digits of every script. The words themselves are elsewhere.
package text
