package chat

import (
	"strings"

	"rechargebot/flows/text"
)

// People type commands without their slash, alone, among words that only ask, or beside a day,
// an operator or a sum.

// Plain gives the command that a message without a slash is, from an owner or from
// somebody else, with what stands behind it; "" where it is none.
func (r *Routes) Plain(line string, owner bool) (command, rest string) {
	const most = 60 // longer than any query
	if len(line) > 4*most {
		return "", ""
	}
	line = strings.TrimRight(strings.TrimSpace(line), ".!?। ")
	if one := r.named(line, owner); one != nil {
		return one.Command, ""
	}
	line = strings.Join(strings.Fields(line), " ")
	first, rest, _ := strings.Cut(line, " ")
	rest = text.LatinDigits(rest)
	first = strings.TrimRight(first, ":,")
	if one := r.word(first, owner); one != nil && one.Rest && strings.ContainsAny(rest, "0123456789") {
		return one.Command, rest
	}
	if one := taking(rest, r.word(first, owner), r.word(first, false)); one != nil {
		return one.Command, rest
	}
	if last := strings.LastIndexByte(line, ' '); last > 0 { // "taka joma 500", "amar bikri gotokal"
		before, behind := line[:last], text.LatinDigits(line[last+1:])
		if one := taking(behind, r.named(before, owner), r.named(before, false)); one != nil {
			return one.Command, behind
		}
	}
	at := 0
	for range mostBefore { // "ajker hisab", "this month report"
		next := strings.IndexByte(line[at:], ' ')
		if next < 0 {
			break
		}
		before, behind := line[:at+next], line[at+next+1:]
		if at += next + 1; strings.ContainsAny(behind, "0123456789") {
			continue
		}
		if one := taking(before, r.named(behind, owner), r.named(behind, false), r.of[text.Fold(behind)]); one != nil {
			return one.Command, before
		}
	}
	return "", ""
}

// word gives the route that a word is for, or several that are one; nil for none.
func (r *Routes) word(word string, owner bool) *Route {
	word = text.Fold(word)
	if one := r.owners.words[word]; owner && one != nil {
		return one
	}
	return r.words[word]
}

// The words that ask to see something and say nothing about what: before the word for it,
// and behind.
var (
	askedBefore = text.WordSet("my,amar,amr,all,sob,see,show,show me,view,check,ektu,please,plz,pls,আমার,সব,একটু,দেখি")
	askedBehind = text.WordSet("koto,kto,ache,ase,ki,ta,gulo,list,now,ekhon,dao,daw,den,din,diben,dekhao,dekhaw,dekhan,dekhi,dekhbo,dekhte,chai,show,please,plz,pls,bhai,vai," +
		"কত,আছে,কি,কী,টা,গুলো,লিস্ট,তালিকা,এখন,দাও,দেন,দিন,দিবেন,দেখাও,দেখান,দেখি,দেখব,দেখবো,দেখতে,চাই,প্লিজ,ভাই")
)

// mostBefore is how many words may be what stands before a command's word.
const mostBefore = 2

// named gives the route of a line that holds nothing but its word, or besides that only
// words that ask to see what it shows; nil for none.
func (r *Routes) named(line string, owner bool) *Route {
	if one := r.word(line, owner); one != nil || strings.ContainsAny(line, "0123456789") {
		return one
	}
	words := strings.Fields(line)
	from, to := 0, len(words)
	for from < to && askedBefore[text.Fold(words[from])] {
		from++
	}
	for to > from && askedBehind[text.Fold(words[to-1])] {
		to--
	}
	for first := 0; first <= from; first++ { // the longest first: "my orders" is a word, too
		for last := len(words); last >= to; last-- {
			if one := r.word(strings.Join(words[first:last], " "), owner); one != nil && one.Shows {
				return one
			}
		}
	}
	return nil
}

// taking gives the first of the routes, nil for those that are none, beside whose words a text
// may stand. For an owner it may be the second: "hisab" is a word of theirs, "ajker hisab" one
// that all have.
func taking(beside string, routes ...*Route) *Route {
	for _, one := range routes {
		if one != nil && beside != "" && one.Beside != nil && one.Beside(beside) {
			return one
		}
	}
	return nil
}
