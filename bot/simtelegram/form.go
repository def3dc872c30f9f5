package simtelegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A form is the fields of one call, however they were encoded.
type form struct {
	fields  []field
	uploads []upload
}

type field struct{ name, value string }

// An upload is a file part of multipart/form-data.
type upload struct {
	field, name string
	data        []byte
}

func (f *form) get(name string) string {
	for i := range f.fields {
		if f.fields[i].name == name {
			return f.fields[i].value
		}
	}
	return ""
}

// num gives an integer field, or missing if there is none that reads as one: Telegram passes over bad numbers too.
func (f *form) num(name string, missing int64) int64 {
	n, err := strconv.ParseInt(f.get(name), 10, 64)
	if err != nil {
		return missing
	}
	return n
}

func (f *form) flag(name string) bool {
	switch strings.ToLower(f.get(name)) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// file gives the upload that a field holds or names by attach://.
func (f *form) file(name string) *upload {
	if ref, ok := strings.CutPrefix(f.get(name), "attach://"); ok {
		name = ref
	}
	for i := range f.uploads {
		if f.uploads[i].field == name {
			return &f.uploads[i]
		}
	}
	return nil
}

// parseForm reads the query and the body: multipart/form-data, x-www-form-urlencoded or JSON.
func parseForm(w http.ResponseWriter, r *http.Request) (*form, *refusal) {
	f := &form{}
	if r.URL.RawQuery != "" {
		f.addQuery(r.URL.RawQuery)
	}
	if r.Body == nil || r.Body == http.NoBody {
		return f, nil
	}
	body, err := readBody(w, r)
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, refuse(413, "Request Entity Too Large")
		}
		return nil, bad("can't read the request")
	}
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case len(body) == 0:
	case kind == "application/json":
		if !f.addJSON(body) {
			return nil, bad("can't parse request body JSON object")
		}
	case kind == "multipart/form-data":
		if !f.addMultipart(body, params["boundary"]) {
			return nil, bad("can't parse multipart/form-data")
		}
	case kind == "application/x-www-form-urlencoded":
		f.addQuery(string(body))
	}
	for _, x := range f.fields {
		if !utf8.ValidString(x.value) {
			return nil, bad("strings must be encoded in UTF-8")
		}
	}
	return f, nil
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength > maxBody {
		return nil, &http.MaxBytesError{Limit: maxBody}
	}
	if r.ContentLength > 0 {
		body := make([]byte, r.ContentLength)
		_, err := io.ReadFull(r.Body, body)
		return body, err
	}
	return io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
}

func (f *form) addQuery(q string) {
	for q != "" {
		var pair string
		pair, q, _ = strings.Cut(q, "&")
		name, value, _ := strings.Cut(pair, "=")
		name, err1 := url.QueryUnescape(name)
		value, err2 := url.QueryUnescape(value)
		if err1 == nil && err2 == nil && name != "" {
			f.fields = append(f.fields, field{name, value})
		}
	}
}

// addJSON takes the members of an object: strings as they read, all else as JSON text.
func (f *form) addJSON(body []byte) bool {
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) != nil {
		return false
	}
	for name, raw := range object {
		value := string(raw)
		if raw[0] == '"' {
			json.Unmarshal(raw, &value)
		} else if value == "null" {
			continue
		}
		f.fields = append(f.fields, field{name, value})
	}
	return true
}

// addMultipart cuts a body that is wholly in memory. mime/multipart reads from a stream through buffers of its own,
// which costs more than all the rest of a call.
func (f *form) addMultipart(body []byte, boundary string) bool {
	if boundary == "" {
		return false
	}
	between := []byte("\r\n--" + boundary)
	rest, ok := bytes.CutPrefix(body, between[2:])
	if !ok {
		if _, rest, ok = bytes.Cut(body, between); !ok {
			return false
		}
	}
	for {
		if bytes.HasPrefix(rest, []byte("--")) {
			return true
		}
		var part []byte
		if part, rest, ok = bytes.Cut(rest, between); !ok {
			return false
		}
		if !f.addPart(part) {
			return false
		}
	}
}

func (f *form) addPart(part []byte) bool {
	head, data, ok := bytes.Cut(part, []byte("\r\n\r\n"))
	if !ok {
		return false
	}
	for line := range strings.SplitSeq(string(head), "\r\n") {
		key, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(key, "Content-Disposition") {
			continue
		}
		name, filename, isFile := disposition(strings.TrimSpace(value))
		if isFile {
			f.uploads = append(f.uploads, upload{field: name, name: filename, data: bytes.Clone(data)})
		} else {
			f.fields = append(f.fields, field{name, string(data)})
		}
		return name != ""
	}
	return false
}

// disposition reads `form-data; name="…"; filename="…"`. The plain form without a file is by far the commonest.
func disposition(value string) (name, filename string, isFile bool) {
	if plain, ok := strings.CutPrefix(value, `form-data; name="`); ok {
		if i := strings.IndexByte(plain, '"'); i == len(plain)-1 && !strings.Contains(plain, `\`) {
			return plain[:i], "", false
		}
	}
	_, params, err := mime.ParseMediaType(value)
	if err != nil {
		return "", "", false
	}
	filename, isFile = params["filename"]
	return params["name"], filename, isFile
}
