package app

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// env gives a lookup over the required settings with some changed; "" unsets.
func env(changes ...string) func(string) string {
	values := map[string]string{
		"BOT_TOKEN": "1:secretpart", "ADMIN_IDS": "5, 6,5", "UPSTREAM_URL": "https://panel.test/sendapi",
		"UPSTREAM_USER": "u", "UPSTREAM_KEY": "hiddenkey",
	}
	for i := 0; i < len(changes); i += 2 {
		values[changes[i]] = changes[i+1]
	}
	return func(name string) string { return values[name] }
}

func TestSettingsAndWhatHoldsWithoutThem(t *testing.T) {
	s, err := ReadConfig(env("UPSTREAM_HEADERS", "refer: shop.example; x-a: b:c", "REFUSED_WORDS", "wrong number; নম্বর ভুল;", "STATUS_FAILED_CODES", "3, Rejected"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.Talk.Admins, []int64{5, 6}) || s.Talk.MinAmount != 0 || s.Talk.MaxAmount != 0 ||
		s.Talk.MaxAmountPostpaid != 0 || s.Desk.ChecksPerMinute != 60 || s.Talk.Location.String() != "Asia/Dhaka" ||
		s.Store.Path != "rechargebot.db" || s.Panel.Service != "64" || s.Panel.BandKey != "flexisoftwarebd" ||
		s.Panel.Headers["refer"] != "shop.example" || s.Panel.Headers["x-a"] != "b:c" ||
		!slices.Equal(s.Panel.RefusedWords, []string{"wrong number", "নম্বর ভুল"}) || !slices.Equal(s.Panel.FailedCodes, []string{"3", "rejected"}) || s.Panel.DoneCodes != nil ||
		s.Desk.FirstCheck.String() != "3s" || s.Desk.MaxInterval.String() != "2m0s" || s.Desk.StuckAfter.String() != "15m0s" || s.Panel.Timeout.String() != "30s" {
		t.Errorf("settings: %+v", s)
	}
}

// Every setting that is wrong is named, all at once, with an example, and no
// secret is shown.
func TestSettingsReportAllThatIsWrong(t *testing.T) {
	bad := map[string]string{
		"BOT_TOKEN": "nocolon-secretpart", "ADMIN_IDS": "me", "UPSTREAM_URL": "panel.example", "TELEGRAM_API_URL": "ftp://x",
		"UPSTREAM_HEADERS": "novalue", "UPSTREAM_TIMEOUT": "30", "UPSTREAM_STATUS_PER_MINUTE": "0", "MIN_AMOUNT": "10.5",
		"MAX_AMOUNT": "many", "MAX_AMOUNT_POSTPAID": "-1", "STATUS_FIRST_CHECK": "soon", "STATUS_MAX_INTERVAL": "0s",
		"STUCK_AFTER": "15", "TIMEZONE": "Asia/Nowhere", "LANGUAGE": "fr", "LOG_LEVEL": "loud", "LOG_FORMAT": "xml",
		"UPSTREAM_KEY": "", "UPSTREAM_USER": "", "STATUS_DONE_CODES": ",", "REFUSED_WORDS": ";;", "BACKUP_KEEP": "0",
	}
	var changes []string
	for name, value := range bad {
		changes = append(changes, name, value)
	}
	_, err := ReadConfig(env(changes...))
	var wrong *settingsError
	if !errors.As(err, &wrong) {
		t.Fatalf("error: %v", err)
	}
	for name := range bad {
		line := ""
		for _, f := range wrong.faults {
			if f.Name == name {
				line = f.String()
			}
		}
		if !strings.Contains(line, "for example "+name+"=") {
			t.Errorf("%s is not reported with an example: %q", name, line)
		}
	}
	if len(wrong.faults) != len(bad) {
		t.Errorf("%d lines for %d mistakes:\n%v", len(wrong.faults), len(bad), err)
	}
	if strings.Contains(err.Error(), "secretpart") {
		t.Errorf("a secret is shown: %v", err)
	}
}

// Whatever the log carries, what the settings declare secret is not in it.
func TestTheLogHidesWhatIsSecret(t *testing.T) {
	c, err := ReadConfig(env("UPSTREAM_HEADERS", "authorization: Bearer hush-header; x: 7", "TELEGRAM_API_URL", "https://me:hush%20word@a.example"))
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	c.Output = &log
	c.log().Info("7 calls", "token", "1:secretpart", "error", errors.New("at https://me:hush%20word@a.example/bot1:secretpart/x: hiddenkey, hush word"), "header", c.Panel.Headers)
	for _, secret := range []string{"secretpart", "hiddenkey", "hush"} {
		if strings.Contains(log.String(), secret) || strings.Contains(c.hidden(errors.New("a "+secret)).Error(), "hush-header") {
			t.Errorf("%s is shown: %s", secret, log.String())
		}
	}
	if !strings.Contains(log.String(), "7 calls") {
		t.Error(log.String())
	}
	if err := c.hidden(fmt.Errorf("hiddenkey: %w", ErrToken)); !errors.Is(err, ErrToken) || strings.Contains(err.Error(), "hiddenkey") {
		t.Error(err)
	}
}

func TestSettingsThatContradict(t *testing.T) {
	for _, changes := range [][]string{{"MIN_AMOUNT", "2000"}, {"STATUS_FIRST_CHECK", "5m"}, {"STATUS_DONE_CODES", "4,rejected", "STATUS_FAILED_CODES", "3,Rejected"}} {
		if _, err := ReadConfig(env(changes...)); err == nil || !strings.Contains(err.Error(), changes[0]) {
			t.Errorf("%v: %v", changes, err)
		}
	}
}

// What the panel's client would refuse is refused as a setting, by its name.
func TestSettingsThatThePanelsClientRefuses(t *testing.T) {
	for _, bad := range [][]string{
		{"UPSTREAM_URL", "https://me:hush@panel.example/sendapi"}, {"UPSTREAM_URL", "https://panel.test/sendapi?x=1"},
		{"UPSTREAM_URL", "https://me:hu sh@panel.example"}, {"UPSTREAM_HEADERS", "x-token: hush; Host: other.example"}, {"UPSTREAM_HEADERS", "two words: x"}, {"UPSTREAM_BAND_KEY", "a\nb"},
	} {
		_, err := ReadConfig(env(bad...))
		var wrong *settingsError
		if !errors.As(err, &wrong) || len(wrong.faults) != 1 || !strings.HasPrefix(wrong.faults[0].String(), bad[0]+" ") || strings.Contains(strings.ReplaceAll(wrong.faults[0].String(), " ", ""), "hush") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestStartWithoutSettingsSaysWhatToDoInFiveLines(t *testing.T) {
	_, err := ReadConfig(func(string) string { return "" })
	if err == nil {
		t.Fatal("no error")
	}
	if lines := strings.Count(err.Error(), "\n"); lines != 5 || !strings.Contains(err.Error(), "go run . sandbox") {
		t.Errorf("%d lines:\n%s", lines, err)
	}
}
