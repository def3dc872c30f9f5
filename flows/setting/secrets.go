package setting

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const hidden = "[hidden]"

// shortest is how long a secret is at least: what is shorter is in every text, and
// guessed at once.
const shortest = 4

// Secrets are what must not be seen, in each form in which it may come up:
// errors hold addresses, and a panel may send back what it was sent.
type Secrets []string

// NewSecrets are secrets that are no settings' own. One of fewer than four bytes is not
// hidden.
func NewSecrets(all ...string) (s Secrets) {
	s.hide(all)
	return s
}

func (s *Secrets) add(r Row, value string) {
	switch {
	case r.Parts != nil:
		s.hide(r.Parts(value))
	case r.Secret:
		s.hide([]string{value})
	}
}

func (s *Secrets) hide(parts []string) {
	for _, p := range parts {
		if len(p) < shortest {
			continue
		}
		text, _ := json.Marshal(p) // a string always can be
		*s = append(*s, p, url.QueryEscape(p), url.PathEscape(p), html.EscapeString(p), strings.Trim(string(text), `"`), strings.Trim(strconv.Quote(p), `"`))
	}
	// The longest first: a secret may be part of another.
	slices.SortFunc(*s, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	*s = slices.Compact(*s)
}

// Hide takes the secrets out of a text.
func (s Secrets) Hide(text string) string {
	for _, p := range s {
		text = strings.ReplaceAll(text, p, hidden)
	}
	return text
}

// Writer takes them out of what is written, each write by itself.
func (s Secrets) Writer(to io.Writer) io.Writer { return writer{to, s} }

type writer struct {
	to      io.Writer
	secrets Secrets
}

func (w writer) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.to, w.secrets.Hide(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Handler takes them out of messages and attributes of a log, wherever they
// came from.
func (s Secrets) Handler(next slog.Handler) slog.Handler { return handler{next, s} }

type handler struct {
	next    slog.Handler
	secrets Secrets
}

func (h handler) Enabled(ctx context.Context, l slog.Level) bool { return h.next.Enabled(ctx, l) }

func (h handler) WithGroup(name string) slog.Handler {
	return handler{h.next.WithGroup(name), h.secrets}
}

func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.next.WithAttrs(h.attrs(attrs)), h.secrets}
}

func (h handler) Handle(ctx context.Context, rec slog.Record) error {
	clean := slog.NewRecord(rec.Time, rec.Level, h.secrets.Hide(rec.Message), rec.PC)
	rec.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(h.attr(a))
		return true
	})
	return h.next.Handle(ctx, clean)
}

func (h handler) attrs(in []slog.Attr) []slog.Attr {
	out := make([]slog.Attr, len(in))
	for i, a := range in {
		out[i] = h.attr(a)
	}
	return out
}

func (h handler) attr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindString:
		v = slog.StringValue(h.secrets.Hide(v.String()))
	case slog.KindGroup:
		v = slog.GroupValue(h.attrs(v.Group())...)
	case slog.KindAny: // only as text can it be searched
		v = slog.StringValue(h.secrets.Hide(fmt.Sprintf("%+v", v.Any())))
	}
	return slog.Attr{Key: a.Key, Value: v}
}

// Hint says of a secret how long it is, which shows one that was cut or has something more.
func Hint(secret string) string { return fmt.Sprintf("%d characters", utf8.RuneCountInString(secret)) }
