package office

import (
	"slices"
	"strings"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
)

// backup sends the owner a copy of the store, made when it is sent.
func (t turn) backup() error {
	day := money.Day(t.In.At, t.Location)
	t.Out = append(t.Out, chat.Outgoing{Chat: t.In.Chat, Document: &chat.Document{
		Name: "rechargebot-" + day + ".db.gz", Caption: tBackup.In(t.L, "time", t.Moment(t.L, t.In.At)), Instead: tNoBackup.In(t.L)}})
	t.Tx.Audit(chat.Act{What: "backup", By: t.In.From.ID, Subject: "everything"})
	return t.toOthers(func(l chat.Language) string {
		return tBackupTaken.In(l, "admin", t.Name(t.Member), "time", t.Moment(l, t.In.At))
	})
}

// oneLine is the short form of a text, for when somebody cannot be reached.
func oneLine(html string) string {
	return strings.ReplaceAll(strings.ReplaceAll(html, "\n\n", "\n"), "\n", " · ")
}

// toOthers tells all owners but the one who has done it.
func (t turn) toOthers(text func(l chat.Language) string) error {
	own := len(t.Out)
	err := t.ToOwners(func(l chat.Language) chat.Outgoing {
		return chat.Outgoing{Screen: &chat.Screen{HTML: text(l)}, Note: oneLine(text(l))}
	})
	mine := func(o chat.Outgoing) bool { return o.Chat == t.In.Chat }
	t.Out = append(t.Out[:own:own], slices.DeleteFunc(t.Out[own:], mine)...)
	return err
}
