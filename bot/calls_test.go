package bot

import "testing"

// TestMessageID: the id is found wherever the answer has it.
func TestMessageID(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]int{
		`{"ok":true,"result":{"message_id":12,"text":"\"message_id\":13"}}`: 12,
		`{"ok":true,"result":{"message_id":12}}`:                            12,
		`{"ok":true,"result":{"message_id": 12,"date":1}}`:                  12,
		`{"ok":true,"result":{"date":1,"message_id":12}}`:                   12,
		`{"ok":true,"result":{"message_id":"12","date":1}}`:                 0,
		`{"ok":true,"result":{"message_id":`:                                0,
		`{"ok":true,"result":true}`:                                         0,
		``:                                                                  0,
	} {
		if got := messageID([]byte(answer)); got != want {
			t.Errorf("%d in %s", got, answer)
		}
	}
}
