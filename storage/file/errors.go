package file

import (
	"errors"
	"fmt"
)

// What can be wrong, in words that say what to do. Open, Check and Copy wrap
// them together with the cause.
var (
	// ErrLocked: the file is held by another process.
	ErrLocked = errors.New("another running copy of the bot holds the store's file; stop that one first, or give this one a file of its own")
	// ErrDamaged: the file is no store, or not a whole one. It is left as it is.
	ErrDamaged = errors.New("the store's file is damaged or is not a store; it was left as it is: move it away and put the newest backup in its place")
	// ErrBackup: a file to be restored is no store, or not a whole one. Nothing was changed.
	ErrBackup = errors.New("this backup is damaged or is none; nothing was changed: take another one")
	// ErrMissing: there is no file, but what a restore leaves beside one.
	ErrMissing = errors.New("the store's file is missing, but a restore has left files beside its place; begin no new store in its stead: restore once more, or rename the newest .before- file to the store's name (to begin anew all the same, move the files named here away)")
	// ErrNewer: the file has a schema that this version does not know.
	ErrNewer = errors.New("the store's file was written by a newer version of the bot; run that version, or put a backup from before the upgrade in its place")
	// ErrNotWritable: the file cannot be opened for reading and writing.
	ErrNotWritable = errors.New("the store's file cannot be opened for writing; check that its folder exists and that this user may write there")
	// ErrNotSaved: a commit failed; nothing of it took effect. Wraps the cause,
	// such as a full disk. The store goes on: the next Update may succeed.
	ErrNotSaved = errors.New("the change was not saved; check that the disk has room and works")
	// ErrInDoubt: a commit failed so late that it may have been saved. It shows,
	// but may not survive a power cut; the next one that is saved makes it last.
	ErrInDoubt = errors.New("the change may or may not have been saved")
	// ErrReadOnly: something was to be changed in a View.
	ErrReadOnly = errors.New("nothing can be changed in a read-only transaction")
	// ErrClosed: the store was closed before.
	ErrClosed = errors.New("the store is closed")
)

// Panicked is the error of a function that panicked inside a transaction. It
// left no trace there.
type Panicked struct {
	Value any    // what it panicked with; nil where it ended its goroutine by runtime.Goexit
	Stack []byte // where
}

func (p *Panicked) Error() string {
	if p.Value == nil {
		return "a transaction's function ended its goroutine"
	}
	return fmt.Sprintf("a transaction's function panicked: %v", p.Value)
}

// Unwrap gives the panic's value where it is an error, and ErrDamaged besides
// where the store's file could not be read at some address.
func (p *Panicked) Unwrap() []error {
	err, ok := p.Value.(error)
	if !ok {
		return nil
	}
	if _, fault := p.Value.(interface{ Addr() uintptr }); fault {
		return []error{ErrDamaged, err}
	}
	return []error{err}
}
