package shop

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"rechargebot/flows/card"
	"rechargebot/flows/chat"
	"rechargebot/flows/offer"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

// offersPage is how many packs a list shows at once.
const offersPage = 8

// onSale gives the packs that can be bought now, cheapest first.
func (t turn) onSale() ([]offer.Offer, error) {
	all, err := t.Tx.AllOffers()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(o offer.Offer) bool { return !o.On(t.In.At) })
	slices.SortStableFunc(all, func(a, b offer.Offer) int { return cmp.Compare(a.Amount, b.Amount) })
	return all, nil
}

// offers begins the way to a pack: operator, kind, list, number.
func (t turn) offers() error {
	all, err := t.onSale()
	if err != nil {
		return err
	}
	return t.askOperator(all, tOffers.In(t.L))
}

// askOperator asks for the operator of one of these packs.
func (t turn) askOperator(all []offer.Offer, question string) error {
	if len(all) == 0 {
		return t.Say(tNoOffers)
	}
	s := chat.Screen{HTML: question}
	for _, k := range operatorsOf(all) {
		n := 0
		for _, one := range all {
			if one.Operator == k.Operator && one.Connection == k.Connection {
				n++
			}
		}
		label := tOffersOf.Label(t.L, "operator", order.Operator(k.Operator), "count", n)
		if c := order.Connection(k.Connection); c == order.Postpaid {
			label = tOffersOfPostpaid.Label(t.L, "operator", order.Operator(k.Operator), "connection", card.Connection(c), "count", n)
		}
		s.Buttons = append(s.Buttons, []chat.Button{{Text: label, Data: chat.Data("of", "k", k.Operator, k.Connection)}})
	}
	t.Show(s)
	return nil
}

