package setting

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Text takes a value as it is.
func Text(to *string) func(string) error {
	return func(v string) error {
		*to = v
		return nil
	}
}

// short writes a time without parts that are 0: 1h for 1h0m0s.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// Duration takes a time within bounds, such as 1m30s.
func Duration(to *time.Duration, least, most time.Duration) func(string) error {
	return func(v string) error {
		d, err := time.ParseDuration(v)
		if err != nil || d < least || d > most {
			return fmt.Errorf("is no time from %s to %s", short(least), short(most))
		}
		*to = d
		return nil
	}
}

// Count takes a whole number from 1 to most.
func Count(to *int, most int) func(string) error {
	return func(v string) error {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > most {
			return fmt.Errorf("is no number from 1 to %d", most)
		}
		*to = n
		return nil
	}
}

// OneOf takes one of some words.
func OneOf(to *string, words ...string) func(string) error {
	return func(v string) error {
		for _, w := range words {
			if v == w {
				*to = v
				return nil
			}
		}
		if len(words) == 2 {
			return fmt.Errorf("is neither %s nor %s", words[0], words[1])
		}
		return fmt.Errorf("is none of %s", strings.Join(words, ", "))
	}
}

// Address takes the address of a server, http or https.
func Address(to *string) func(string) error {
	return func(v string) error {
		u, err := url.Parse(v)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return errors.New("is no web address")
		}
		*to = v
		return nil
	}
}

// Password gives the password in an address, as it is written there and as it
// is meant, for [Row.Parts].
func Password(address string) []string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return nil
	}
	password, _ := u.User.Password()
	_, written, _ := strings.Cut(u.User.String(), ":")
	return []string{password, written}
}
