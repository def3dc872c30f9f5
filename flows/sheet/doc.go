// Package sheet reads the spreadsheets that people send and writes those that they ask
// for: XLSX and CSV in, XLSX out. It knows nothing of what stands in them.
//
// It promises:
//   - What is read stays within bounds of memory, whatever the file is: its size, the
//     size of what it unpacks to, the number of its parts and the work of reading it are
//     limited before anything is kept. A file beyond them is refused with an error of
//     this package, and so is one with macros or a password.
//   - A number comes as the digits that a person sees, never as 1.71E+09.
//   - What is written is data: no text in it is run as a formula, neither in the sheet
//     nor when somebody saves it as CSV and opens that.
package sheet
