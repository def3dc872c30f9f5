package shop

import (
	"slices"
	"strings"

	"rechargebot/flows/text"
)

// The words that typed lines are read by, besides those for operators and
// connections (package order). All are compared as text.Fold writes them.

// dayWords name days for which /history, /report and the like are asked.
const (
	dayWords   = "today,todays,aj,aaj,ajke,aajke,ajker,আজ,আজকে,আজকের"
	eveWords   = "yesterday,yesterdays,kal,kalke,kalker,gotokal,gotkal,gatakal,gotokalke,gotokalker,gotokaler,gotokal er,কাল,কালকে,কালকের,গতকাল,গতকালকে,গতকালের"
	sevenWords = "week,this week,7 days,last 7 days,soptaho,ei soptaho,soptaher,ei soptaher,সপ্তাহ,সপ্তাহের,এই সপ্তাহ,এই সপ্তাহের,৭ দিন,7 দিন"
	sinceWords = "month,this month,mash,ei mash,masher,ei masher,মাস,এই মাস,এ মাস,মাসের,এই মাসের,এ মাসের"
)

var (
	todayWords, yesterdayWords = text.WordSet(dayWords), text.WordSet(eveWords)
	weekWords, monthWords      = text.WordSet(sevenWords), text.WordSet(sinceWords)
)

// isDays reports whether a text is one of those words, or one day or two as figures.
func isDays(word string) bool {
	if figures := strings.Fields(text.LatinDigits(word)); len(figures) > 0 && len(figures) <= 2 && !slices.ContainsFunc(figures, func(f string) bool { return !wrongDay.MatchString(f) }) {
		return true
	}
	return knownIn(todayWords, word) || knownIn(yesterdayWords, word) || knownIn(weekWords, word) || knownIn(monthWords, word)
}

// What people write who want to read one of the languages. An operator's name begins like
// banglaWord.
const (
	banglaWord   = "bangla,বাংলা"
	banglaWords  = banglaWord + ",bangla koro,bangla te koro,bangla language,bangla bhasha,bangla vasha,bangla dao,বাংলা করুন,বাংলা করো,বাংলা ভাষা,বাংলা দাও,বাংলায়"
	englishWords = "english,english koro,english e koro,english language,english dao,ingreji,ইংরেজি,ইংরেজি করুন,ইংরেজি করো,ইংরেজি ভাষা,ইংলিশ"
)

var bareBangla, inBangla, inEnglish = text.WordSet(banglaWord), text.WordSet(banglaWords), text.WordSet(englishWords)

// currencies stand before or behind an amount.
var currencies = []string{"৳", "টাকার", "টাকায়", "টাকা", "টাঃ", "taka", "tk", "bdt"}

