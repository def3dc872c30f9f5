package simpanel

import "strings"

// keyed is r with the keys as mood keys has them; r itself if keys is "" or r is
// a whole body.
func (r reply) keyed(keys string) reply {
	if keys == "" || len(r) == 1 && r[0].name == "" {
		return r
	}
	other := append(reply(nil), r...)
	for i := range other {
		f := &other[i]
		switch keys {
		case KeysMsg, KeysError, KeysData, KeysResponse:
			if f.name == "message" {
				f.name = strings.TrimPrefix(keys, "keys-")
			}
		case KeysNested:
			if f.name == "message" {
				*f = field{name: "data", value: `{"message":` + quote(f.value) + `}`}
			}
		case KeysSpaces:
			if i%2 == 0 {
				f.name += " "
			} else {
				f.name = " " + f.name
			}
		case KeysCase:
			if i%2 == 0 {
				f.name = strings.ToUpper(f.name)
			} else {
				f.name = strings.ToUpper(f.name[:1]) + f.name[1:]
			}
		case KeysStrings:
			f.quoted = true
		case KeysPosition:
			if f.name == "posotion" {
				f.name = "position"
			}
		}
	}
	return other
}
