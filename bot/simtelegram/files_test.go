package simtelegram

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
)

func picture(width, height int) []byte {
	var b bytes.Buffer
	png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
	return b.Bytes()
}

// The photos of an album come one by one, under one id; the caption is the first one's.
func TestAlbumOfAPerson(t *testing.T) {
	k := start(t, Options{})
	k.SendAlbum(rahim, [][]byte{picture(9, 9), picture(8, 8)}, "proof")
	k.SendAlbum(rahim, [][]byte{picture(7, 7)}, "")
	var list []struct {
		Message struct{ Media_group_id, Caption string }
	}
	json.Unmarshal(k.call("getUpdates").Result, &list)
	if len(list) != 3 || list[0].Message.Caption != "proof" || list[1].Message.Caption != "" || list[0].Message.Media_group_id == "" ||
		list[0].Message.Media_group_id != list[1].Message.Media_group_id || list[1].Message.Media_group_id == list[2].Message.Media_group_id {
		t.Errorf("%+v", list)
	}
}

// A photo comes in several sizes, each of which can be downloaded and sent on.
func TestPhotoOfAPerson(t *testing.T) {
	k := start(t, Options{})
	data := picture(640, 480)
	k.SendPhoto(rahim, data, "proof /x")
	k.SendDocument(rahim, "তালিকা.csv", []byte("a,b"), "list")
	type sent struct {
		Message struct {
			Caption          string
			Caption_entities []entity
			Photo            []struct {
				File_id, File_unique_id  string
				Width, Height, File_size int
			}
			Document struct{ File_id, File_name string }
		}
	}
	var list []sent
	json.Unmarshal(k.call("getUpdates").Result, &list)
	m, two := list[0].Message, list[1]
	if m.Caption != "proof /x" || len(m.Caption_entities) != 1 || len(m.Photo) != 2 || m.Photo[0].Width != 320 || m.Photo[0].Height != 240 || m.Photo[1].Width != 640 || m.Photo[1].File_size != len(data) ||
		m.Photo[0].File_id == m.Photo[1].File_id || m.Photo[0].File_unique_id == m.Photo[1].File_unique_id {
		t.Errorf("%+v", m)
	}
	if two.Message.Caption != "list" || two.Message.Document.File_name != "তালিকা.csv" {
		t.Errorf("%+v", two)
	}
	for id, want := range map[string]string{m.Photo[0].File_id: string(data), m.Photo[1].File_id: string(data), two.Message.Document.File_id: "a,b"} {
		var f struct{ File_path string }
		json.Unmarshal(k.call("getFile", "file_id", id).Result, &f)
		w, err := http.Get(k.web.URL + "/file/bot1:a/" + f.File_path)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := io.ReadAll(w.Body)
		w.Body.Close()
		if string(got) != want {
			t.Errorf("%s: %d bytes", f.File_path, len(got))
		}
	}
	for _, size := range m.Photo {
		if a := k.call("sendPhoto", "chat_id", rahim, "photo", size.File_id, "caption", "<i>c</i>", "parse_mode", "HTML"); !a.OK {
			t.Errorf("%+v", a)
		}
	}
	last, _ := k.Last(rahim)
	if last.Photo == nil || last.Photo.Caption != "c" || last.Text != "" {
		t.Fatalf("%+v", last)
	}
	if a := k.call("editMessageCaption", "chat_id", rahim, "message_id", last.ID, "caption", "d", "reply_markup", inline(`{"text":"a","callback_data":"b"}`)); !a.OK || !bytes.Contains(a.Result, []byte(`"caption":"d"`)) {
		t.Errorf("%+v", a)
	}
	if last, _ = k.Last(rahim); last.Photo.Caption != "d" || len(last.Buttons) != 1 || last.Edits != 1 {
		t.Errorf("%+v", last)
	}
	if k.Counts()[FileMethod] != 3 {
		t.Errorf("%v", k.Counts())
	}
}

func TestPhotoOfTheBot(t *testing.T) {
	k := start(t, Options{})
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"a photo":   {picture(100, 50), ""},
		"no image":  {[]byte("hello"), "Bad Request: IMAGE_PROCESS_FAILED"},
		"empty":     {nil, "Bad Request: file must be non-empty"},
		"too long":  {picture(2100, 100), "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		"too large": {append(picture(1, 1), make([]byte, maxPhoto)...), "Bad Request: file of size 10485829 bytes is too big for a photo; the maximum size is 10485760 bytes"},
	} {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		form.WriteField("chat_id", "1002")
		part, _ := form.CreateFormFile("photo", "a.png")
		part.Write(test.data)
		form.Close()
		r, _ := http.NewRequest("POST", k.web.URL+"/bot1:a/sendPhoto", &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		a, err := do(r)
		if err != nil || a.OK != (test.want == "") || !strings.HasPrefix(a.Description, test.want[:min(len(test.want), 30)]) {
			t.Errorf("%s: %+v %v", name, a, err)
		}
	}
	if m, _ := k.Last(rahim); m.Photo == nil || m.Photo.Width != 100 {
		t.Errorf("%+v", m)
	}
}
