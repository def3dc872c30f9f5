package upstream

import (
	"errors"
	"fmt"
	"strings"

	"rechargebot/flows/setting"
)

// What the panel's status codes mean.

// The document's status codes (sections 1 to 3). Its table of them is missing;
// public clients agree on these.
const (
	statusYes = "1" // taken, told, or done
	statusNo  = "2" // refused, or failed
)

// inProgress are codes of a status reply that are known to mean so. Other codes
// mean the same, but are worth a line in the log.
var inProgress = map[string]bool{
	"": true, "0": true, "pending": true, "processing": true, "process": true, "in process": true,
	"in progress": true, "waiting": true, "queue": true, "queued": true,
}

// codes are the status codes of one panel that mean done and failed: the document's, and
// those that the owner sets besides in STATUS_DONE_CODES and STATUS_FAILED_CODES.
type codes struct {
	done, failed map[string]bool
}

func newCodes(done, failed []string) codes {
	return codes{done: codeSet(append([]string{statusYes}, done...)), failed: codeSet(append([]string{statusNo}, failed...))}
}

// ReadCodes reads [Config.DoneCodes] or [Config.FailedCodes]: status codes
// parted by commas or semicolons, as the panel writes them. Errors name a code
// whose meaning is known already.
func ReadCodes(value string) ([]string, error) {
	var all []string
	var wrong []error
	for code := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ';' }) {
		if code = statusCode(code); code == "" {
			continue
		}
		if code == statusYes || code == statusNo || inProgress[code] {
			wrong = append(wrong, fmt.Errorf("has %q, whose meaning is known", code))
		}
		all = append(all, code)
	}
	if len(all) == 0 {
		return nil, errors.New("names nothing")
	}
	return all, setting.Join(wrong)
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
