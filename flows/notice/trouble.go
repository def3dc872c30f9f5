package notice

import (
	"time"

	"rechargebot/flows/chat"
)

// troubles has what the owners read of each kind when it begins and when it is over.
var troubles = map[chat.TroubleKind]struct{ begins, over chat.Text }{
	chat.TroubleBackup: {tBackupBad, tBackupGood},
	chat.TroubleSpace:  {tSpaceBad, tSpaceGood},
	chat.TroubleFull:   {tFullBad, tFullGood},
	chat.TroublePoller: {tPollerBad, tPollerGood},
	chat.TroubleDenied: {tDeniedBad, tDeniedGood},
	chat.TroubleClock:  {tClockBad, tClockGood},
	chat.TroubleBooks:  {tBooksBad, tBooksGood},
	chat.TroubleDamage: {tDamageBad, tDamageGood},
}

// Found takes what was found of trouble of the bot's own, and tells the owners where
// it is news. What they know is kept in the store with the telling, so that each
// trouble is told once when it begins and once when it is over.
func Found(c *chat.Config, tx chat.Tx, f chat.Finding, now time.Time) error {
	was, known, err := tx.Trouble(f.Kind)
	texts, told := troubles[f.Kind]
	if err != nil || !told || known != f.Over {
		return err
	}
	n := notices{Config: c, tx: tx}
	if f.Over {
		if err := tx.DropTrouble(f.Kind); err != nil {
			return err
		}
		return n.tellOwners(now, func(l chat.Language) string { return texts.over.In(l, "age", max(now.Sub(was.Since), 0)) })
	}
	if err := tx.PutTrouble(chat.Trouble{Kind: f.Kind, Since: now, Detail: f.Detail}); err != nil {
		return err
	}
	return n.tellOwners(now, func(l chat.Language) string {
		return texts.begins.In(l, "detail", l.Digits(f.Detail), "time", n.Clock(l, now))
	})
}
