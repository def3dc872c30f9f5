package office

import (
	"testing"

	"rechargebot/flows/money"
)

func TestTypedSum(t *testing.T) {
	for typed, want := range map[string]money.Taka{
		"500": 500_00, "+500": 500_00, "-120.50": -120_50, "−৬২০.৫০": -620_50, "– 5": -5_00, "৳1,000": 1000_00, "-৳50": -50_00, "500 tk": 500_00,
		"৫০০ টাকা": 500_00, "Taka 20": 20_00, "2.5 %": 2_50, "0": 0, "12,34,567.89": 1234567_89, "1000000000000": 1_000_000_000_000_00, "5.10": 5_10, "5.100": 5_10,
	} {
		if got, ok := typedSum(typed); !ok || got != want {
			t.Errorf("%q is %d, %v, want %d", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", "-", "+", "--5", "+-5", "-+5", "five", "1.234", "5 00", "102,50", "1e3", "5-", "৳", "tk", "500 for Karim", "999999999999999"} {
		if got, ok := typedSum(typed); ok {
			t.Errorf("%q is %d", typed, got)
		}
	}
}

func TestSignedSum(t *testing.T) {
	for written, want := range map[string]money.Taka{
		"500": 500_00, "+100": 100_00, "-310": -310_00, "–310": -310_00, "–২০০ টাকা": -200_00, "\u2011310": -310_00, "\u2010 3": -3_00, "−৳1,240.50": -1240_50,
		"(500)": -500_00, "( ৳৫০০.৫০ )": -500_50, "(500 tk)": -500_00, "500-": -500_00, "500 –": -500_00, "1,240.50-": -1240_50,
		"৫০০/-": 500_00, "500/=": 500_00, "-500/-": -500_00, "(500/=)": -500_00, "৫০০ টাকা": 500_00,
	} {
		if got, ok := signedSum(written); !ok || got != want {
			t.Errorf("%q is %d, %v, want %d", written, got, ok, want)
		}
	}
	for _, written := range []string{"", "()", "-", "(-500)", "(+500)", "-500-", "+500-", "(500)-", "(500", "500)", "500--", "500.-", "5 00-", "(500) (20)", "500-20", "500%"} {
		if got, ok := signedSum(written); ok {
			t.Errorf("%q is %d", written, got)
		}
	}
}

func TestIsOrder(t *testing.T) {
	for text, want := range map[string]bool{
		"01712345678 50": true, "01712345678": true, "০১৭১২৩৪৫৬৭৮ ৫০": true, "gp 01712345678 50 postpaid": true, "+8801712345678 50 tk": true, "01712 345678 50": true,
		"50": false, "1712345678": false, "7712345678": false, "1000000000000": false, "-120.50": false, "01712345678 was charged twice": false,
		"01812345678 50 karim": true, "karim 01812345678, ৳50": true, "01812345678 karim ৫০tk": true, "01712 345678 50 for salma": true,
		"01712345671 60 karim\n01812345672 70 salma": true, "01712345671\nkarim 60": true, "01712345678 twice on 12-11 at 10:30": false,
		"paid twice on Monday": false, "সোমবার দুবার জমা হয়েছে": false, "ফেরত 01712345678": false, "": false,
	} {
		if got := isOrder(text); got != want {
			t.Errorf("%q is an order: %v, want %v", text, got, want)
		}
	}
}

func TestIsSaleOfEnd(t *testing.T) {
	for text, want := range map[string]bool{
		"5678 50": true, "৫৬৭৮ ৫০": true, "gp 5678 50 postpaid": true, "5678, ৳50": true, "5678 50 টাকা": true,
		"5678": false, "8XK2M9QW": false, "567812 50": false, "5678 of 50 came": false, "not now": false,
	} {
		if got := isSaleOfEnd(text); got != want {
			t.Errorf("%q is a sale: %v, want %v", text, got, want)
		}
	}
}

func TestPlanName(t *testing.T) {
	for name, want := range map[string]bool{"gold": true, "A1": true, "সোনালী": true, "a": false, "gold 1": false, "gold:1": false, "<b>": false,
		"abcdefghijklmnopqrst": true, "abcdefghijklmnopqrstu": false} {
		if got := planName(name); got != want {
			t.Errorf("%q may be a plan's name: %v, want %v", name, got, want)
		}
	}
}
