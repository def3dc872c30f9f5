package simtelegram

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // what a photo's size can be read of
	_ "image/jpeg"
	_ "image/png"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// maxDownload is the largest file getFile gives, in bytes.
const maxDownload = 20 << 20

// The largest photo: bytes, and width and height together.
const (
	maxPhoto = 10 << 20
	maxSides = 10_000
)

// What a photo has whose size cannot be read, and the longer side of its smaller copy.
const (
	wideByDefault, highByDefault = 1280, 960
	smallSide                    = 320
)

// A file is what the bot uploaded or a person sent. The ids of a photo end in largeID or smallID: Telegram gives a photo
// in several sizes, each with an id of its own. The copies have the same content here.
type file struct {
	id, name, mime, path string
	data                 []byte
	photo                bool
	width, height        int // of a photo
}

const (
	largeID = "AAE"
	smallID = "AAM"
)

// fileOf finds a file by an id. The caller holds mu.
func (s *Server) fileOf(id string) *file {
	if base, ok := strings.CutSuffix(id, smallID); ok {
		if x := s.files[base+largeID]; x != nil && x.photo {
			return x
		}
		return nil
	}
	return s.files[id]
}

// kind is the file's type in Telegram's words.
func (x *file) kind() string {
	if x.photo {
		return "Photo"
	}
	return "Document"
}

// keepPhoto stores a photo. The caller holds mu.
func (s *Server) keepPhoto(data []byte, width, height int) *file {
	n := len(s.files) + 1
	x := &file{data: data, photo: true, width: width, height: height, mime: http.DetectContentType(data)}
	if !strings.HasPrefix(x.mime, "image/") {
		x.mime = "image/jpeg"
	}
	x.id = fmt.Sprintf("AgACAgUAAxkDAAIB%08d%s", n, largeID)
	x.path = fmt.Sprintf("photos/file_%d.jpg", n)
	x.name = path.Base(x.path)
	s.files[x.id] = x
	return x
}

// sides reads how wide and high an image is; false where it is none.
func sides(data []byte) (width, height int, ok bool) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	return c.Width, c.Height, err == nil
}

// appendPhoto adds the photo's sizes, the smaller first.
func (x *file) appendPhoto(b []byte) []byte {
	b = append(b, '[')
	if longer := max(x.width, x.height); longer > smallSide {
		b = x.appendSize(b, smallID, max(1, x.width*smallSide/longer), max(1, x.height*smallSide/longer))
		b = append(b, ',')
	}
	return append(x.appendSize(b, largeID, x.width, x.height), ']')
}

func (x *file) appendSize(b []byte, suffix string, width, height int) []byte {
	id := strings.TrimSuffix(x.id, largeID) + suffix
	b = append(b, `{"file_id":`...)
	b = appendString(b, id)
	b = appendField(b, "file_unique_id", unique(id))
	return fmt.Appendf(b, `,"file_size":%d,"width":%d,"height":%d}`, len(x.data), width, height)
}

// unique is the file_unique_id of a file_id.
func unique(id string) string { return "AgAD" + id[len(id)-11:] }

// keepFile stores an upload. The caller holds mu.
func (s *Server) keepFile(up *upload) *file {
	n := len(s.files) + 1
	x := &file{name: path.Base(strings.ReplaceAll(up.name, `\`, "/")), data: up.data}
	x.id = fmt.Sprintf("BQACAgUAAxkDAAIB%08d%s", n, largeID)
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
	b = appendField(b, "file_unique_id", unique(x.id))
	b = appendField(b, "file_name", x.name)
	b = appendField(b, "mime_type", x.mime)
	return fmt.Appendf(b, `,"file_size":%d}`, len(x.data))
}

// getFile (Bot API: getFile).
func (s *Server) getFile(f *form) ([]byte, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := f.get("file_id")
	x := s.fileOf(id)
	switch {
	case x == nil:
		return nil, bad("wrong file_id or the file is temporarily unavailable")
	case len(x.data) > maxDownload:
		return nil, bad("file is too big")
	}
	b := appendString([]byte(`{"file_id":`), id)
	b = appendField(b, "file_unique_id", unique(id))
	b = fmt.Appendf(b, `,"file_size":%d`, len(x.data))
	return append(appendField(b, "file_path", x.path), '}'), nil
}

// serveFile gives the file behind a path that getFile told. Calls has it as the method FileMethod, and a Fault of that
// method meets it.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, token, name string) {
	s.mu.Lock()
	ok := s.token == "" || s.token == token
	var found *file
	for _, x := range s.files {
		if x.path == name {
			found = x
		}
	}
	call := s.record(FileMethod, 0, &form{fields: []field{{"file_path", name}}})
	fault := s.match(FileMethod, 0)
	s.mu.Unlock()
	var no *refusal
	run := func() ([]byte, *refusal) {
		switch {
		case !ok:
			return nil, refuse(401, "Unauthorized")
		case found == nil:
			return nil, refuse(404, "Not Found")
		}
		return []byte{}, nil
	}
	if fault != nil {
		result, refused := s.suffer(w, r, fault, run, call)
		if result == nil && refused == nil { // it wrote the answer itself
			return
		}
		no = refused
	} else {
		_, no = run()
	}
	if no != nil {
		writeRefusal(w, no)
		s.finish(call, FileMethod, 0, no.code)
		return
	}
	found.serve(w, r)
	s.finish(call, FileMethod, 0, http.StatusOK)
}

// FileMethod stands in Calls and in a Fault for the download of a file, which is no method of the Bot API.
const FileMethod = "file"

// serve sends the file to be saved, never to be shown: its content is the bot's, not the page's.
func (x *file) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", x.mime)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": x.name}))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(x.data))
}
