package bot

import (
	"slices"
	"strings"
	"testing"

	"rechargebot/bot/simtelegram"
	"rechargebot/flows/chat"
)

// TestDeletions is each row of what Telegram may say to the deletion of a message: it is
// deleted, or the person is told that it is not.
func TestDeletions(t *testing.T) {
	t.Parallel()
	const bad, instead = "Bad Request: ", "<b>delete</b> it yourself"
	for name, test := range map[string]struct {
		fault *simtelegram.Fault
		want  []string
		stays bool
	}{
		"deleted":    {want: []string{"after"}},
		"broken":     {fault: &simtelegram.Fault{Code: 500, Times: 1}, want: []string{"after"}},
		"cut off":    {fault: &simtelegram.Fault{TakeIt: true, Drop: true, Times: 1}, want: []string{"after"}},
		"flood":      {fault: &simtelegram.Fault{RetryAfter: 1, Times: 1}, want: []string{"after"}},
		"gone":       {fault: &simtelegram.Fault{Code: 400, Description: bad + "message to delete not found"}, want: []string{"after"}, stays: true},
		"refused":    {fault: &simtelegram.Fault{Code: 400, Description: bad + "message can't be deleted for everyone"}, want: []string{"delete it yourself", "after"}, stays: true},
		"no such id": {fault: &simtelegram.Fault{Code: 400, Description: bad + "MESSAGE_ID_INVALID"}, want: []string{"delete it yourself", "after"}, stays: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := prepare(t)
			k.talk.handle = func(tx chat.Tx, in chat.Input) error {
				if in.Message == 0 {
					t.Error("the message has no number")
				}
				if err := tx.Post(chat.Outgoing{Chat: in.Chat, Delete: &chat.Deletion{Message: in.Message, Instead: instead}}); err != nil {
					return err
				}
				return tx.Post(word(in.Chat, "after"))
			}
			k.start()
			if test.fault != nil {
				test.fault.Method = "deleteMessage"
				k.sim.AddFault(*test.fault)
			}
			k.sim.Say(1, "4826")
			k.untilSaid(1, test.want...)
			k.untilEmpty()
			stays := slices.ContainsFunc(k.sim.Messages(1), func(m simtelegram.Message) bool { return m.Text == "4826" })
			if stays != test.stays {
				t.Errorf("the message stays: %v", stays)
			}
			if log := k.logs.String(); strings.Contains(log, "given up") {
				t.Errorf("log:\n%s", log)
			}
		})
	}
}

// What takes long is made outside of the transaction, while other chats are answered, and
// the input has its effect once.
func TestSlowWorkHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	k := prepare(t)
	begun, release := make(chan struct{}, 9), make(chan struct{})
	k.talk.handle = func(tx chat.Tx, in chat.Input) error {
		if !strings.HasPrefix(in.Text, "slow") {
			return echo(tx, in)
		}
		if err := echo(tx, in); err != nil {
			return err
		}
		made, err := (&chat.Turn{In: in}).Made(in.Text, func() (string, error) {
			begun <- struct{}{}
			<-release
			return "made of " + in.Text, nil
		})
		if err != nil {
			return err
		}
		return tx.Post(word(in.Chat, made))
	}
	k.start()
	first := k.sim.Say(1, "slow")
	<-begun
	k.sim.Say(1, "behind it")
	k.sim.Say(2, "quick")
	k.untilSaid(2, "you said quick")
	k.sim.Say(3, "later")
	k.untilSaid(3, "you said later")
	if acked := k.sim.Acked(); acked >= first {
		t.Errorf("update %d is acknowledged before it is saved", first)
	}
	close(release)
	k.untilSaid(1, "you said slow", "made of slow", "you said behind it")
	k.until("the acknowledgment", func() bool { return k.sim.Acked() >= first })
	if log := k.logs.String(); strings.Contains(log, "panicked") {
		t.Errorf("log:\n%s", log)
	}
}
