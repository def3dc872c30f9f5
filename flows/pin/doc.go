// Package pin has the rules of the PIN with which a reseller confirms orders on a phone
// that they lend: which PINs are refused, for which orders one is asked ([Rule]), and
// what happens after wrong ones ([PIN.Miss]). It is pure: it knows nothing of chats or of
// a file.
//
// It promises that a PIN itself is never kept, only its hash, and that 15 wrong ones in
// all, with pauses between them, end in a lock that only an owner lifts.
package pin
