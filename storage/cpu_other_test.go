//go:build !unix

package storage

import "time"

var begun = time.Now()

// cpuTime is the time that has passed, where what was used of the CPU is not told.
func cpuTime() time.Duration { return time.Since(begun) }
