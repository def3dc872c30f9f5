// Package storage keeps everything the bot must not forget in one file: orders and
// their indexes, day totals, conversations, members, the ledger, what is still to be
// said, which updates were seen, and the rest of what subjects.go lists.
//
// Each subject has a file with its buckets, its record, its methods, its check, and
// the steps that brought its buckets: orders.go (lists.go reads them by their
// indexes), totals.go, ids.go, sessions.go, members.go and so on; subjects.go lists
// them. The ledger has four: ledger.go has the entries, ledger_statements.go the rows of
// each member, ledger_sums.go the owner's accounts, ledger_audit.go what an audit reads.
// The file itself, commits and copies are the business of package file below.
//
// It promises what that package promises, and:
//   - Each function's writing shows as a whole or not at all, with all that derives
//     from it: indexes, counters, totals.
//   - An id is never given twice, whatever the clock says and whatever backup was
//     restored.
//   - What is on disk has a form of its own, which changes only by a migration.
//   - Costs do not grow with the number of orders stored.
package storage
