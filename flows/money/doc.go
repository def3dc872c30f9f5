// Package money holds amounts and calendar days: Taka, counted in whole paisa, and the
// days on which it is booked. It never uses a float.
package money
