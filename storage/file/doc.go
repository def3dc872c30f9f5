// Package file is the safe bbolt below the store: one file with transactions in
// it. It knows nothing of what is kept there; the package above says that in a
// [Schema] and does the reading and writing.
//
// Begin with [Open], which inspects the file before bbolt maps it (inspect.go,
// pages.go) and brings an older schema up to date (schema.go). [DB.Update]
// commits together whatever waits at the same time (commit.go); [DB.View] reads.
// [DB.Copy], [DB.Backup] and [Restore] are the way out and back in, [Check] and
// [Probe] look without changing anything.
//
// It promises:
//   - An Update is on disk when it returns nil; with any error but ErrInDoubt it
//     left no trace.
//   - A function that fails or panics harms none of those committed with it.
//   - A file that is damaged, newer than this version or held by another
//     process is refused and left as it is.
//   - A backup that stands under its name is whole.
package file
