package simtelegram

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Command is one line of the bot's menu (Bot API: BotCommand).
type Command struct {
	Command     string `json:"command"` // without the slash
	Description string `json:"description"`
}

const maxCommands = 100

var (
	commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	language    = regexp.MustCompile(`^[a-z]{2}$`)
)

// Commands gives the menu that a person with this app language sees in their private chat, by Telegram's rules: first
// their own chat's commands, then those for all private chats, then the default ones; in each, those for the language
// before those for any. lang may have a region ("en-US").
func (s *Server) Commands(chat int64, lang string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.menu(chat, lang)
}

func (s *Server) menu(chat int64, lang string) []Command {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	scopes := []string{fmt.Sprint("chat ", chat), "all_private_chats", "default"}
	if chat < 0 {
		scopes[1] = "all_group_chats"
	}
	for _, scope := range scopes {
		for _, l := range []string{lang, ""} {
			if list := s.menus[scope][l]; len(list) > 0 {
				return slices.Clone(list)
			}
		}
	}
	return nil
}

// setMyCommands (Bot API: setMyCommands).
func (s *Server) setMyCommands(f *form) ([]byte, *refusal) {
	var list []Command
	if raw := f.get("commands"); raw == "" || json.Unmarshal([]byte(raw), &list) != nil {
		return nil, bad("can't parse commands JSON object")
	}
	if len(list) == 0 || len(list) > maxCommands {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	for i := range list {
		c := &list[i]
		c.Command = strings.TrimPrefix(strings.TrimSpace(c.Command), "/")
		c.Description = strings.TrimSpace(c.Description)
		switch {
		case c.Command == "":
			return nil, bad("command must be non-empty")
		case utf8.RuneCountInString(c.Command) > 32:
			return nil, bad("command length must not exceed 32")
		case c.Description == "":
			return nil, bad("command description must be non-empty")
		case utf8.RuneCountInString(c.Description) > 256:
			return nil, bad("command description length must not exceed 256")
		case !commandName.MatchString(c.Command):
			return nil, bad("BOT_COMMAND_INVALID")
		}
	}
	return s.withScope(f, func(scope, lang string) []byte {
		if s.menus[scope] == nil {
			s.menus[scope] = map[string][]Command{}
		}
		s.menus[scope][lang] = list
		s.show()
		return trueJSON
	})
}

// getMyCommands (Bot API: getMyCommands): exactly that scope and language, without falling back.
func (s *Server) getMyCommands(f *form) ([]byte, *refusal) {
	return s.withScope(f, func(scope, lang string) []byte {
		list := s.menus[scope][lang]
		if list == nil {
			list = []Command{}
		}
		b, _ := json.Marshal(list)
		return b
	})
}

// deleteMyCommands (Bot API: deleteMyCommands).
func (s *Server) deleteMyCommands(f *form) ([]byte, *refusal) {
	return s.withScope(f, func(scope, lang string) []byte {
		delete(s.menus[scope], lang)
		s.show()
		return trueJSON
	})
}

// withScope reads scope and language_code and calls do with mu held.
func (s *Server) withScope(f *form, do func(scope, lang string) []byte) ([]byte, *refusal) {
	lang := f.get("language_code")
	if lang != "" && !language.MatchString(lang) {
		return nil, bad("invalid language code specified")
	}
	var scope struct {
		Type   string      `json:"type"`
		ChatID json.Number `json:"chat_id"` // takes a string as well
		UserID int64       `json:"user_id"`
	}
	scope.Type = "default"
	if raw := f.get("scope"); raw != "" && json.Unmarshal([]byte(raw), &scope) != nil {
		return nil, bad("can't parse BotCommandScope JSON object")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := scope.Type
	switch scope.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
	case "chat", "chat_administrators", "chat_member":
		id, _ := scope.ChatID.Int64()
		c := s.chats[id]
		switch {
		case scope.ChatID == "":
			return nil, bad("can't parse BotCommandScope: Empty chat_id specified")
		case c == nil:
			return nil, bad("chat not found")
		case scope.Type != "chat" && !c.group:
			return nil, bad("can't use specified scope in private chats")
		}
		key = fmt.Sprint(scope.Type, " ", id)
		if scope.Type == "chat_member" {
			key = fmt.Sprint(key, " ", scope.UserID)
		}
	default:
		return nil, bad("can't parse BotCommandScope: Unsupported type specified")
	}
	return do(key, lang), nil
}

// setMyDescription (Bot API: setMyDescription). The page shows it in an empty chat, as Telegram does.
func (s *Server) setMyDescription(f *form) ([]byte, *refusal) {
	return s.describe(f, "description", 512)
}

// setMyShortDescription (Bot API: setMyShortDescription).
func (s *Server) setMyShortDescription(f *form) ([]byte, *refusal) {
	return s.describe(f, "short_description", 120)
}

func (s *Server) describe(f *form, name string, limit int) ([]byte, *refusal) {
	lang, text := f.get("language_code"), f.get(name)
	switch {
	case lang != "" && !language.MatchString(lang):
		return nil, bad("invalid language code specified")
	case utf8.RuneCountInString(text) > limit:
		return nil, bad("BOT_DESCRIPTION_TOO_LONG")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.profile[name+" "+lang] = text
	s.show()
	return trueJSON, nil
}

// described gives a description for a language, or that for any.
func (s *Server) described(name, lang string) string {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if text := s.profile[name+" "+lang]; text != "" {
		return text
	}
	return s.profile[name+" "]
}

// setChatMenuButton (Bot API: setChatMenuButton): checked and forgotten, since the page's button always shows commands.
func (s *Server) setChatMenuButton(f *form) ([]byte, *refusal) {
	var button struct{ Type string }
	if raw := f.get("menu_button"); raw != "" {
		if json.Unmarshal([]byte(raw), &button) != nil {
			return nil, bad("can't parse menu button JSON object")
		}
		switch button.Type {
		case "default", "commands", "web_app":
		default:
			return nil, bad("MenuButton has unsupported type")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.get("chat_id") != "" && s.chats[f.num("chat_id", 0)] == nil {
		return nil, bad("chat not found")
	}
	return trueJSON, nil
}
