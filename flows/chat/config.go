package chat

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/pin"
	"rechargebot/flows/setting"
)

// Config configures the conversations.
type Config struct {
	Admins []int64 // Telegram user ids; always allowed
	// ClaimKey is the key of the links by which a bot without owners is claimed;
	// nil: it cannot be.
	ClaimKey []byte
	Language Language
	Location *time.Location
	// The bounds of all plain recharges, in whole taka; 0 where they are not set.
	MinAmount         money.Taka
	MaxAmount         money.Taka
	MaxAmountPostpaid money.Taka
	// ShowPanelBalance lets every member see the panel's balance, not owners only.
	ShowPanelBalance bool
	// DuplicateWindow is how long after a recharge is done the same amount to the same
	// number is sent again only after a question; 0: only while one is on its way.
	DuplicateWindow time.Duration
	// RequestsPerMinute is how many orders a minute the panel takes; 0 is no limit.
	RequestsPerMinute int
	// Announced is how many late orders owners hear about one by one; 0 is 5. Beyond it
	// they get a summary, so that a failing panel cannot flood their chats.
	Announced int
	// PINCost is how dear the hash of a PIN is; 0 is pin.Cost.
	PINCost int
	// Shuffle puts the digits of a keypad in an order that nobody can foresee; nil does.
	Shuffle func(digits []byte)
	// Steady gives the time of an input by a clock that nobody sets; nil goes on from when
	// the program began, as its computer counts the seconds since. What the computer's clock
	// is set to meanwhile does not count. What is to last a given time is measured by it.
	Steady func(at time.Time) time.Time
}

// WithDefaults fills in what holds where nothing is set.
func (s Config) WithDefaults() Config {
	if s.Location == nil {
		s.Location = time.UTC
	}
	if s.Language == "" {
		s.Language = English
	}
	if s.Announced <= 0 {
		s.Announced = 5
	}
	if s.PINCost == 0 {
		s.PINCost = pin.Cost
	}
	if s.Shuffle == nil {
		s.Shuffle = func(digits []byte) {
			rand.Shuffle(len(digits), func(i, j int) { digits[i], digits[j] = digits[j], digits[i] })
		}
	}
	if s.Steady == nil {
		began := time.Now()
		s.Steady = func(at time.Time) time.Time { return began.Round(0).Add(at.Sub(began)) }
	}
	return s
}

// LanguageOf is the language chosen, else the app's, else the owner's default.
func (s *Config) LanguageOf(chosen, app string) Language {
	if l, ok := ParseLanguage(chosen); ok {
		return l
	}
	if l, ok := ParseLanguage(app); ok {
		return l
	}
	return s.Language
}

// SeesBalance reports whether the panel's balance is for somebody's eyes.
func (s *Config) SeesBalance(m Member) bool {
	return s.ShowPanelBalance || m.SeesPanel || s.IsOwner(m)
}

// Rows are the settings of the conversations, read into s.
func (s *Config) Rows() []setting.Row {
	return []setting.Row{
		{
			Name: "ADMIN_IDS", Example: exampleAdmin,
			Help: "Telegram user ids of the owners, separated by commas; the bot tells everybody theirs at `/start`. Without it the bot prints a link at its start, and whoever opens that first within the hour is the owner",
			Read: s.readAdmins,
		},
		{
			Name: "MIN_AMOUNT", Example: "10",
			Help: "the least of an order, in whole taka; where it is set it bounds what owners set in chat, as the next two do",
			Read: taka(&s.MinAmount),
			Agrees: func() error {
				if s.MinAmount > cmp.Or(s.MaxAmount, money.WholeTaka(1000)) || s.MinAmount > cmp.Or(s.MaxAmountPostpaid, money.WholeTaka(5000)) {
					return errors.New("is above MAX_AMOUNT or MAX_AMOUNT_POSTPAID")
				}
				return nil
			},
		},
		{
			Name: "MAX_AMOUNT", Example: "1000",
			Help: "the most of a prepaid order",
			Read: taka(&s.MaxAmount),
		},
		{
			Name: "MAX_AMOUNT_POSTPAID", Example: "5000",
			Help: "the most of a postpaid order",
			Read: taka(&s.MaxAmountPostpaid),
		},
		{
			Name: "SHOW_PANEL_BALANCE", Default: "owners", Example: "all",
			Help: "who reads the panel's balance: `owners`, or `all`; others read whether it is enough",
			Read: func(v string) error {
				if v != "owners" && v != "all" {
					return errors.New("is neither owners nor all")
				}
				s.ShowPanelBalance = v == "all"
				return nil
			},
		},
		{
			Name: "DUPLICATE_WINDOW", Default: "5",
			Help: "minutes after a recharge in which the same amount to the same number has to be confirmed once more, 0 to 1440; one that is still on its way always is, and in lists what the same reseller has sent within 20 hours",
			Read: func(v string) error {
				n, err := strconv.Atoi(v)
				if err != nil || n < 0 || n > 1440 {
					return errors.New("is no number of minutes from 0 to 1440")
				}
				s.DuplicateWindow = time.Duration(n) * time.Minute
				return nil
			},
		},
		{
			Name: "STUCK_ANNOUNCED", Default: "5",
			Help: "of so many orders that take too long the owners are told one by one, then each time there are twice as many",
			Read: setting.Count(&s.Announced, 10_000),
		},
		{
			Name: "TIMEZONE", Default: "Asia/Dhaka",
			Help: "calendar and clock of what people read",
			Read: func(v string) (err error) {
				if s.Location, err = time.LoadLocation(v); err != nil || v == "Local" {
					return errors.New("is no time zone")
				}
				return nil
			},
		},
		{
			Name: "LANGUAGE", Default: "en", Example: "bn",
			Help: "for people whose app is in neither language: `en` or `bn`; what a desktop has set under this name, such as `en_US:en`, does not count",
			Read: func(v string) error {
				l, ok := ParseLanguage(v)
				if !ok {
					return errors.New("is neither en nor bn")
				}
				s.Language = l
				return nil
			},
		},
	}
}

// exampleAdmin is the id in the examples.
const exampleAdmin = "123456789"

func (s *Config) readAdmins(v string) error {
	s.Admins = nil
	var wrong []error
	for _, word := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' }) {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil || id <= 0 {
			wrong = append(wrong, fmt.Errorf("has %q, which is no Telegram user id", word))
			continue
		}
		if id == 1 || word == exampleAdmin {
			wrong = append(wrong, setting.WithoutExample{Reason: fmt.Sprintf("has %s, which is nobody's id: put your own there, or take the line out and open the link that the bot prints", word)})
		}
		if !slices.Contains(s.Admins, id) { // who is named twice is not to be told twice
			s.Admins = append(s.Admins, id)
		}
	}
	if len(s.Admins) == 0 && len(wrong) == 0 {
		return errors.New("names nobody")
	}
	return setting.Join(wrong)
}

func taka(to *money.Taka) func(string) error {
	return func(v string) error {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 1 || n > 1_000_000 {
			return errors.New("is no amount in whole taka")
		}
		*to = money.WholeTaka(n)
		return nil
	}
}
