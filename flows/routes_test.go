package flows_test

import (
	"strings"
	"testing"

	"rechargebot/flows/chat"
	"rechargebot/flows/office"
	"rechargebot/flows/order"
	"rechargebot/flows/shop"
	"rechargebot/flows/text"
)

// TestPlainCommand: a message that holds nothing but a command's word is the command.
func TestPlainCommand(t *testing.T) {
	routes := chat.Join(shop.Routes(), office.Routes())
	for text, want := range map[string]string{
		"balance": "balance", " Balance? ": "balance", "ব্যালেন্স": "balance", "STATUS": "status", "অবস্থা": "status", "help": "help", "সাহায্য": "help",
		"history": "history", "রিচার্জ": "recharge", "Flexi load": "recharge", "cancel!": "cancel", "বাতিল।": "cancel", "ভাষা": "language", "menu": "start",
		"status 01612000001": "status 01612000001", "Status: ০১৬১২০০০০০১": "status 01612000001", "cancel 01612000001": "cancel 01612000001",
		"history today": "history today", "Orders: yesterday": "history yesterday", "ইতিহাস আজ": "history আজ", "history this month": "history this month",
		"": "", "history of Rahim": "", "balance 01712345678 50": "", "recharge 01712345678 50": "", "01712345678 status": "", "help yourself": "", "status of it": "", "50": "", "robi": "",
	} {
		command, rest := routes.Plain(text, false)
		if got := strings.TrimSpace(command + " " + rest); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// TestPlainlySaid: a command's word among those that only ask for it, as people write them, is
// the command. Words that may mean something else, names and orders are not.
func TestPlainlySaid(t *testing.T) {
	routes := chat.Join(shop.Routes(), office.Routes())
	both := func(lines, want string) map[string]string {
		all := map[string]string{}
		for line := range strings.SplitSeq(lines, ",") {
			all[line] = want
		}
		return all
	}
	for _, c := range []struct {
		owner bool
		lines map[string]string
	}{
		{false, both("batil,Batil koro!,batil koren,batil kore dao,bad dao,baad den,cancel koro,cancel it,order cancel,lagbe na,r lagbe na,dorkar nai,thamo,bondho koro,no need,"+
			"বাতিল করো,বাতিল করে দিন,বাদ দাও,লাগবে না।,দরকার নেই,থামেন,বন্ধ করুন", "cancel")},
		{false, both("na,no,না,thak,থাক,bad,cancel ki,cancel list dekhao,batil list,ok,hae,yes,confirm,thik ache,pathao,bhul hoise,na 50,back,dilam na,lagbe na bhai,koto,dao,list,amar,"+
			"ki,show,order,baki,বাকি,koto taka,taka lagbe,taka dibo,rahim,rahim koto,balance rahim,amar rahim,balance 50 koto,ajker,gp,gp rahim,order rahim,offer 01712345678 50,salam", "")},
		{false, both("balance koto,amar balance koto ache,balans koto,balance dekhao,balance check koro,koto taka ache,amar taka koto,baki koto,amar baki koto,due koto,"+
			"ব্যালেন্স কত আছে,আমার ব্যালেন্স,কত টাকা আছে,বাকি কত", "balance")},
		{false, both("hisab dao,hishab,amar hisab,jomar hisab,হিসাব দাও,আমার হিসাব দেখান,জমার হিসাব,statement dao", "statement")},
		{false, map[string]string{"ajker hisab": "statement ajker", "কালকের হিসাব দাও": "statement কালকের", "kalker report": "report kalker", "report today": "report today",
			"আজকের বিক্রি": "report আজকের", "aj koto bikri": "report aj", "this month report": "report this month", "ei masher report": "report ei masher", "report 25-11": "report 25-11", "hisab ০১-১১ ২৫-১১": "statement 01-11 25-11", "report 50": "", "joma 500": "deposit 500", "taka joma ৫০০": "deposit 500", "deposit 1,200": "deposit 1,200", "joma 01712345678 50": "", "joma 01712345678": "", "০১৭১২৩৪৫৬৭৮ balance lagbe": "", "bkash number +8801712345678": "", "500 taka joma": "deposit 500",
			"bikri gotokal": "report gotokal", "gotokaler hisab": "statement gotokaler", "soptaher report": "report soptaher", "bhasha bangla": "language bangla", "minit offer gp": "offers gp", "today sale": "report today",
			"kalker order": "history kalker", "ajker order gulo": "history ajker", "today orders": "history today", "আজকের অর্ডার": "history আজকের",
			"gp offer": "offers gp", "রবি অফার দেখাও": "offers রবি", "offer gp": "offers gp"}},
		{false, both("bikri,sale,lav koto,profit koto,লাভ কত,my sales,report dao,রিপোর্ট দাও,বিক্রি কত", "report")},
		{false, both("amar order,last order,শেষ অর্ডার,order gulo,amar order gulo,order list,order dekhao,orders dekhao,আমার অর্ডারগুলো,অর্ডার দেখাও", "history")},
		{false, both("order er khobor,অর্ডারের অবস্থা,pending order,status dekhao", "status")},
		{false, both("offer dekhao,offer ki ache,অফার দেখাও,offer list,pack list,kon offer,internet pack,mb offer,মিনিট অফার", "offers")},
		{false, both("joma,taka joma,joma dibo,taka joma dibo,taka joma dite chai,টাকা জমা দিব,টাকা জমা দিতে চাই,add balance,balance nibo,ব্যালেন্স লাগবে,bkash number,বিকাশ নম্বর", "deposit")},
		{false, both("recharge korbo,load dibo,flexi dibo,রিচার্জ করব,লোড দিব,fleksi,order dibo,অর্ডার দিন", "recharge")},
		{false, both("rate koto,রেট কত,amar rate,limit koto,limit,লিমিট কত,ajker limit,commission koto,dam koto", "rates")},
		{false, both("pin bodlabo,pin change,change pin,পিন বদলাব,pin vule gechi,পিন মনে নাই", "pin")},
		{false, both("bhasha,bhasha bodlabo,ভাষা বদলাব,bangla,বাংলা,english,ইংরেজি", "language")},
		{false, both("sahajjo,shahajjo,help koro,help lagbe,kivabe korbo,কিভাবে,niyom ki,সাহায্য দিন", "help")},
		{false, both("shuru,menu dao,মেনু দাও,assalamu alaikum,আসসালামু আলাইকুম", "start")},
		{false, both("fav,prio number,প্রিয় নম্বর দেখাও", "favourites")},
		{false, both("dokaner nam,দোকানের নাম", "shop")},
		// What is an owner's is no word of others.
		{false, both("members,member list,stuck,books,khata,backup,audit,plans,packs edit,baki list,হাতে করার অর্ডার", "")},
		{true, both("members,member list,সদস্য তালিকা,reseller list,রিসেলার", "members")},
		{true, both("requests,request,রিকোয়েস্ট", "requests")},
		{true, both("stuck,stuck orders,atke ache,আটকে থাকা অর্ডার", "stuck")},
		{true, both("books,khata,due,my due,due list,amar baki,আমার বাকি,hisab,হিসাব দাও,baki koto,baki list,kar koto baki,বাকির তালিকা,হিসাবের খাতা", "books")},
		{true, both("plans,plan,প্ল্যান,rate bodlabo", "plans")},
		{true, both("todo,to do,hate korar order,হাতে করার অর্ডার", "todo")},
		{true, both("packs,pack bodlabo,offer bodlabo", "packs")},
		{true, both("channel,bkash number,চ্যানেলগুলো", "channels")},
		{true, both("deposit list,pending deposit,joma gulo,জমা লিস্ট", "deposits")},
		{true, both("complain,obhijog,অভিযোগ দেখাও", "complaints")},
		{true, both("audit,অডিট", "audit")},
		{true, both("backup,backup dao,ব্যাকআপ", "backup")},
		{true, map[string]string{"ajker hisab": "statement ajker", "hisab ajker": "statement ajker", "hisab 25-11": "statement 25-11", "hisab dao 25-11": "statement 25-11", "packs gp": "offers gp", "ajker report": "report ajker", "batil koro": "cancel", "balance koto": "balance", "baki": "", "karim": ""}},
	} {
		for line, want := range c.lines {
			command, rest := routes.Plain(line, c.owner)
			if got := strings.TrimSpace(command + " " + rest); got != want {
				t.Errorf("%q, from an owner %v, is %q, want %q", line, c.owner, got, want)
			}
		}
	}
}

// TestWordsAreNoOrders: no command's word is one that a line for an order has, nor a name that
// customers have here.
func TestWordsAreNoOrders(t *testing.T) {
	names := map[string]bool{}
	for name := range strings.SplitSeq("rahim,karim,kamal,jamal,salam,sumon,baki,basha,badsha,asha,mina,minu,moni,khokon,bondhu,ma,baba,abba,amma,bhai,vai,mama,"+
		"khala,dokan,office,home,bari,basa,gari,driver,sir,madam,boss,রহিম,করিম,সালাম,বাকি,আশা,মিনা,বন্ধু,মা,বাবা,ভাই,মামা,দোকান,বাড়ি,বাসা", ",") {
		names[text.Fold(name)] = true
	}
	for _, one := range append(shop.Routes(), office.Routes()...) {
		for word := range strings.SplitSeq(one.Words, ",") {
			_, operator := order.ParseOperator(word)
			_, connection := order.ParseConnection(word)
			if operator || connection || names[text.Fold(word)] || strings.ContainsAny(text.LatinDigits(word), "0123456789") {
				t.Errorf("%q is a word for /%s", word, one.Command)
			}
		}
	}
}

// TestWaitsAreLeft: whatever waits for a text ends with a command or another route's button,
// so that what is typed then changes no money, PIN or setting and is told to nobody. The
// recharge itself waits on.
func TestWaitsAreLeft(t *testing.T) {
	for _, one := range append(shop.Routes(), office.Routes()...) {
		if one.Flow != "" && one.Leaves == one.Others {
			t.Errorf("the flow %q: Leaves is %v", one.Flow, one.Leaves)
		}
	}
}
