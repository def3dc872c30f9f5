package bot

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
)

const hidden = "[hidden]"

// secretsOf gives what must never be seen of a token: the whole token, and the part
// after the colon, since the part before it is the bot's id, which is public.
func secretsOf(token string) []string {
	s := []string{token}
	if _, secret, ok := strings.Cut(token, ":"); ok && len(secret) >= 6 {
		s = append(s, secret)
	}
	return s
}

func redact(text string, secrets []string) string {
	for _, s := range secrets {
		if s != "" { // which every text contains
			text = strings.ReplaceAll(text, s, hidden)
		}
	}
	return text
}

// Redacting gives a log handler that hides the bot token and the panel's key
// in everything that passes through it.
func Redacting(next slog.Handler, token, key string) slog.Handler {
	secrets := secretsOf(token)
	if key != "" {
		secrets = append(secrets, key)
	}
	return redactor{next, secrets}
}

// redactor is a log handler that hides secrets in messages and attributes,
// wherever they came from: panics and errors of others carry URLs too.
type redactor struct {
	next    slog.Handler
	secrets []string
}

func (r redactor) Enabled(ctx context.Context, l slog.Level) bool { return r.next.Enabled(ctx, l) }

func (r redactor) WithGroup(name string) slog.Handler {
	return redactor{r.next.WithGroup(name), r.secrets}
}

func (r redactor) WithAttrs(attrs []slog.Attr) slog.Handler {
	return redactor{r.next.WithAttrs(r.attrs(attrs)), r.secrets}
}

func (r redactor) Handle(ctx context.Context, rec slog.Record) error {
	clean := slog.NewRecord(rec.Time, rec.Level, redact(rec.Message, r.secrets), rec.PC)
	rec.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(r.attr(a))
		return true
	})
	return r.next.Handle(ctx, clean)
}

func (r redactor) attrs(in []slog.Attr) []slog.Attr {
	out := make([]slog.Attr, len(in))
	for i, a := range in {
		out[i] = r.attr(a)
	}
	return out
}

func (r redactor) attr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindString:
		v = slog.StringValue(redact(v.String(), r.secrets))
	case slog.KindGroup:
		v = slog.GroupValue(r.attrs(v.Group())...)
	case slog.KindAny:
		// Only as text can anything be searched for the token.
		v = slog.StringValue(redact(fmt.Sprintf("%+v", v.Any()), r.secrets))
	}
	return slog.Attr{Key: a.Key, Value: v}
}
