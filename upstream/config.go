package upstream

import (
	"errors"
	"strings"
	"time"

	"rechargebot/flows/setting"
)

// What a setting is when it is left out.
const (
	DefaultBandKey = "flexisoftwarebd" // panel document, section 1, header
	DefaultService = "64"              // mobile recharge; panel document, section 1
	DefaultTimeout = 30 * time.Second
)

// Config says which panel is called, and as whom.
type Config struct {
	URL     string            // the address before /request, such as https://panel.example/sendapi; with or without a slash at its end
	User    string            // parameter user
	Key     string            // parameter key; a secret
	BandKey string            // header band-key; DefaultBandKey if empty
	Service string            // parameter service; DefaultService if empty
	Headers map[string]string // sent besides, written as they are here; some panels want "refer"
	// Timeout is for a request call, from the connection to the reply's last byte;
	// DefaultTimeout if not positive. To connect has a limit of its own, and so
	// have status and balance calls, ten seconds each; shorter if Timeout is.
	Timeout time.Duration

	// RefusedWords are phrases in which this panel refuses an order, besides those
	// that are known; see [ReadWords].
	RefusedWords []string
	// DoneCodes and FailedCodes are status codes of this panel that mean so, besides
	// 1 and 2; see [ReadCodes]. An order is settled by them only with what 1 and 2
	// take too.
	DoneCodes, FailedCodes []string
}

// Rows are the settings of the panel, read into s.
func (s *Config) Rows() []setting.Row {
	return []setting.Row{
		{
			Name: "UPSTREAM_URL", Required: true, Example: "https://panel.example/sendapi",
			Help: "the panel's address before `/request`; you are warned about plain http to another machine",
			Read: func(v string) error {
				s.URL = v
				_, err := ReadURL(v)
				return err
			},
			Parts: setting.Password,
		},
		{
			Name: "UPSTREAM_USER", Required: true, Example: "the-api-user-of-the-panel",
			Help: "the panel's API user",
			Read: setting.Text(&s.User),
		},
		{
			Name: "UPSTREAM_KEY", Required: true, Secret: true, Example: "the-api-key-of-the-panel",
			Help: "the panel's API key; never shown",
			Read: setting.Text(&s.Key),
		},
		{
			Name: "UPSTREAM_BAND_KEY", Default: DefaultBandKey,
			Help: "the header `band-key` of each call",
			Read: func(v string) error {
				s.BandKey = v
				return CheckBandKey(v)
			},
		},
		{
			Name: "UPSTREAM_SERVICE", Default: DefaultService,
			Help: "the panel's number for mobile recharge",
			Read: setting.Text(&s.Service),
		},
		{
			Name: "UPSTREAM_HEADERS", Secret: true, Example: "refer: shop.example; x-client: 7",
			Help: "further headers that your panel wants, separated by semicolons; their values are never shown",
			Read: func(v string) (err error) {
				if s.Headers, err = readHeaders(v); err != nil {
					return err
				}
				return CheckHeaders(s.Headers)
			},
			Parts: func(v string) []string {
				headers, err := readHeaders(v)
				if err != nil {
					return []string{v}
				}
				return secretsOfHeaders(headers)
			},
		},
		{
			Name: "UPSTREAM_TIMEOUT", Default: DefaultTimeout.String(),
			Help: "how long the call that sends an order may take once the connection stands; after it the order is unclear, never failed",
			Read: setting.Duration(&s.Timeout, time.Second, 10*time.Minute),
		},
		{
			Name: "REFUSED_WORDS", Example: "wrong number; নম্বর ভুল",
			Help: "further words of your panel that mean an order was not taken, separated by semicolons; see *What is believed, and why*",
			Read: func(v string) (err error) {
				s.RefusedWords, err = ReadWords(v)
				return some(s.RefusedWords, err)
			},
		},
		{
			Name: "STATUS_FAILED_CODES", Example: "3,Rejected",
			Help: "further status codes by which your panel says *failed*, separated by commas",
			Read: func(v string) (err error) {
				s.FailedCodes, err = ReadCodes(v)
				return some(s.FailedCodes, err)
			},
		},
		{
			Name: "STATUS_DONE_CODES", Example: "5,Delivered",
			Help: "further status codes by which it says *done*",
			Read: func(v string) (err error) {
				s.DoneCodes, err = ReadCodes(v)
				return some(s.DoneCodes, err)
			},
			Agrees: func() error { return CheckCodes(s.DoneCodes, s.FailedCodes) },
		},
	}
}

// some refuses a list with nothing in it.
func some(list []string, err error) error {
	if err == nil && len(list) == 0 {
		return errors.New("names nothing")
	}
	return err
}

// readHeaders reads "name: value; name: value".
func readHeaders(v string) (map[string]string, error) {
	headers := map[string]string{}
	for pair := range strings.SplitSeq(v, ";") {
		name, value, ok := strings.Cut(pair, ":")
		if name = strings.TrimSpace(name); name == "" || !ok {
			return nil, errors.New("is not a list of headers")
		}
		headers[name] = strings.TrimSpace(value)
	}
	return headers, nil
}

// secretsOfHeaders gives the values, and the words of each, of which the last is
// the secret in "Bearer …".
func secretsOfHeaders(headers map[string]string) (values []string) {
	for _, value := range headers {
		values = append(append(values, value), strings.Fields(value)...)
	}
	return values
}