var (
	// fillers go with an order and change nothing about it, so they are not worth naming.
	fillers = text.WordSet(
		"please,pls,plz,send,order,recharge,flexi,flexiload,flexi load,load,reload,topup,top up,balance,to,for,on,in,this,the,a,my,and,only,number,num,no,nr",
		"mobile,mob,phone,tel,cell,sim,amount,takar,takay,bhai,vai,den,din,dao,dan,diben,dite,hobe,korun,koro,koren,pathan,pathao,numbere,nambare,ei,te,e,ke,kore,diye",
		"দিন,দেন,দাও,দিবেন,দিয়ে,দিতে,হবে,করুন,করো,করেন,করে,পাঠান,পাঠাও,নম্বর,নাম্বার,নম্বরে,নাম্বারে,নম্বরটি,এই,আমার,একটা,ভাই,মাত্র,রিচার্জ,ফ্লেক্সি,ফ্লেক্সিলোড,লোড",
		"মোবাইল,ফোন,সিম,অর্ডার,ব্যালেন্স,প্লিজ,টা,এ,তে,কে,ও,আর,অপারেটর,operator,type,টাইপ,টাকাটা,বিডিটি",
	)

	// services are words for something else than a plain recharge. Where one stands in
	// an order, its card says that it is a plain recharge all the same.
	services = text.WordSet(
		"bkash,bikash,b kash,bksh,nagad,nogod,rocket,roket,upay,cash,cash in,cash out,cashin,cashout,send money,sendmoney,payment,bill,card,voucher,loan",
		"pack,packs,package,pakage,pac,offer,ofer,bundle,combo,drive,internet,inter net,net,data,sms,minutes,minute,minit,min,mins,mb,mbs,gb,gbs,kb,meg,megabyte,gigabyte",
		"validity,meyad,reward,talktime,talk time",
		"বিকাশ,নগদ,রকেট,উপায়,ক্যাশ,ক্যাশ ইন,ক্যাশ আউট,সেন্ড মানি,পেমেন্ট,বিল,কার্ড,লোন",
		"প্যাক,প্যাকেজ,পেকেজ,অফার,বান্ডেল,বান্ডিল,কম্বো,ড্রাইভ,ইন্টারনেট,নেট,ডাটা,ডেটা,এসএমএস,মিনিট,মিনিটের,মেগাবাইট,এমবি,জিবি,মেয়াদ",
	)

	// units are words whose amount, where it stands right before them, is of
	// something else than taka.
	units = text.WordSet("mb,mbs,gb,gbs,kb,meg,minute,minutes,minit,min,mins,sms,day,days,hour,hours,month,months,pcs",
		"এমবি,জিবি,মিনিট,এসএমএস,ঘণ্টা,মাস,দিনের")

	// counts are words that make the amount beside them another one: "dui sho 50", "50 poisa".
	counts = text.WordSet(
		"hundred,sho,so,shoto,hajar,hazar,thousand,lakh,lac,poisa,paisa,dollar,dollars,rupee,rupees,eksho,ekso,duisho,duiso,tinsho,tinso,charsho,pachsho,panchsho",
		"শ,শো,শত,হাজার,লাখ,পয়সা,ডলার,রুপি,একশ,একশো,একশত,দুইশ,দুইশো,দুশ,দুশো,তিনশ,তিনশো,চারশ,চারশো,পাঁচশ,পাঁচশো",
	)

	// countsBehind are those that do so only right behind it, since elsewhere they are more
	// likely part of a name, or "to": "50 k", not "K Rahim 50" or "rahim k 50".
	countsBehind = text.WordSet("k,rs")

	// owners are words to which the digits behind them belong.
	owners = text.WordSet("pin,otp,code,id,house,road,block,sector,flat,shop,dokan,room,age,trxid,trx,txn,ref,পিন,কোড,আইডি,বাড়ি,রোড,ব্লক,দোকান,বয়স")

	// complaints are words by which people say that a recharge did not arrive, or ask
	// what became of it. A number beside one is no new order.
	complaints = text.WordSet(
		"nai,nei,ni,ase nai,aseni,asheni,ashe,ase,jayni,jaini,hoyni,hoini,paini,payni,painai,koi,keno,kothay,kobe,kokhon,problem,somossa,shomossha,complain,complaint,"+
			"missing,not,didnt,havent,hasnt,wasnt,never,arrived,received,receive,recieve,recieved,where,when,why,wrong,failed,fail,refund,pending",
		"vul,bhul,ferot,pherot,jayna,asena,dhukeni,dhokeni",
		"ঢুকেনি,ঢোকেনি,নাই,নেই,নি,আসে,আসেনি,আসে নাই,এসেছে,যায়,যায়নি,গেছে,হয়নি,হয়েছে,পাইনি,পায়নি,পাই,পায়,পেলাম,কই,কেন,কোথায়,কবে,কখন,সমস্যা,অভিযোগ,ভুল,ফেরত,ব্যর্থ,পেন্ডিং",
	)

	// went are words by which people ask or say that a recharge has gone. A number beside one
	// is no new order.
	went = text.WordSet(
		"gese,geche,gece,gelo,giyeche,giyece,giyese,jasse,jacche,jache,hoise,hoyeche,hoyece,hoyese,hoiche,hocche,hosse,aise,asche,ashche,asce,asse,aslo,ashlo,eseche",
		"pelam,pailam,pelo,pailo,peyeche,peyece,paise,paisi,dhuke,dhukse,dhoke,disen,dichen,dicen,diyechen,diyecen,diso,dise,disi,disilam,disilen,dilam,diyechi,diyeci,diyesi,dichi,dici,korsi,korlam,korechi,korecilam",
		"pathaisen,pathaisi,pathiyechen,pathiyechi,kete,katse,back,return,returned,sent,success,successful,successfully,completed,done",
		"গেল,গেলো,গিয়েছে,যাচ্ছে,হইছে,হচ্ছে,আসছে,আসলো,এলো,পেয়েছে,পেয়েছি,পাইছে,পাইলাম,ঢুকে,ঢুকছে,ঢোকে,দিছেন,দিয়েছেন,দিছি,দিয়েছি,দিলাম,করলাম,করেছি,করছি",
		"পাঠাইছেন,পাঠিয়েছেন,পাঠিয়েছি,কেটে,কাটছে,সফল,সম্পন্ন",
	)

	// stops are words by which people say no, or not now, or that what they wrote before was
	// wrong. A number beside one is no order.
	stops = text.WordSet(
		"na,nah,cancel,cancle,cansel,cancelled,canceled,batil,bad,baad,stop,bondho,bondo,dont,donot,no need,hold,wait,later,pore,kal,kalke,agamikal,tomorrow,sorry,sry,ignore",
		"না,বাতিল,ক্যানসেল,ক্যান্সেল,কেনসেল,বাদ,স্টপ,বন্ধ,থামেন,থামুন,পরে,কাল,কালকে,আগামীকাল,সরি,স্যরি,দুঃখিত",
	)

	// crosses are signs by which people strike a line out.
	crosses = "❌✖✗✘🚫⛔"

	// asks are words by which people ask how an order stands.
	asks = text.WordSet("status,stat,state,check,chek,khobor,obostha,স্ট্যাটাস,স্টেটাস,স্ট্যাটাস্,অবস্থা,খবর,চেক")
)
