package simpanel

// unknowns are the forms of a status reply to an id the panel does not know, or
// does not know yet. The template's balance is the panel's.
var unknowns = map[string]func(balance paisa) string{
	UnknownTemplate: func(b paisa) string {
		return `{"posotion":0,"trxid":"","lastbalance":"` + b.String() + `","status":"2"}`
	},
	UnknownFalse: func(b paisa) string {
		return `{"posotion":false,"trxid":false,"lastbalance":"` + b.String() + `","status":"2"}`
	},
	UnknownNull: func(b paisa) string {
		return `{"posotion":"null","trxid":"null","lastbalance":"` + b.String() + `","status":"2"}`
	},
	UnknownBlank:        whole(`{"posotion":"","trxid":"","lastbalance":"","status":""}`),
	UnknownDoneMsg:      whole(`{"status":1,"msg":"Order Not Found"}`),
	UnknownDoneError:    whole(`{"status":1,"error":"Invalid ID"}`),
	UnknownDoneBare:     whole(`{"status":1}`),
	UnknownDoneData:     whole(`{"status":1,"data":null}`),
	UnknownFailedMsg:    whole(`{"status":2,"msg":"Order Not Found","posotion":0,"trxid":""}`),
	UnknownZeroMessage:  whole(`{"status":0,"message":"Order Not Found"}`),
	UnknownRefusal:      whole(`{"success":false,"status":2,"message":"Order Not Found"}`),
	UnknownInvalidID:    whole(`{"success":false,"status":2,"error":"Invalid ID"}`),
	UnknownEmptyObject:  whole(`{}`),
	UnknownNullDocument: whole(`null`),
}

func whole(body string) func(paisa) string { return func(paisa) string { return body } }

// hidden reports whether a status call in mood m does not find rec yet, though
// it was taken. The lock is held.
func (p *Panel) hidden(rec *record, m Mood) bool {
	return p.now().Sub(rec.order.At) < max(rec.plan.Late, m.Late)
}

// unknown answers a status call in mood m for an id that is not known; rec is
// nil if no request ever carried it. The mood of the call comes first, then that
// of the request, then the panel's setting. The lock is held.
func (p *Panel) unknown(rec *record, m Mood) reply {
	form, keys := m.NotFound, m.Keys
	if rec != nil {
		if form == "" {
			form = rec.plan.NotFound
		}
		if keys == "" {
			keys = rec.plan.Keys
		}
	}
	if form == "" {
		form = p.notFound
	}
	switch body, ok := unknowns[form]; {
	case ok:
		return reply{{value: body(p.balance)}}
	case form != "":
		return reply{{value: form}}
	case keys != "":
		return refusal("Order Not Found").keyed(keys)
	}
	return reply{{value: unknowns[UnknownRefusal](0)}}
}
