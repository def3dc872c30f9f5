package upstream

import "testing"

// BenchmarkAnswer reads and classes a reply.
func BenchmarkAnswer(b *testing.B) {
	c, err := New(testConfig("http://localhost"), nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, bm := range []struct{ name, call, body string }{
		{"accepted", callRequest, good[callRequest]}, {"done", callStatus, good[callStatus]}, {"refused", callRequest, refusal},
	} {
		b.Run(bm.name, func(b *testing.B) {
			for b.Loop() {
				c.answer(bm.call, testOrder.ID, received{sent: true, code: 200, body: []byte(bm.body)})
			}
		})
	}
}
