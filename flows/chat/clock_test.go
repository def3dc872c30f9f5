package chat

import (
	"testing"
	"time"
)

// Times and days are written as people say them, at each border of the day.
func TestClock(t *testing.T) {
	c := Config{Location: time.FixedZone("", 6*3600)}
	for at, want := range map[string][2]string{
		"00:00": {"12:00 am", "রাত ১২:০০"}, "03:59": {"3:59 am", "রাত ৩:৫৯"}, "04:00": {"4:00 am", "ভোর ৪:০০"}, "06:05": {"6:05 am", "সকাল ৬:০৫"},
		"11:59": {"11:59 am", "সকাল ১১:৫৯"}, "12:00": {"12:00 pm", "দুপুর ১২:০০"}, "14:30": {"2:30 pm", "দুপুর ২:৩০"}, "15:00": {"3:00 pm", "বিকাল ৩:০০"},
		"17:55": {"5:55 pm", "বিকাল ৫:৫৫"}, "18:00": {"6:00 pm", "সন্ধ্যা ৬:০০"}, "20:01": {"8:01 pm", "রাত ৮:০১"}, "23:59": {"11:59 pm", "রাত ১১:৫৯"},
	} {
		when, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-23 "+at, c.Location)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range []Language{English, Bangla} {
			if got := c.Clock(l, when); got != want[i] {
				t.Errorf("%s in %s: %s, want %s", at, l, got, want[i])
			}
		}
		if got := c.Seconds(English, when.Add(7*time.Second)); got != want[0][:len(want[0])-3]+":07"+want[0][len(want[0])-3:] {
			t.Errorf("%s with seconds: %s", at, got)
		}
		for days, word := range map[int]string{0: "today", -1: "yesterday", -2: "21-11-2026", 1: "24-11-2026"} {
			if got := c.Day(English, when.AddDate(0, 0, days), when); got != word {
				t.Errorf("%d days from %s: %s", days, at, got)
			}
		}
	}
}
