package money

import "time"

// Day is the calendar day of a time in a place, as day totals are kept: "2026-11-23".
func Day(t time.Time, where *time.Location) string { return t.In(where).Format(time.DateOnly) }
