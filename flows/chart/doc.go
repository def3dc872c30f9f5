// Package chart draws sums as a picture for a phone: columns over time and a bar for each
// of a few things, with words in English and Bangla.
//
// The chart library draws bars and axes, with digits, which stand one beside the other in
// both languages. It cannot write Bangla words, whose vowel signs move and whose letters
// join: those are shaped as browsers do it, by HarfBuzz in Go, and drawn onto the picture.
package chart