// operatorsOf are the operators and connections of packs, prepaid ones first.
func operatorsOf(all []offer.Offer) (keys []offer.Key) {
	for _, c := range []order.Connection{order.Prepaid, order.Postpaid} {
		for _, o := range order.Operators {
			k := offer.Key{Operator: string(o), Connection: int(c)}
			if slices.ContainsFunc(all, func(one offer.Offer) bool { return one.Operator == k.Operator && one.Connection == k.Connection }) {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// offersOf begins the way where an operator was named with it: at that operator's kinds, if
// it has packs of one connection only.
func (t turn) offersOf(named string) error {
	o, ok := operatorNamed(named)
	if !ok {
		return t.offers()
	}
	all, err := t.onSale()
	if err != nil {
		return err
	}
	its := slices.DeleteFunc(slices.Clone(all), func(one offer.Offer) bool { return one.Operator != string(o) })
	switch keys := operatorsOf(its); len(keys) {
	case 0:
		return t.askOperator(all, tNoOffersOf.In(t.L, "operator", o))
	case 1:
		return t.offerKinds(keys[0], "")
	}
	return t.askConnection(o, its)
}

// askConnection asks of an operator's packs whether prepaid or postpaid ones are meant.
func (t turn) askConnection(o order.Operator, its []offer.Offer) error {
	s := chat.Screen{HTML: tOffersWhich.In(t.L, "operator", o)}
	for _, k := range operatorsOf(its) {
		n := 0
		for _, one := range its {
			if one.Connection == k.Connection {
				n++
			}
		}
		label := tKindCount.Label(t.L, "kind", card.Connection(order.Connection(k.Connection)), "count", n)
		s.Buttons = append(s.Buttons, []chat.Button{{Text: label, Data: chat.Data("of", "k", k.Operator, k.Connection, askedWhich)}})
	}
	s.Buttons = append(s.Buttons, []chat.Button{{Text: bBack.In(t.L), Data: chat.Data("of", "ops")}})
	t.Show(s)
	return nil
}

// isOperator reports whether a text names an operator.
func isOperator(text string) bool {
	_, ok := operatorNamed(text)
	return ok
}

// priceSaid is what may stand behind an operator where its packs are asked for: "gp 500 offer".
var priceSaid = regexp.MustCompile(`\s+[0-9০-৯]{2,4}$`)

// operatorNamed reads an operator's name, also with "of" behind it and with a price: "gp er",
// "রবির", "gp 500".
func operatorNamed(text string) (order.Operator, bool) {
	text = priceSaid.ReplaceAllString(strings.TrimSpace(text), "")
	for _, of := range []string{"", "er", "r", "এর", "ের", "র"} {
		if name, ok := strings.CutSuffix(text, of); ok {
			if o, ok := order.ParseOperator(strings.TrimSpace(name)); ok {
				return o, true
			}
		}
	}
	return "", false
}

// offerWords are those for packs, and ofOffers what may stand in a line that asks for them: words
// that ask to see them, and of what kind they are.
var (
	offerWords = text.WordSet("offer,offers,ofer,ofar,pack,packs,package,অফার,প্যাক,প্যাকেজ")
	ofOffers   = text.WordSet("er,r,kon,koto,kto,ki,ache,ase,gulo,list,show,dekhao,dekhan,dekhi,chai,lagbe,এর,র,কোন,কত,কি,কী,আছে,দেখাও,দেখান,দেখি,চাই,লাগবে")
)

// offersAsked reads a line that asks for the packs of one operator, and besides for their
// connection, kind or price: "gp postpaid offer", "robi 1 gb offer", "gp 500 tk er offer".
func (t turn) offersAsked() (bool, error) {
	k, ok := packsNamed(t.In.Text)
	if !ok {
		return false, nil
	}
	if k.Connection != 0 {
		its, err := t.ofOperator(k, "")
		if err != nil {
			return true, err
		}
		if len(its) > 0 {
			return true, t.offerKinds(k, askedWhich)
		}
		all, err := t.onSale()
		if err != nil {
			return true, err
		}
		return true, t.askOperator(all, tNoOffersOfType.In(t.L, "operator", order.Operator(k.Operator), "connection", card.Connection(order.Connection(k.Connection))))
	}
	return true, t.offersOf(k.Operator)
}

// packsNamed gives whose packs such a line asks for; its Connection is 0 where it says none.
func packsNamed(line string) (k offer.Key, ok bool) {
	if strings.Contains(line, "\n") || len(line) > 240 {
		return k, false
	}
	words := strings.FieldsFunc(tidy(line), isBreak)
	named := false
	for _, word := range words {
		word = bare(word)
		c, connection := order.ParseConnection(word)
		o, operator := operatorNamed(word)
		switch {
		case word == "":
		case operator && (k.Operator == "" || k.Operator == string(o)):
			k.Operator = string(o)
		case connection:
			k.Connection = int(c)
		case knownIn(offerWords, word):
			named = true
		case !beside(word):
			return k, false
		}
	}
	return k, named && k.Operator != ""
}

// beside reports whether a word may stand in such a line: it asks, or says which packs, as by
// a price or how much is in one: "108", "1gb", "500tk".
func beside(word string) bool {
	if countDigits(word) > 4 {
		return false
	}
	unit := bare(strings.Trim(word, digits+"."))
	if unit == "" || isCurrency(unit) || knownIn(units, unit) {
		return true
	}
	return !hasDigit(word) && (knownIn(ofOffers, word) || knownIn(fillers, word) || knownIn(services, word))
}

// offersTap answers the buttons on the way.
func (t turn) offersTap(a chat.Args) error {
	k := offer.Key{Operator: a.At(1), Connection: int(a.Int(2))}
	switch a.At(0) {
	case "ops":
		return t.offers()
	case "of":
		return t.offersOf(a.At(1))
	case "k":
		return t.offerKinds(k, a.At(3))
	case "l":
		return t.offerList(k, offer.Kind(a.At(3)), int(a.Int(4)), a.At(5))
	case "b":
		return t.buy(uint64(a.Int(1)))
	}
	return t.ShowToast(chat.OldButton)
}

// ofOperator gives those of an operator and a connection; of one kind, where it is given.
func (t turn) ofOperator(k offer.Key, kind offer.Kind) ([]offer.Offer, error) {
	all, err := t.onSale()
	return slices.DeleteFunc(all, func(o offer.Offer) bool {
		return o.Operator != k.Operator || o.Connection != k.Connection || kind != "" && o.Kind != kind
	}), err
}

// askedWhich says of the way to a pack that it came from the question for prepaid or postpaid:
// Back leads there.
const askedWhich = "w"

// back is the row that leads from an operator's packs to the question before.
func (t turn) back(k offer.Key, by string) []chat.Button {
	data := chat.Data("of", "ops")
	if by == askedWhich {
		data = chat.Data("of", "of", k.Operator)
	}
	return []chat.Button{{Text: bBack.In(t.L), Data: data}}
}

// offerKinds asks for the kind of pack; with one kind only its list is shown. by is how the
// operator was chosen.
func (t turn) offerKinds(k offer.Key, by string) error {
	all, err := t.ofOperator(k, "")
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return t.offers()
	}
	s := chat.Screen{HTML: tOfferKinds.In(t.L, "operator", order.Operator(k.Operator))}
	for _, kind := range offer.Kinds {
		n := 0
		for _, o := range all {
			if o.Kind == kind {
				n++
			}
		}
		switch n {
		case 0:
		case len(all):
			return t.offerList(k, kind, 0, by)
		default:
			s.Buttons = append(s.Buttons, []chat.Button{{Text: tKindCount.Label(t.L, "kind", card.Kind(kind), "count", n), Data: chat.Data("of", "l", k.Operator, k.Connection, kind, 0, by)}})
		}
	}
	s.Buttons = append(s.Buttons, t.back(k, by))
	t.Show(s)
	return nil
}

// offerList lists the packs of a kind by price.
func (t turn) offerList(k offer.Key, kind offer.Kind, from int, by string) error {
	all, err := t.ofOperator(k, kind)
	if err != nil {
		return err
	}
	if from = max(0, from); from >= len(all) {
		if from = 0; len(all) == 0 {
			return t.offers()
		}
	}
	s := chat.Screen{HTML: tOfferList.In(t.L, "operator", order.Operator(k.Operator), "kind", card.Kind(kind))}
	for _, o := range all[from:min(len(all), from+offersPage)] {
		kept, _ := offer.KeptIn(o.Keep())
		s.Buttons = append(s.Buttons, []chat.Button{{Text: tOfferRow.Label(t.L, "amount", o.Amount, "pack", card.Pack(t.L, kept)), Data: chat.Data("of", "b", o.ID)}})
	}
	var row []chat.Button
	page := func(text string, at int) {
		row = append(row, chat.Button{Text: text, Data: chat.Data("of", "l", k.Operator, k.Connection, kind, at, by)})
	}
	if from > 0 {
		page("◀", max(0, from-offersPage))
	}
	if from+offersPage < len(all) {
		page("▶", from+offersPage)
	}
	if row != nil {
		s.Buttons = append(s.Buttons, row)
	}
	s.Buttons = append(s.Buttons, t.back(k, by))
	t.Show(s)
	return nil
}
