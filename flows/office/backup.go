package office

import (
	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// backup sends the owner a copy of the store, made when it is sent.
func (t turn) backup() error {
	day := money.Day(t.In.At, t.Location)
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Document: &chat.Document{
		Name: "rechargebot-" + day + ".db.gz", Caption: tBackup.In(t.L, "time", t.Moment(t.L, t.In.At)), Instead: tNoBackup.In(t.L)}})
	return nil
}
