package order

import (
	"testing"
	"time"
)

// TestHealth holds what the panel counts as after each of a row of calls.
func TestHealth(t *testing.T) {
	type step struct {
		after time.Duration // the step before
		kind  kind
		reply Reply
		want  string // "well", "unsure", or since when it is down, counted from the first step
	}
	rests := func(wish time.Duration) Reply {
		return Reply{Outcome: OutcomeRefused, Limited: true, Answered: true, RetryAfter: wish}
	}
	const s, m, h = time.Second, time.Minute, time.Hour
	for name, steps := range map[string][]step{
		"it answers": {{0, requests, accepted, "well"}, {s, statusCalls, failed, "well"}},
		"three calls over twenty seconds": {{0, requests, unclear, "unsure"}, {10 * s, requests, unclear, "unsure"}, {10 * s, requests, unclear, "0s"},
			{s, requests, refused, "well"}, {s, requests, unclear, "unsure"}},
		"three calls within less": {{0, requests, unclear, "unsure"}, {10 * s, requests, unclear, "unsure"}, {10*s - 1, requests, unclear, "unsure"}},
		"two calls over an hour":  {{0, statusCalls, unclear, "unsure"}, {h, statusCalls, unclear, "unsure"}},
		"calls of two kinds":      {{0, requests, unclear, "unsure"}, {m, statusCalls, unclear, "unsure"}, {m, requests, unclear, "unsure"}},
		"first one kind, then another": {{0, requests, unclear, "unsure"}, {s, statusCalls, unclear, "unsure"}, {m, requests, unclear, "unsure"}, {s, statusCalls, unclear, "unsure"},
			{m, statusCalls, unclear, "1s"}, {s, requests, unclear, "0s"}},
		"first another kind, then one": {{0, statusCalls, unclear, "unsure"}, {s, requests, unclear, "unsure"}, {m, statusCalls, unclear, "unsure"}, {s, requests, unclear, "unsure"},
			{m, requests, unclear, "1s"}, {s, statusCalls, unclear, "0s"}},
		"no connection, and another kind of call is answered": {{0, requests, unsent, "unsure"}, {10 * s, requests, unsent, "unsure"}, {10 * s, requests, unsent, "0s"},
			{s, statusCalls, pending, "well"}},
		"once a connection, and another kind is answered": {{0, requests, unclear, "unsure"}, {10 * s, requests, unsent, "unsure"}, {10 * s, requests, unsent, "0s"},
			{s, statusCalls, pending, "0s"}},
		"at last a connection, and another kind is answered": {{0, requests, unsent, "unsure"}, {10 * s, requests, unsent, "unsure"}, {10 * s, requests, unclear, "0s"},
			{3*m - 1, statusCalls, pending, "0s"}, {1, statusCalls, pending, "well"}},
		"another kind is answered, by a clock that was set back": {{0, requests, unclear, "unsure"}, {10 * s, requests, unclear, "unsure"}, {10 * s, requests, unclear, "0s"},
			{-4 * m, statusCalls, pending, "well"}},
		"it rests for five minutes": {{0, requests, rests(m), "well"}, {m, requests, rests(m), "well"}, {m, requests, rests(m), "well"}, {m, requests, rests(m), "well"},
			{m - 1, requests, rests(m), "well"}, {1, requests, rests(m), "0s"}, {m, requests, accepted, "well"}},
		"it rests, and answers in between":            {{0, requests, rests(m), "well"}, {m, requests, accepted, "well"}, {3 * m, requests, rests(2 * m), "well"}},
		"it rests, and says nothing in between":       {{0, requests, rests(m), "well"}, {m, requests, unclear, "unsure"}, {3 * m, requests, rests(2 * m), "unsure"}},
		"it rests after it said nothing":              {{0, requests, unclear, "unsure"}, {30 * s, requests, rests(5 * m), "0s"}},
		"two kinds rest":                              {{0, requests, rests(m), "well"}, {3 * m, statusCalls, rests(2 * m), "well"}},
		"it rests from balance calls":                 {{0, balances, rests(h), "well"}},
		"it rests, and another kind is answered late": {{0, requests, rests(m), "well"}, {4 * m, statusCalls, pending, "well"}, {0, requests, rests(m), "well"}},
		"it rests, and another kind is answered": {{0, requests, rests(m), "well"}, {4*m - 1, statusCalls, pending, "well"}, {1, requests, rests(m), "0s"},
			{4*m - 1, statusCalls, pending, "0s"}, {1, statusCalls, pending, "well"}},
		"it rests, and the clock is set back": {{0, requests, rests(m), "well"}, {-h, requests, rests(m), "well"}, {4 * m, requests, rests(m), "-1h0m0s"}},
	} {
		t.Run(name, func(t *testing.T) {
			var panel health
			now := noon
			for i, step := range steps {
				now = now.Add(step.after)
				panel.record(step.kind, step.reply, now)
				got := "unsure"
				if since, down, sure := panel.stands(); down {
					got = since.Sub(noon).String()
				} else if sure {
					got = "well"
				}
				if got != step.want {
					t.Errorf("after step %d: %s, want %s", i+1, got, step.want)
				}
				if calm := !step.reply.Limited && !step.reply.unread(); i == 0 && panel.alwaysWell() != calm {
					t.Errorf("always well: %v", !calm)
				}
			}
		})
	}
}

// TestWhenThePanelIsProbed: a minute after the last call, also where the clock was set back.
func TestWhenThePanelIsProbed(t *testing.T) {
	var panel health
	if probe, wait := panel.probe(noon); probe || wait != time.Hour {
		t.Errorf("one that answers: %v, %v", probe, wait)
	}
	panel.record(balances, unclear, noon)
	for _, test := range []struct {
		after time.Duration
		probe bool
		wait  time.Duration
	}{{0, false, time.Minute}, {time.Minute - 1, false, 1}, {time.Minute, true, time.Minute}, {-time.Hour, false, time.Minute}} {
		if probe, wait := panel.probe(noon.Add(test.after)); probe != test.probe || wait != test.wait {
			t.Errorf("after %v: %v, %v", test.after, probe, wait)
		}
	}
}
