package chat

import (
	"strconv"
	"time"
)

// The parts of the day, by the hour at which they begin, as people in Bangladesh name
// them before the hour.
var dayParts = []struct {
	from int
	name string
}{{0, "রাত"}, {4, "ভোর"}, {6, "সকাল"}, {12, "দুপুর"}, {15, "বিকাল"}, {18, "সন্ধ্যা"}, {20, "রাত"}}

// clock writes the time of day as people say it: 5:55 pm, বিকাল ৫:৫৫. tail is what
// stands behind the minutes, such as seconds.
func (l Language) clock(t time.Time, tail string) string {
	hour := (t.Hour() + 11) % 12
	at := strconv.Itoa(hour+1) + t.Format(":04") + tail
	if l != Bangla {
		return at + t.Format(" pm")
	}
	part := dayParts[0].name
	for _, p := range dayParts {
		if t.Hour() >= p.from {
			part = p.name
		}
	}
	return part + " " + l.Digits(at)
}

// Clock writes the time of day: 5:55 pm, বিকাল ৫:৫৫.
func (s *Config) Clock(l Language, t time.Time) string { return l.clock(t.In(s.Location), "") }

// Seconds writes the time of day with its seconds.
func (s *Config) Seconds(l Language, t time.Time) string {
	t = t.In(s.Location)
	return l.clock(t, t.Format(":05"))
}

// Date writes a day: 23-11-2026.
func (s *Config) Date(l Language, t time.Time) string {
	return l.Digits(t.In(s.Location).Format("02-01-2006"))
}

// Moment writes a date with its time of day: 23-11-2026 5:55 pm.
func (s *Config) Moment(l Language, t time.Time) string { return s.Date(l, t) + " " + s.Clock(l, t) }

// Day writes a day as people say it now: today, yesterday, or its date.
func (s *Config) Day(l Language, t, now time.Time) string {
	switch day := t.In(s.Location).Format(time.DateOnly); day {
	case now.In(s.Location).Format(time.DateOnly):
		return tToday.In(l)
	case now.In(s.Location).AddDate(0, 0, -1).Format(time.DateOnly):
		return tYesterday.In(l)
	}
	return s.Date(l, t)
}
