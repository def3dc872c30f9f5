package flows

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"rechargebot/flows/money"
	"rechargebot/flows/setting"
)

// Rows are the settings of the conversations, read into s.
func (s *Settings) Rows() []setting.Row {
	return []setting.Row{
		{
			Name: "ADMIN_IDS", Required: true, Example: "1",
			Help: "Telegram user ids of the owners, separated by commas; the bot tells everybody theirs at `/start`, and until you know yours leave 1, which is nobody's",
			Read: s.readAdmins,
		},
		{
			Name: "MIN_AMOUNT", Default: "10",
			Help: "the least of an order, in whole taka",
			Read: taka(&s.MinAmount),
			Agrees: func() error {
				if s.MinAmount > s.MaxAmount && s.MaxAmount > 0 || s.MinAmount > s.MaxAmountPostpaid && s.MaxAmountPostpaid > 0 {
					return errors.New("is above MAX_AMOUNT or MAX_AMOUNT_POSTPAID")
				}
				return nil
			},
		},
		{
			Name: "MAX_AMOUNT", Default: "1000",
			Help: "the most of a prepaid order",
			Read: taka(&s.MaxAmount),
		},
		{
			Name: "MAX_AMOUNT_POSTPAID", Default: "5000",
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
			Help: "for people whose app is in neither language: `en` or `bn`",
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

func (s *Settings) readAdmins(v string) error {
	s.Admins = nil
	for _, word := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' }) {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil || id <= 0 {
			return fmt.Errorf("has %q, which is no Telegram user id", word)
		}
		if !slices.Contains(s.Admins, id) { // who is named twice is not to be told twice
			s.Admins = append(s.Admins, id)
		}
	}
	if len(s.Admins) == 0 {
		return errors.New("names nobody")
	}
	return nil
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
