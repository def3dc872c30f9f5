package simtelegram

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// maxDownload is the largest file getFile gives, in bytes.
const maxDownload = 20 << 20

// A file is what the bot uploaded.
type file struct {
	id, name, mime, path string
	data                 []byte
}

// keepFile stores an upload. The caller holds mu.
func (s *Server) keepFile(up *upload) *file {
	n := len(s.files) + 1
	x := &file{name: path.Base(strings.ReplaceAll(up.name, `\`, "/")), data: up.data}
	x.id = fmt.Sprintf("BQACAgUAAxkDAAIB%08dAAE", n)
	x.path = fmt.Sprintf("documents/file_%d%s", n, path.Ext(x.name))
	x.mime = mime.TypeByExtension(path.Ext(x.name))
	if x.mime == "" {
		x.mime = "application/octet-stream"
	}
	s.files[x.id] = x
	return x
}

func (x *file) appendDocument(b []byte) []byte {
	b = append(b, `{"file_id":`...)
	b = appendString(b, x.id)
	b = appendField(b, "file_unique_id", "AgAD"+x.id[len(x.id)-11:])
	b = appendField(b, "file_name", x.name)
	b = appendField(b, "mime_type", x.mime)
	return fmt.Appendf(b, `,"file_size":%d}`, len(x.data))
}

// getFile (Bot API: getFile).
func (s *Server) getFile(f *form) ([]byte, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.files[f.get("file_id")]
	switch {
	case x == nil:
		return nil, bad("wrong file_id or the file is temporarily unavailable")
	case len(x.data) > maxDownload:
		return nil, bad("file is too big")
	}
	b := appendString([]byte(`{"file_id":`), x.id)
	b = appendField(b, "file_unique_id", "AgAD"+x.id[len(x.id)-11:])
	b = fmt.Appendf(b, `,"file_size":%d`, len(x.data))
	return append(appendField(b, "file_path", x.path), '}'), nil
}

// serveFile gives the file behind a path that getFile told.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, token, name string) {
	s.mu.Lock()
	ok := s.token == "" || s.token == token
	var found *file
	for _, x := range s.files {
		if x.path == name {
			found = x
		}
	}
	s.mu.Unlock()
	switch {
	case !ok:
		writeRefusal(w, refuse(401, "Unauthorized"))
	case found == nil:
		writeRefusal(w, refuse(404, "Not Found"))
	default:
		found.serve(w, r)
	}
}

// serve sends the file to be saved, never to be shown: its content is the bot's, not the page's.
func (x *file) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", x.mime)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": x.name}))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(x.data))
}
