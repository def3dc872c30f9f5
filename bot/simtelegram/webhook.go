package simtelegram

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// SetWebhook acts as if someone had set a webhook: getUpdates answers 409 until deleteWebhook. Nothing is ever sent to
// the address. "" takes it away.
func (s *Server) SetWebhook(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.webhook(url)
}

func (s *Server) webhook(url string) {
	s.updates.webhook = url
	if url != "" {
		s.endPoll(refuse(409, "Conflict: terminated by setWebhook request"))
	}
	s.touch()
}

// setWebhook (Bot API: setWebhook).
func (s *Server) setWebhook(f *form) ([]byte, *refusal) {
	url := f.get("url")
	if url != "" && !strings.HasPrefix(url, "https://") {
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if raw := f.get("allowed_updates"); raw != "" {
		var allowed []string
		if json.Unmarshal([]byte(raw), &allowed) != nil {
			return nil, bad("can't parse allowed_updates JSON object")
		}
		s.allow(allowed)
	}
	s.drop(f)
	s.webhook(url)
	return trueJSON, nil
}

// deleteWebhook (Bot API: deleteWebhook).
func (s *Server) deleteWebhook(f *form) ([]byte, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(f)
	s.webhook("")
	return trueJSON, nil
}

// drop forgets the waiting updates if drop_pending_updates says so. The caller holds mu.
func (s *Server) drop(f *form) {
	if f.flag("drop_pending_updates") {
		s.updates.waiting = nil
	}
}

// getWebhookInfo (Bot API: getWebhookInfo).
func (s *Server) getWebhookInfo(*form) ([]byte, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := appendString([]byte(`{"url":`), s.updates.webhook)
	b = fmt.Appendf(b, `,"has_custom_certificate":false,"pending_update_count":%d`, len(s.updates.waiting))
	if s.updates.allowed != nil {
		list, _ := json.Marshal(slices.Sorted(maps.Keys(s.updates.allowed)))
		b = fmt.Appendf(b, `,"allowed_updates":%s`, list)
	}
	return append(b, '}'), nil
}
