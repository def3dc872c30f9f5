package order

import (
	"errors"
	"log/slog"
	"strconv"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/setting"
)

// Config are the desk's times and limits.
type Config struct {
	FirstCheck      time.Duration // from the end of the request call to the first status call
	MaxInterval     time.Duration // the longest pause between two, until stuck
	StuckAfter      time.Duration // from sent until people are told that it takes too long
	ChecksPerMinute int           // status and balance calls, at least 1
	SendsPerMinute  int           // request calls; 0 is no limit
	// DenialAfter and DenialApart are from when on, after the call, a denial counts,
	// and how long after it the second one; 0 is two minutes and one.
	DenialAfter, DenialApart time.Duration
	// LowBalance is the panel's balance under which the owners are told; 0 is never.
	LowBalance money.Taka
	Now        func() time.Time
	Rand       func() float64 // 0 to 1, for jitter, from many goroutines; nil: math/rand
	Log        *slog.Logger
}

// Rows are the settings of the desk, read into s.
func (s *Config) Rows() []setting.Row {
	return []setting.Row{
		{
			Name: "UPSTREAM_STATUS_PER_MINUTE", Default: "60",
			Help: "status and balance calls a minute, at most",
			Read: setting.Count(&s.ChecksPerMinute, 1_000_000),
		},
		{
			Name: "UPSTREAM_REQUESTS_PER_MINUTE", Example: "30",
			Help: "orders sent a minute, at most, where your panel limits them; further orders wait",
			Read: setting.Count(&s.SendsPerMinute, 1_000_000),
		},
		{
			Name: "LOW_BALANCE", Example: "500",
			Help: "the panel's balance, in whole taka, under which the owners are told, once, and once when it is above again",
			Read: func(v string) error {
				n, err := strconv.ParseInt(v, 10, 64)
				if err != nil || n < 0 || n > 100_000_000 {
					return errors.New("is no amount in whole taka")
				}
				s.LowBalance = money.WholeTaka(n)
				return nil
			},
		},
		{
			Name: "STATUS_FIRST_CHECK", Default: "3s",
			Help: "from the end of the call that sends an order to its first status check; those after it come as soon as the limit allows, see *How soon a reseller is told*",
			Read: setting.Duration(&s.FirstCheck, 10*time.Millisecond, time.Hour),
			Agrees: func() error {
				if s.FirstCheck > s.MaxInterval && s.MaxInterval > 0 {
					return errors.New("is above STATUS_MAX_INTERVAL")
				}
				return nil
			},
		},
		{
			Name: "STATUS_MAX_INTERVAL", Default: "2m",
			Help: "the longest pause between two status checks, give or take a fifth; once an order takes too long, a tenth of its age, at most 6 h",
			Read: setting.Duration(&s.MaxInterval, 10*time.Millisecond, 24*time.Hour),
		},
		{
			Name: "STUCK_AFTER", Default: "15m",
			Help: "after this the reseller and the owners are told that it takes too long (while the panel is down only the reseller)",
			Read: setting.Duration(&s.StuckAfter, time.Second, 7*24*time.Hour),
		},
	}
}
