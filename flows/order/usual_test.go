package order_test

import (
	"testing"
	"time"

	"rechargebot/flows/order"
)

// What is usual is said from 20 orders up, and rounded so that it promises nothing less.
func TestUsual(t *testing.T) {
	var took []time.Duration
	for i := range 20 {
		if _, ok := order.UsualOf(took); ok {
			t.Errorf("%d orders are enough", len(took))
		}
		took = append(took, time.Duration(20-i)*time.Second)
	}
	if u, ok := order.UsualOf(took); !ok || u != (order.Usual{Mostly: 10 * time.Second, NearlyAll: 19 * time.Second}) || took[0] != 20*time.Second {
		t.Errorf("%+v, %v", u, ok)
	}
	for d, want := range map[time.Duration]time.Duration{
		0: 5 * time.Second, 5 * time.Second: 5 * time.Second, 18 * time.Second: 20 * time.Second, 55 * time.Second: 55 * time.Second,
		56 * time.Second: time.Minute, 61 * time.Second: 2 * time.Minute,
	} {
		if got := order.Rounded(d); got != want {
			t.Errorf("%s is %s instead of %s", d, got, want)
		}
	}
}
