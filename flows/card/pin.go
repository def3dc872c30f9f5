package card

import (
	"rechargebot/flows/chat"
	"rechargebot/flows/pin"
)

// PINRule says for which orders a PIN is asked.
func PINRule(l chat.Language, r pin.Rule) string {
	switch {
	case !r.On:
		return tPINOff.In(l)
	case r.Above == 0:
		return tPINAlways.In(l)
	}
	return tPINAbove.In(l, "amount", r.Above)
}

// ResetPIN is the button by which an owner resets a member's PIN.
func ResetPIN(l chat.Language, member int64) chat.Button {
	return chat.Button{Text: bResetPIN.In(l), Data: chat.Data("m", "pin", member), Style: chat.Bad}
}
