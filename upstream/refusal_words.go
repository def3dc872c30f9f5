package upstream

// kind is what a refusal is about.
type kind int

const (
	kindAccount kind = iota + 1 // who calls: user, key, address
	kindBalance                 // too little balance at the panel
	kindNumber
	kindAmount
	kindService // operator, service or the whole panel is off, or not for this account
	kindForm    // a parameter is missing or wrong
	kindLimit   // an amount in a day or a month
	kindSoon    // the same number again too soon
)

// source is where a wording comes from.
type source string

const (
	fromDocument source = "the panel document"
	fromClients  source = "public programs that call panels of this software, or imitate them"
	fromSisters  source = "documents and clients of panels that do the same job"
	fromLogs     source = "lists of failures that operators of such programs published, and people's complaints"
	fromUsage    source = "the plain way to say it: a variant of one of the above, not seen word for word"
)

// wording is one way to say that an order was not taken, without fillers.
type wording struct {
	words string
	kind  kind
	from  source
}

// refusals are the words that mean: not taken. A panel says them of what it
// checks before it takes an order, so nothing was taken when they come. That is
// not so of words that also come from a program that broke down, of an id that is
// there already, or of no reason at all: after those the order may be on its way.
//
// The same number too soon is here because a panel that says so compares number,
// amount and time with earlier orders and then has not taken this one; it needs
// the number or the minutes in its words. "Duplicate Request" alone may mean this
// very order, taken a moment ago, and is not here.
var refusals = knownRefusals([]wording{
	{"not user", kindAccount, fromDocument},
	{"user not found", kindAccount, fromClients},
	{"api not configured", kindAccount, fromClients},
	{"invalid ip", kindAccount, fromSisters},
	{"ip not allowed", kindAccount, fromSisters},
	{"ip not whitelisted", kindAccount, fromSisters},
	{"ip # not allowed", kindAccount, fromUsage},
	{"ip # not whitelisted", kindAccount, fromUsage},
	{"ip address # not allowed", kindAccount, fromUsage},
	{"ip not white listed", kindAccount, fromUsage},
	{"ip not authorized", kindAccount, fromUsage},
	{"ip address not allowed", kindAccount, fromUsage},
	{"ip address not whitelisted", kindAccount, fromUsage},
	{"ip blocked", kindAccount, fromUsage},
	{"no user", kindAccount, fromUsage},
	{"invalid user", kindAccount, fromSisters},
	{"user invalid", kindAccount, fromUsage},
	{"unknown user", kindAccount, fromUsage},
	{"wrong user", kindAccount, fromUsage},
	{"invalid username", kindAccount, fromUsage},
	{"invalid api user", kindAccount, fromUsage},
	{"api user not found", kindAccount, fromUsage},
	{"user does not exist", kindAccount, fromUsage},
	{"user doesnt exist", kindAccount, fromUsage},
	{"user not exist", kindAccount, fromUsage},
	{"user not exists", kindAccount, fromUsage},
	{"user not valid", kindAccount, fromUsage},
	{"user inactive", kindAccount, fromSisters},
	{"inactive user", kindAccount, fromUsage},
	{"user not active", kindAccount, fromUsage},
	{"user disabled", kindAccount, fromUsage},
	{"user blocked", kindAccount, fromUsage},
	{"user suspended", kindAccount, fromUsage},
	{"account inactive", kindAccount, fromUsage},
	{"account not active", kindAccount, fromUsage},
	{"account disabled", kindAccount, fromUsage},
	{"account blocked", kindAccount, fromUsage},
	{"account suspended", kindAccount, fromUsage},
	{"invalid key", kindAccount, fromSisters},
	{"invalid api key", kindAccount, fromSisters},
	{"invalid apikey", kindAccount, fromUsage},
	{"invalid user or key", kindAccount, fromUsage},
	{"key invalid", kindAccount, fromUsage},
	{"wrong key", kindAccount, fromUsage},
	{"wrong api key", kindAccount, fromUsage},
	{"key not match", kindAccount, fromUsage},
	{"key does not match", kindAccount, fromUsage},
	{"key mismatch", kindAccount, fromUsage},
	{"api key not found", kindAccount, fromUsage},
	{"invalid band key", kindAccount, fromUsage},
	{"invalid credentials", kindAccount, fromSisters},
	{"wrong credentials", kindAccount, fromUsage},
	{"invalid password", kindAccount, fromUsage},
	{"wrong password", kindAccount, fromUsage},
	{"invalid pin", kindAccount, fromSisters},
	{"wrong pin", kindAccount, fromSisters},
	{"api inactive", kindAccount, fromUsage},
	{"api not active", kindAccount, fromUsage},
	{"api disabled", kindAccount, fromUsage},
	{"api not allowed", kindAccount, fromUsage},
	{"api access not allowed", kindAccount, fromUsage},
	{"api off", kindAccount, fromUsage},
	{"ইউজার পাওয়া যায়নি", kindAccount, fromUsage},
	{"ভুল এপিআই কী", kindAccount, fromUsage},

	{"insufficient balance", kindBalance, fromSisters},
	{"insufficient voucher balance", kindBalance, fromClients},
	{"insufficient reseller balance", kindBalance, fromSisters},
	{"insufficient account balance", kindBalance, fromUsage},
	{"insufficient wallet balance", kindBalance, fromSisters},
	{"insufficient main balance", kindBalance, fromUsage},
	{"insufficient user balance", kindBalance, fromUsage},
	{"insufficent balance", kindBalance, fromUsage},
	{"insufficient fund", kindBalance, fromUsage},
	{"insufficient funds", kindBalance, fromSisters},
	{"insufficient credit", kindBalance, fromUsage},
	{"balance insufficient", kindBalance, fromUsage},
	{"balance not sufficient", kindBalance, fromSisters},
	{"not sufficient balance", kindBalance, fromUsage},
	{"not sufficient fund", kindBalance, fromUsage},
	{"not enough balance", kindBalance, fromUsage},
	{"dont enough balance", kindBalance, fromUsage},
	{"balance not enough", kindBalance, fromUsage},
	{"balance not available", kindBalance, fromUsage},
	{"low balance", kindBalance, fromSisters},
	{"balance low", kindBalance, fromUsage},
	{"balance too low", kindBalance, fromUsage},
	{"পর্যাপ্ত ব্যালেন্স নেই", kindBalance, fromUsage},
	{"পর্যাপ্ত ব্যালেন্স নাই", kindBalance, fromUsage},
	{"যথেষ্ট ব্যালেন্স নেই", kindBalance, fromUsage},
	{"অপর্যাপ্ত ব্যালেন্স", kindBalance, fromUsage},
	{"ব্যালেন্স নেই", kindBalance, fromUsage},
	{"ব্যালেন্স নাই", kindBalance, fromUsage},
	{"ব্যালেন্স কম", kindBalance, fromUsage},
	{"ব্যালেন্স পর্যাপ্ত নয়", kindBalance, fromUsage},
	{"ব্যালেন্স যথেষ্ট নয়", kindBalance, fromUsage},

	{"invalid number", kindNumber, fromSisters},
	{"number invalid", kindNumber, fromLogs},
	{"invalid mobile", kindNumber, fromUsage},
	{"invalid mobile number", kindNumber, fromSisters},
	{"invalid phone number", kindNumber, fromSisters},
	{"invalid recharge number", kindNumber, fromUsage},
	{"invalid msisdn", kindNumber, fromSisters},
	{"wrong number", kindNumber, fromUsage},
	{"wrong mobile number", kindNumber, fromUsage},
	{"number wrong", kindNumber, fromUsage},
	{"number not valid", kindNumber, fromUsage},
	{"not valid number", kindNumber, fromUsage},
	{"number incorrect", kindNumber, fromUsage},
	{"incorrect number", kindNumber, fromUsage},
	{"number required", kindNumber, fromUsage},
	{"enter valid number", kindNumber, fromUsage},
	{"enter valid mobile number", kindNumber, fromUsage},
	{"number blacklisted", kindNumber, fromSisters},
	{"ভুল নম্বর", kindNumber, fromUsage},
	{"ভুল নাম্বার", kindNumber, fromUsage},
	{"নম্বর ভুল", kindNumber, fromUsage},
	{"নাম্বার ভুল", kindNumber, fromUsage},
	{"নম্বর সঠিক নয়", kindNumber, fromUsage},
	{"নাম্বার সঠিক নয়", kindNumber, fromUsage},
	{"নম্বরটি সঠিক নয়", kindNumber, fromUsage},
	{"সঠিক নম্বর দিন", kindNumber, fromUsage},
	{"সঠিক নাম্বার দিন", kindNumber, fromUsage},

	{"invalid amount", kindAmount, fromSisters},
	{"invalid recharge amount", kindAmount, fromUsage},
	{"invalid denomination", kindAmount, fromSisters},
	{"amount invalid", kindAmount, fromUsage},
	{"amount not valid", kindAmount, fromUsage},
	{"wrong amount", kindAmount, fromUsage},
	{"incorrect amount", kindAmount, fromUsage},
	{"amount not allowed", kindAmount, fromUsage},
	{"amount required", kindAmount, fromUsage},
	{"enter valid amount", kindAmount, fromUsage},
	{"amount must", kindAmount, fromUsage},
	{"amount should", kindAmount, fromUsage},
	{"amount too low", kindAmount, fromUsage},
	{"amount too high", kindAmount, fromUsage},
	{"minimum amount", kindAmount, fromSisters},
	{"minimum recharge", kindAmount, fromUsage},
	{"maximum amount", kindAmount, fromSisters},
	{"maximum recharge", kindAmount, fromUsage},
	{"ভুল পরিমাণ", kindAmount, fromUsage},
	{"টাকার পরিমাণ সঠিক নয়", kindAmount, fromUsage},
	{"সর্বনিম্ন রিচার্জ", kindAmount, fromUsage},
	{"সর্বোচ্চ রিচার্জ", kindAmount, fromUsage},

	{"রিচার্জ সার্ভিস সাময়িকভাবে বন্ধ", kindService, fromClients},
	{"সার্ভিস সাময়িকভাবে বন্ধ", kindService, fromUsage},
	{"সার্ভিস বন্ধ", kindService, fromUsage},
	{"অপারেটর বন্ধ", kindService, fromUsage},
	{"রিচার্জ বন্ধ", kindService, fromUsage},
	{"operator down", kindService, fromLogs},
	{"operator not detected", kindService, fromLogs},
	{"operator off", kindService, fromUsage},
	{"gp off", kindService, fromUsage},
	{"grameenphone off", kindService, fromUsage},
	{"robi off", kindService, fromUsage},
	{"airtel off", kindService, fromUsage},
	{"banglalink off", kindService, fromUsage},
	{"teletalk off", kindService, fromUsage},
	{"skitto off", kindService, fromUsage},
	{"operator not found", kindService, fromUsage},
	{"operator not available", kindService, fromUsage},
	{"operator not active", kindService, fromUsage},
	{"operator not supported", kindService, fromUsage},
	{"operator inactive", kindService, fromUsage},
	{"operator disabled", kindService, fromUsage},
	{"operator closed", kindService, fromUsage},
	{"operator invalid", kindService, fromUsage},
	{"invalid operator", kindService, fromSisters},
	{"unknown operator", kindService, fromUsage},
	{"wrong operator", kindService, fromUsage},
	{"service off", kindService, fromUsage},
	{"service not found", kindService, fromUsage},
	{"service not available", kindService, fromSisters},
	{"service not active", kindService, fromUsage},
	{"service not allowed", kindService, fromSisters},
	{"service inactive", kindService, fromUsage},
	{"service disabled", kindService, fromUsage},
	{"service closed", kindService, fromUsage},
	{"service stopped", kindService, fromUsage},
	{"invalid service", kindService, fromUsage},
	{"recharge off", kindService, fromUsage},
	{"recharge closed", kindService, fromUsage},
	{"recharge not allowed", kindService, fromSisters},
	{"recharge not available", kindService, fromUsage},
	{"under maintenance", kindService, fromSisters},
	{"maintenance mode", kindService, fromUsage},

	{"missing parameters", kindForm, fromClients},
	{"missing parameter", kindForm, fromUsage},
	{"parameter missing", kindForm, fromUsage},
	{"parameters missing", kindForm, fromUsage},
	{"operator required", kindForm, fromUsage},
	{"service required", kindForm, fromUsage},
	{"type required", kindForm, fromUsage},
	{"id required", kindForm, fromUsage},
	{"invalid type", kindForm, fromUsage},

	{"daily limit", kindLimit, fromSisters},
	{"monthly limit", kindLimit, fromSisters},
	{"amount limit", kindLimit, fromUsage},
	{"recharge limit", kindLimit, fromUsage},
	{"transaction limit", kindLimit, fromSisters},
	{"credit limit", kindLimit, fromUsage},
	{"maximum limit", kindLimit, fromSisters},
	{"minimum limit", kindLimit, fromUsage},
	{"দৈনিক লিমিট", kindLimit, fromUsage},
	{"লিমিট অতিক্রম", kindLimit, fromUsage},

	{"recently recharged", kindSoon, fromLogs},
	{"same number … # min", kindSoon, fromLogs},
	{"same number … # mins", kindSoon, fromUsage},
	{"same number … # minute", kindSoon, fromUsage},
	{"same number … # minutes", kindSoon, fromLogs},
	{"same number same amount", kindSoon, fromSisters},
	{"same number and amount", kindSoon, fromSisters},
	{"same number and same amount", kindSoon, fromUsage},
	{"same mobile number … # min", kindSoon, fromUsage},
	{"same mobile number … # minutes", kindSoon, fromUsage},
	{"duplicate recharge … same number", kindSoon, fromLogs},
	{"duplicate recharge … # min", kindSoon, fromUsage},
	{"duplicate recharge … # minutes", kindSoon, fromUsage},
	{"একই নম্বরে … # মিনিট", kindSoon, fromUsage},
	{"একই নাম্বারে … # মিনিট", kindSoon, fromUsage},
})

// knownRefusal is a wording, and the phrase by which it is found.
type knownRefusal struct {
	wording
	phrase phrase
}

func knownRefusals(all []wording) (known []knownRefusal) {
	for _, w := range all {
		known = append(known, knownRefusal{w, phraseOf(w.words)})
	}
	return known
}
