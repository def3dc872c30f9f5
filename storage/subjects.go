package storage

import "rechargebot/storage/file"

// subjects are what the store keeps, a file each. To add one: a file beside the
// others with its buckets, its record, its methods and a subject, and its line
// here. Its buckets come by a step to the next schema version, for which the tests
// then want a file in testdata (see TestGolden).
var subjects = []*subject{
	&idSubject,
	&orderSubject,
	&totalsSubject,
	&operatorSubject,
	&seenSubject,
	&sessionSubject,
	&memberSubject,
	&visitorSubject,
	&outboxSubject,
	&cardSubject,
	&inquirySubject,
	&refusalSubject,
	&untoldSubject, // its step reads members and orders
	&ownerSubject,
	&requestSubject, // its step reads visitors
	&missedSubject,
	&troubleSubject,
	&favouriteSubject,
	&ledgerSubject,
	&termsSubject,
	&depositSubject,
	&offerSubject,
	&batchSubject, // restored once its orders are
	&complaintSubject,
	&pinSubject,
}

// subject is one thing that the store keeps, as the store sees it.
type subject struct {
	steps    steps
	check    func(*tx, *findings)        // compares what derives from its records with them
	restored func(*tx, *restoring) error // makes its records of a backup safe to go on from
}

// steps lead a subject from one schema version to the next, by the version that they
// lead to. What a step does never changes: it has its own list of names, and does
// not use what is named for today's schema.
type steps map[int]func(*file.Tx) error

// schema puts the subjects together.
func schema() file.Schema {
	s := file.Schema{Check: checkAll}
	for _, b := range buckets {
		s.Buckets = append(s.Buckets, b.name)
	}
	for version := 1; ; version++ {
		var all []func(*file.Tx) error
		for _, subject := range subjects {
			if step := subject.steps[version]; step != nil {
				all = append(all, step)
			}
		}
		if all == nil {
			return s
		}
		s.Steps = append(s.Steps, func(b *file.Tx) error {
			for _, step := range all {
				if err := step(b); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// bucket names one of bbolt's buckets.
type bucket int

// mostBuckets bounds their number, so that a transaction has room for all.
const mostBuckets = 64

var buckets []struct {
	name []byte
	// growing buckets grow at their end only, so that their pages can be filled up.
	growing bool
}

// bMeta holds the schema version and small things of the subjects.
var bMeta = newBucket(file.Meta)

// newBucket makes a bucket known; a subject's step makes it in the file.
func newBucket(name string) bucket {
	if len(buckets) == mostBuckets {
		panic("storage: raise mostBuckets")
	}
	buckets = append(buckets, struct {
		name    []byte
		growing bool
	}{name: []byte(name)})
	return bucket(len(buckets) - 1)
}

// newGrowing is newBucket for one whose keys only ever rise.
func newGrowing(name string) bucket {
	b := newBucket(name)
	buckets[b].growing = true
	return b
}

func (b bucket) String() string { return string(buckets[b].name) }
