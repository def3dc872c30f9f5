package storage

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"rechargebot/flows/account"
	"rechargebot/flows/money"
)

// fill sets everything that v leads to, each field to another value than the
// fields before.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 23, 6, 0, *n, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.SetMapIndex(key, value)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(float64(*n) + 0.5)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n))
	case reflect.Uint8:
		v.SetUint(uint64(byte(*n)))
	default:
		panic(v.Type())
	}
}

func filledUp[T any]() (value T) {
	n := 0
	fill(reflect.ValueOf(&value).Elem(), &n)
	return value
}

// whole fails where a field of T does not come back from its record, as one does
// that is new and has no place there yet.
func whole[R, T any, P recordOf[R, T]](t *testing.T, record func(*T) P) {
	t.Helper()
	value := filledUp[T]()
	if got := record(&value).value(); !reflect.DeepEqual(got, value) {
		t.Errorf("lost on the way to the record and back:\n%+v\n%+v", value, got)
	}
	var zero T
	if got := record(&zero).value(); !reflect.DeepEqual(got, zero) {
		t.Errorf("an empty one comes back as %+v", got)
	}
}

func TestRecordsAreWhole(t *testing.T) {
	whole(t, recordOrder)
	whole(t, recordMember)
	whole(t, recordSession)
	whole(t, recordVisitor)
	whole(t, recordPanel)
	whole(t, recordInquiry)
	whole(t, recordRefusal)
	whole(t, recordOutgoing)
	whole(t, recordTerms)
	whole(t, recordDeposit)
	whole(t, recordPIN)
	whole(t, recordTrouble)
	entry := filledUp[account.Entry]()
	if got := recordEntry(&entry).value(); !reflect.DeepEqual(got, entry) {
		t.Errorf("an entry is lost on the way to the record and back:\n%+v\n%+v", entry, got)
	}
}

// TestSumsAreWhole: sums come back from their bytes, and fewer of these are refused.
func TestSumsAreWhole(t *testing.T) {
	whole := filledUp[dated]()
	whole.Today.Wallets, whole.Today.Owed, whole.Today.Held = 0, 0, 0 // of these no day knows
	several := account.Sums{Cash: map[string]money.Taka{"a": 1, "": -2, "রকেট": 3}}
	for _, want := range []dated{{}, whole, {Sums: several, Today: several}} {
		value := must(writeDated(&want))
		if got, err := readDated(value); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v became %+v, %v", want, got, err)
		}
		for n := range len(value) {
			got, err := readDated(value[:n])
			if err == nil && len(got.Today.Cash) == len(want.Today.Cash) {
				t.Errorf("%d of %d bytes are %+v", n, len(value), got)
			}
		}
	}
}

// TestBooleansAreApart: fill sets them all, so each has to come back alone, too.
func TestBooleansAreApart(t *testing.T) {
	apart(t, recordOrder)
	apart(t, recordMember)
	apart(t, recordSession)
	apart(t, recordVisitor)
	apart(t, recordPanel)
	apart(t, recordOutgoing)
	apart(t, recordTerms)
	apart(t, recordPIN)
}

func apart[R, T any, P recordOf[R, T]](t *testing.T, record func(*T) P) {
	t.Helper()
	flags := func(v reflect.Value) (all []reflect.Value) {
		for i := range v.NumField() {
			switch f := v.Field(i); f.Kind() {
			case reflect.Bool:
				all = append(all, f)
			case reflect.Struct:
				for j := range f.NumField() {
					if f.Field(j).Kind() == reflect.Bool {
						all = append(all, f.Field(j))
					}
				}
			}
		}
		return all
	}
	var value T
	for _, f := range flags(reflect.ValueOf(&value).Elem()) {
		f.SetBool(true)
		if got := record(&value).value(); !reflect.DeepEqual(got, value) {
			t.Errorf("%+v became %+v", value, got)
		}
		f.SetBool(false)
	}
}
