package storage

import (
	"rechargebot/flows/chat"
	"rechargebot/flows/order"
)

type outgoingRecord struct {
	Seq      uint64          `json:"seq"`
	Chat     int64           `json:"chat"`
	Screen   *screenRecord   `json:"screen,omitempty"`
	File     *fileRecord     `json:"file,omitempty"`
	Edit     int             `json:"edit,omitempty"`
	Card     string          `json:"card,omitempty"`
	New      bool            `json:"new,omitempty"`
	IfThere  bool            `json:"if_there,omitempty"`
	Last     bool            `json:"last,omitempty"`
	Final    bool            `json:"final,omitempty"`
	Order    string          `json:"order,omitempty"`
	Orders   []string        `json:"orders,omitempty"`
	Bulk     bool            `json:"bulk,omitempty"`
	Note     string          `json:"note,omitempty"`
	Answer   *answerRecord   `json:"answer,omitempty"`
	Menu     *menuRecord     `json:"menu,omitempty"`
	Document *documentRecord `json:"document,omitempty"`

	// Since schema 6.
	Delete *deletionRecord `json:"delete,omitempty"`
}

type screenRecord struct {
	HTML    string           `json:"html"`
	Buttons [][]buttonRecord `json:"buttons,omitempty"`
}

type fileRecord struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
}

type buttonRecord struct {
	Text  string `json:"text"`
	Data  string `json:"data,omitempty"`
	Copy  string `json:"copy,omitempty"`
	Style string `json:"style,omitempty"`
}

type answerRecord struct {
	Query string `json:"query"`
	Text  string `json:"text,omitempty"`
	Alert bool   `json:"alert,omitempty"`
}

type menuRecord struct {
	Commands []commandRecord `json:"commands,omitempty"`
}

type commandRecord struct {
	Name string `json:"name"`
	Help string `json:"help"`
}

type documentRecord struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind,omitzero"`
	Args    []string `json:"args,omitempty"`
	Caption string   `json:"caption,omitempty"`
	Instead string   `json:"instead,omitempty"`
}

type deletionRecord struct {
	Message int    `json:"message"`
	Instead string `json:"instead,omitempty"`
}

func recordOutgoing(o *chat.Outgoing) *outgoingRecord {
	r := &outgoingRecord{
		Seq: o.Seq, Chat: o.Chat, Edit: o.Edit, Card: o.Card, New: o.New, IfThere: o.IfThere,
		Last: o.Last, Final: o.Final, Order: string(o.Order), Bulk: o.Bulk, Note: o.Note,
	}
	for _, id := range o.Orders {
		r.Orders = append(r.Orders, string(id))
	}
	if o.Screen != nil {
		r.Screen = &screenRecord{HTML: o.Screen.HTML}
		for _, row := range o.Screen.Buttons {
			buttons := make([]buttonRecord, 0, len(row))
			for _, b := range row {
				buttons = append(buttons, buttonRecord{Text: b.Text, Data: b.Data, Copy: b.Copy, Style: string(b.Style)})
			}
			r.Screen.Buttons = append(r.Screen.Buttons, buttons)
		}
	}
	if f := o.File; f != nil {
		r.File = &fileRecord{ID: f.ID, Kind: string(f.Kind)}
	}
	if a := o.Answer; a != nil {
		r.Answer = &answerRecord{Query: a.Query, Text: a.Text, Alert: a.Alert}
	}
	if o.Menu != nil {
		r.Menu = &menuRecord{}
		for _, c := range o.Menu.Commands {
			r.Menu.Commands = append(r.Menu.Commands, commandRecord{Name: c.Name, Help: c.Help})
		}
	}
	if d := o.Document; d != nil {
		r.Document = &documentRecord{Name: d.Name, Kind: d.Kind, Args: d.Args, Caption: d.Caption, Instead: d.Instead}
	}
	if d := o.Delete; d != nil {
		r.Delete = &deletionRecord{Message: d.Message, Instead: d.Instead}
	}
	return r
}

func (r *outgoingRecord) value() chat.Outgoing {
	o := chat.Outgoing{
		Seq: r.Seq, Chat: r.Chat, Edit: r.Edit, Card: r.Card, New: r.New, IfThere: r.IfThere,
		Last: r.Last, Final: r.Final, Order: order.ID(r.Order), Bulk: r.Bulk, Note: r.Note,
	}
	for _, id := range r.Orders {
		o.Orders = append(o.Orders, order.ID(id))
	}
	if r.Screen != nil {
		o.Screen = &chat.Screen{HTML: r.Screen.HTML}
		for _, row := range r.Screen.Buttons {
			buttons := make([]chat.Button, 0, len(row))
			for _, b := range row {
				buttons = append(buttons, chat.Button{Text: b.Text, Data: b.Data, Copy: b.Copy, Style: chat.Style(b.Style)})
			}
			o.Screen.Buttons = append(o.Screen.Buttons, buttons)
		}
	}
	if f := r.File; f != nil {
		o.File = &chat.SentFile{ID: f.ID, Kind: chat.FileKind(f.Kind)}
	}
	if a := r.Answer; a != nil {
		o.Answer = &chat.CallbackAnswer{Query: a.Query, Text: a.Text, Alert: a.Alert}
	}
	if r.Menu != nil {
		o.Menu = &chat.Menu{}
		for _, c := range r.Menu.Commands {
			o.Menu.Commands = append(o.Menu.Commands, chat.Command{Name: c.Name, Help: c.Help})
		}
	}
	if d := r.Document; d != nil {
		o.Document = &chat.Document{Name: d.Name, Kind: d.Kind, Args: d.Args, Caption: d.Caption, Instead: d.Instead}
	}
	if d := r.Delete; d != nil {
		o.Delete = &chat.Deletion{Message: d.Message, Instead: d.Instead}
	}
	return o
}
