package upstream

import (
	"errors"
	"fmt"
	"strings"
)

// The status codes that the owner sets besides 1, 2 and those in class.go:
// STATUS_FAILED_CODES and STATUS_DONE_CODES.

// ReadCodes reads [Config.DoneCodes] or [Config.FailedCodes]: status codes
// parted by commas or semicolons, as the panel writes them. Errors name a code
// whose meaning is known already.
func ReadCodes(value string) ([]string, error) {
	var all []string
	for code := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ';' }) {
		if code = statusCode(code); code == "" {
			continue
		}
		if code == statusYes || code == statusNo || inProgress[code] {
			return nil, fmt.Errorf("has %q, whose meaning is known", code)
		}
		all = append(all, code)
	}
	if len(all) == 0 {
		return nil, errors.New("names nothing")
	}
	return all, nil
}

// CheckCodes finds a status code that is set to mean both done and failed.
func CheckCodes(done, failed []string) error {
	both := codeSet(done)
	for _, code := range failed {
		if code = statusCode(code); code == statusYes || both[code] {
			return fmt.Errorf("the status code %q cannot mean both done and failed", code)
		}
	}
	if both[statusNo] {
		return errors.New("the status code 2 cannot mean both done and failed")
	}
	return nil
}

func statusCode(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

func codeSet(codes []string) map[string]bool {
	set := map[string]bool{}
	for _, code := range codes {
		set[statusCode(code)] = true
	}
	return set
}
