package upstream

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"rechargebot/flows/setting"
)

// minLetters is the least that words which are set must have: short ones stand in
// too many sentences.
const minLetters = 6

// ReadWords reads [Config.RefusedWords]: phrases parted by semicolons, such as
//
//	number out of service; this pack is not sold here
//
// A refusal that holds one of them means that the order was not taken. Errors
// name the phrase: it has fewer than six letters, or it is of words that a panel
// also says when it has taken an order or does not know.
func ReadWords(value string) ([]string, error) {
	var all []string
	var wrong []error
	for phrase := range strings.SplitSeq(value, ";") {
		if phrase = strings.TrimSpace(phrase); phrase == "" {
			continue
		}
		if err := checkWords(phrase); err != nil {
			wrong = append(wrong, err)
		}
		all = append(all, phrase)
	}
	if len(all) == 0 {
		return nil, errors.New("names nothing")
	}
	return all, setting.Join(wrong)
}

func checkWords(phrase string) error {
	s := hear(phrase)
	letters := 0
	for _, r := range s.plain {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			letters++
		}
	}
	switch {
	case letters < minLetters:
		return fmt.Errorf("has %q, which is shorter than %d letters and would stand in too many sentences", oneLine(phrase), minLetters)
	case s.doubtful(false):
		return fmt.Errorf("has %q, which a panel can also say of an order that it has taken", oneLine(phrase))
	}
	return nil
}

// maxRefusal is the most characters of a text that an owner can declare: what is
// longer is no sentence of a panel but a program's trace.
const maxRefusal = 300

// declarable gives the form of the words by which an owner can declare that they
// mean "not taken", see [order.Reply]; "" where they never can.
func (s speech) declarable() string {
	if len([]rune(s.normal)) > maxRefusal || s.doubtful(false) {
		return ""
	}
	return s.normal
}
