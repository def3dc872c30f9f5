package office

import "testing"

// A mobile number behind /allow is known however it is written; an id is none.
func TestMobileNumbersBehindAllow(t *testing.T) {
	for rest, want := range map[string]bool{
		"01712345678":          true,
		"01712345678 Karim":    true,
		"8801712345678":        true,
		"+8801712345678 Karim": true,
		"+880 1712-345678":     true,
		"01712 345 678 Karim":  true,
		"০১৭১২৩৪৫৬৭৮ করিম": true,
		"008801712345678":         true,
		"01712345678 2nd shop":    true,
		"1712345678":              false, // many ids have ten digits
		"123456789 Karim":         false,
		"7400000001":              false,
		"5512345678 Mirpur 10":    false,
		"74000000010 Karim":       false,
		"Karim 01712345678":       false,
		"":                        false,
		"999999999999 0171234567": false,
	} {
		if _, got := mobile(rest); got != want {
			t.Errorf("%q is a number: %v", rest, got)
		}
	}
}
