package flows_test

import (
	"rechargebot/flows/chat"
	"rechargebot/flows/office"
	"rechargebot/flows/shop"
	"strings"
	"testing"
)

// TestPlainCommand: a message that holds nothing but a command's word is the command.
func TestPlainCommand(t *testing.T) {
	routes := chat.Join(shop.Routes(), office.Routes())
	for text, want := range map[string]string{
		"balance": "balance", " Balance? ": "balance", "ব্যালেন্স": "balance", "STATUS": "status", "অবস্থা": "status", "help": "help", "সাহায্য": "help",
		"history": "history", "রিচার্জ": "recharge", "Flexi load": "recharge", "cancel!": "cancel", "বাতিল।": "cancel", "ভাষা": "language", "menu": "start",
		"status 01612000001": "status 01612000001", "Status: ০১৬১২০০০০০১": "status 01612000001", "cancel 01612000001": "cancel 01612000001",
		"history today": "history today", "Orders: yesterday": "history yesterday", "ইতিহাস আজ": "history আজ", "history this month": "history this month",
		"": "", "history of Rahim": "", "balance 01712345678 50": "", "recharge 01712345678 50": "", "01712345678 status": "", "help yourself": "", "status of it": "", "50": "", "robi": "",
	} {
		command, rest := routes.Plain(text)
		if got := strings.TrimSpace(command + " " + rest); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// TestWaitsAreLeft: whatever waits for a text ends with a command or another route's button,
// so that what is typed then changes no money, PIN or setting and is told to nobody. The
// recharge itself waits on.
func TestWaitsAreLeft(t *testing.T) {
	for _, one := range append(shop.Routes(), office.Routes()...) {
		if one.Flow != "" && one.Leaves == one.Others {
			t.Errorf("the flow %q: Leaves is %v", one.Flow, one.Leaves)
		}
	}
}
