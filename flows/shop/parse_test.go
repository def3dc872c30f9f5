package shop

import (
	"strings"
	"testing"
	"unicode"

	"rechargebot/flows/chat"
	"rechargebot/flows/money"
	"rechargebot/flows/order"
	"rechargebot/flows/text"
)

func TestParse(t *testing.T) {
	const n = "01712345678"
	taka := money.WholeTaka
	good := map[string]parts{
		"01712345678 50":          {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"50 01712345678":          {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"017 12345678":            {Recharge: order.Recharge{Number: n}},
		"01 712345678":            {Recharge: order.Recharge{Number: n}},
		"+880 17 12345678":        {Recharge: order.Recharge{Number: n}},
		"+88017 12345678":         {Recharge: order.Recharge{Number: n}},
		"GP 01712345678 50":       {Recharge: order.Recharge{Number: n, Amount: taka(50), Operator: order.Grameenphone}},
		"50 01712345678 postpaid": {Recharge: order.Recharge{Number: n, Amount: taka(50), Connection: order.Postpaid}},
		"+880 1712-345678 50":     {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"(+880) 1712 345678, 50":  {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"880 1712 345678":         {Recharge: order.Recharge{Number: n}},
		"8801712345678 50":        {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"+8801712345678":          {Recharge: order.Recharge{Number: n}},
		"1712345678 50":           {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712 345 678 50":        {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"0171-2345-678 50":        {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"০১৭১২৩৪৫৬৭৮ ৫০ টাকা": {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"০১৭১২৩৪৫৬৭৮ ৫০টাকা":  {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 ৳50":              {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 Tk.50":            {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 50tk":             {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 50/-":             {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 50/=":             {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678=50":               {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678-50":               {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678,50":               {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678/50":               {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678:50":               {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 1,000":            {Recharge: order.Recharge{Number: n, Amount: taka(1000)}},
		"01712345678 50.00":            {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"gp01712345678 50":             {Recharge: order.Recharge{Number: n, Amount: taka(50), Operator: order.Grameenphone}},
		"Tel:01712345678":              {Recharge: order.Recharge{Number: n}},
		"tel01712345678":               {Recharge: order.Recharge{Number: n}},
		"Rahim Bhai\n+880 1712-345678": {Recharge: order.Recharge{Number: n}, unread: "Rahim"},
		"Shop7 01712345678":            {Recharge: order.Recharge{Number: n}, unread: "Shop7"},
		"01712345678\n01712345678 50":  {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"send 50 at 01712345678":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"\u2066+8801712345678\u2069":   {Recharge: order.Recharge{Number: n}},
		"01712345678\u200b 50\x00":     {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"পোস্টপেইড ০১৭১২৩৪৫৬৭৮ ৫০": {Recharge: order.Recharge{Number: n, Amount: taka(50), Connection: order.Postpaid}},
		"at 01612345678 20": {Recharge: order.Recharge{Number: "01612345678", Amount: taka(20), Operator: order.Airtel}},
		"robi":              {Recharge: order.Recharge{Operator: order.Robi}},
		"postpaid":          {Recharge: order.Recharge{Connection: order.Postpaid}},
		"hello":             {unread: "hello"},
		"":                  {},
		"50 taka please":    {Recharge: order.Recharge{Amount: taka(50)}},
		"আমার নম্বরে ৫০ টাকা দিন 01712345678": {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
	}
	for text, want := range good {
		if got, w := parse(text); w != nil || got != want {
			t.Errorf("%q is read as %+v, %v; want %+v", text, got, w, want)
		}
	}
	more := map[string]parts{
		// Words that are not understood are kept; what is about them is read.
		"airtel, 01612345678, 50":       {Recharge: order.Recharge{Number: "01612345678", Amount: taka(50), Operator: order.Airtel}},
		"(airtel) 01612345678 50":       {Recharge: order.Recharge{Number: "01612345678", Amount: taka(50), Operator: order.Airtel}},
		"[Robi]: 01812345678 = 50/-":    {Recharge: order.Recharge{Number: "01812345678", Amount: taka(50), Operator: order.Robi}},
		"bangla link 01912345678 50":    {Recharge: order.Recharge{Number: "01912345678", Amount: taka(50), Operator: order.Banglalink}},
		"গ্রামীণ ফোন 01712345678 50":    {Recharge: order.Recharge{Number: n, Amount: taka(50), Operator: order.Grameenphone}},
		"এ\u09dfারটেল 01712345678 50":   {Recharge: order.Recharge{Number: n, Amount: taka(50), Operator: order.Airtel}},
		"01712345678 50 pospaid":        {Recharge: order.Recharge{Number: n, Amount: taka(50), Connection: order.Postpaid}},
		"01712345678 50 post paid":      {Recharge: order.Recharge{Number: n, Amount: taka(50), Connection: order.Postpaid}},
		"robi-postpaid 01812345678 50":  {Recharge: order.Recharge{Number: "01812345678", Amount: taka(50), Operator: order.Robi, Connection: order.Postpaid}},
		"01612345678airtel 50":          {Recharge: order.Recharge{Number: "01612345678", Amount: taka(50), Operator: order.Airtel}},
		"bkash 01712345678 500":         {Recharge: order.Recharge{Number: n, Amount: taka(500)}, unread: "bkash", service: true},
		"minute pack 01712345678 50":    {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "minute pack", service: true},
		"01712345678 50 mb":             {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "mb", service: true},
		"01712345678 ৫০ টাকার মিনিট":    {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "মিনিট", service: true},
		"নগদ 01712345678 50 send money": {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "নগদ … send money", service: true},
		"01712345678 50 1 gb":           {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "1 gb", service: true},
		"500mb 01712345678":             {Recharge: order.Recharge{Number: n}, unread: "500mb", service: true},
		"01712345678 50 vip now":        {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "vip now"},
		// Digits of something else.
		"+8801712345678,,50":                      {Recharge: order.Recharge{Number: n}, unread: ",,50"},
		"01712345678;ext=50":                      {Recharge: order.Recharge{Number: n}, unread: "ext=50"},
		"01712345678 ext. 50":                     {Recharge: order.Recharge{Number: n}, unread: "ext. 50"},
		"01712345678x50":                          {Recharge: order.Recharge{Number: n}, unread: "x50"},
		"01712345678 10:30":                       {Recharge: order.Recharge{Number: n}, unread: "10:30"},
		"25-11-2026 01712345678 50":               {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "25-11-2026"},
		"01712345678 pin 1234":                    {Recharge: order.Recharge{Number: n}, unread: "pin 1234"},
		"house 12, 01712345678 50":                {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "house 12"},
		"*121*50#":                                {unread: "*121*50#"},
		"[25/11, 10:02 AM] Rahim: 01712345678 50": {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "[25/11, 10:02 AM] Rahim"},
		"25/11/26, 10:02 - Rahim: 01712345678 50": {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "25/11/26, 10:02 Rahim"},
		"hi\n[25/11, 10:02 AM] R: 01712345678 50": {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "hi [25/11, 10:02 AM] R"},
		"25/11/26 01712345678 50":                 {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "25/11/26"},
		"01-71-23-45-67-8 50":                     {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 2 min 30 sec":                {Recharge: order.Recharge{Number: n}, unread: "2 min 30 sec"},
		"01712345678\nOutgoing 2m 30s\n":          {Recharge: order.Recharge{Number: n}, unread: "Outgoing 2m 30s"},
		"01712345678 50 S. Islam":                 {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "S Islam"},
		"01712345678 50\nS. Islam":                {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "S Islam"},
		"01712345678 50\nsec, Uttara":             {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "sec Uttara"},
		"01712345678 k 50 taka den":               {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "k"},
		"K Rahman 01712345678 50":                 {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "K Rahman"},
		"RS Telecom 01712345678 50":               {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "RS Telecom"},
		"k 50":                                    {Recharge: order.Recharge{Amount: taka(50)}, unread: "k"},
		"50 s":                                    {Recharge: order.Recharge{Amount: taka(50)}, unread: "s"},
		"01712345678 45 sec 50":                   {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "45 sec"},
		"০১৭১২৩৪৫৬৭৮ ২ মিনিট ৩০ সেকেন্ড": {Recharge: order.Recharge{Number: n}, unread: "2 মিনিট 30 সেকেন্ড"},
		// Other forms.
		"01712345678*50#":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"*01712345678*50#":     {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"*121*01712345678*50#": {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "*121*"},
		"01712345678 +50":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 _50_":     {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 .50":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 - 50":     {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678+50":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678_50":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"+8801712345678_50_":   {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678.50":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678৳50":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"50৳ 01712345678":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"50৳01712345678":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678->50":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678→৫০":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678(50)":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678#50":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"০১৭১২৩৪৫৬৭৮*৫০#":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"*121*01712345678*50":  {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "*121*"},
		"*123*50*01712345678#": {Recharge: order.Recharge{Number: n}, unread: "*123*50*"},
		"*222*50#":             {unread: "*222*50#"},
		"*121#":                {unread: "*121#"},
		"+01712345678":         {Recharge: order.Recharge{Number: n}},
		"+01712345678*50#":     {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"+50":                  {Recharge: order.Recharge{Amount: taka(50)}},
		"+৫০":                  {Recharge: order.Recharge{Amount: taka(50)}},
		"_50":                  {Recharge: order.Recharge{Amount: taka(50)}},
		".50":                  {Recharge: order.Recharge{Amount: taka(50)}},
		"📱01712345678 💰50":     {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678👉50":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"➡️01712345678➡️50":    {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"👍🏽01712345678>>50":    {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678\ufe0f 50": {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 50❌":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "❌", stops: true},
		"01712345678…50":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678。৫০":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"GP*01712345678*50":    {Recharge: order.Recharge{Number: n, Amount: taka(50), Operator: order.Grameenphone}},
		"gp#01712345678#50":    {Recharge: order.Recharge{Number: n, Amount: taka(50), Operator: order.Grameenphone}},
		"Rahim>01712345678 50": {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "Rahim"},
		"Shop#7 01712345678":   {Recharge: order.Recharge{Number: n}, unread: "Shop#7"},
		"order 01712345678 50": {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"01712345678 Tk-50":    {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"0171234567850":        {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"+8801712345678500":    {Recharge: order.Recharge{Number: n, Amount: taka(500)}},
		"01712345678100 robi":  {Recharge: order.Recharge{Number: n, Amount: taka(100), Operator: order.Robi}},
		"+01712345678 50":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"٠١٧١٢٣٤٥٦٧٨ ٥٠":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"۰۱۷۱۲۳۴۵۶۷۸ ۱٬۰۰۰":    {Recharge: order.Recharge{Number: n, Amount: taka(1000)}},
		"०१७१२३४५६७८ ५०":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}},
		"ＧＰ ０１７１２３４５６７８，５０": {Recharge: order.Recharge{Number: n, Amount: taka(50), Operator: order.Grameenphone}},
		// Complaints and questions.
		"01712-345678 er taka jay nai": {Recharge: order.Recharge{Number: n}, unread: "er … jay nai", complaint: true},
		"01712345678 50 taka ase nai":  {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "ase nai", complaint: true},
		"০১৭১২৩৪৫৬৭৮ নম্বরে টাকা আসেনি": {Recharge: order.Recharge{Number: n}, unread: "আসেনি", complaint: true},
		"01712345678 e gese?":       {Recharge: order.Recharge{Number: n}, unread: "gese", went: true},
		"01712345678 50 sent?":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "sent", went: true},
		"০১৭১২৩৪৫৬৭৮ ৫০ গেল?":       {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "গেল", went: true},
		"01712345678 50 vul":        {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "vul", complaint: true},
		"01712345678 50 diben na":   {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "diben na", stops: true},
		"01712345678 50 don't send": {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "don't", stops: true},
		"০১৭১২৩৪৫৬৭৮ ৫০ বাতিল":      {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "বাতিল", stops: true},
		"01712345678 50 ❌":          {Recharge: order.Recharge{Number: n, Amount: taka(50)}, unread: "❌", stops: true},
		"01712345678 ek sho taka":   {Recharge: order.Recharge{Number: n}, unread: "ek sho"},
		"01712345678 status?":       {Recharge: order.Recharge{Number: n}, unread: "status", asks: true},
	}
	for text, want := range more {
		if got, w := parse(text); w != nil || got != want {
			t.Errorf("%q is read as %+v, %v; want %+v", text, got, w, want)
		}
	}
	bad := map[string]chat.Text{
		"0171234567 50":      tBadNumber,
		"017123 rahim 45678": tBadNumber,
		"1700000 A0 001":     tBadNumber,
		"017123456 50":       tBadNumber,
		"0171234567O 50":     tBadNumber,
		"017123456l8 50":     tBadNumber,
		"01712_345678 50":    tNoNumber,
		"GP offers\n1GB 7 days 48 tk\n2GB 7 days 69 tk\n5GB 30 days 199 tk": tNoNumber,
		"01712345678 1234567x":         tBadAmount,
		"01712345678 dui sho 50":       tBadAmount, // 250
		"01712345678 20 hajar":         tBadAmount,
		"01712345678 একশ ৫০":           tBadAmount,
		"01712345678 50 poisa":         tBadAmount,
		"01712345678 50 dollar":        tBadAmount,
		"01712345678 50 k":             tBadAmount,
		"50 k 01712345678":             tBadAmount,
		"01712345678 50 rs":            tBadAmount,
		"01712345678 100\nsec 7":       tTwoAmounts,
		"17123456 50":                  tBadNumber,
		"+880 17123456 50":             tBadNumber,
		"017123456789 50":              tBadNumber,
		"01212345678 50":               tBadPrefix,
		"12345678901":                  tBadPrefix,
		"01712345678 01812345678":      tTwoNumbers,
		"gp robi 01712345678":          tTwoOperators,
		"01712345678 50 100":           tTwoAmounts,
		"50,60":                        tTwoAmounts,
		"01712345678 50.50":            tNotWhole,
		"01712345678 0.50":             tNotWhole,
		"01712345678 50x":              tBadAmount,
		"01712345678 0":                tBadAmount,
		"01712345678 5.0.0":            tBadAmount,
		"0":                            tBadAmount,
		"01712345678 -50":              tMinus,
		"01712345678 −50":              tMinus,
		"01712345678 ৳-50":             tMinus,
		"-৳50":                         tMinus,
		"01712345678 –৫০ টাকা":         tMinus,
		"01712345678 .5":               tBadAmount,
		"01712345678 50%":              tBadAmount,
		"01712345678 #50":              tBadAmount,
		"017123456785":                 tBadNumber, // a slip in the number, or ৳5
		"01712345678050":               tBadNumber,
		"5001712345678":                tBadNumber, // ৳50, or ৳500 and a number without its zero
		"0171234567850 100":            tBadNumber,
		"01712345678 prepaid postpaid": tTwoConnections,
		"*777*01712345678*50*1234#":    tTwoAmounts,
		"5678 50 na 40":                tTwoAmounts,
		"5678 100 40":                  tTwoAmounts,
		"1712 345 67":                  tBadNumber,
		"0171 234 567":                 tBadNumber,
		"01712345678 50 pin 12 100":    tTwoAmounts,
		"1️⃣ 01712345678 50":           tTwoAmounts,
		"01712345678 5️⃣0️⃣":           tTwoAmounts,
	}
	for text, want := range bad {
		p, w := parse(text)
		if w == nil || w.text != want {
			t.Errorf("%q is read as %+v, %v; want %q", text, p, w, want[0])
		}
		if p.Amount != 0 {
			t.Errorf("%q: an amount of %s although it is wrong", text, p.Amount)
		}
	}
}

// A contact gives a number, whatever a phone would dial after it.
func TestContact(t *testing.T) {
	want := parts{Recharge: order.Recharge{Number: "01712345678"}, contact: true}
	for _, phone := range []string{
		"+8801712345678", "8801712345678", "+01712345678", "01712-345678", "tel:+8801712345678", "+8801712345678,,50", "+8801712345678,50", "01712345678;ext=50",
		"01712345678 ext 50", "01712345678p50", "01712345678w50", "01712345678 x50", "01712345678#50", "01712345678*50#", "০১৭১২৩৪৫৬৭৮,,৫০", "\u202a+880 1712-345678\u202c",
	} {
		if got, w := contact(phone); w != nil || got != want {
			t.Errorf("%q is read as %+v, %v", phone, got, w)
		}
	}
	for phone, want := range map[string]chat.Text{
		"": tBadNumber, "999": tBadNumber, "01712345678 50": tBadNumber, "0171234567850": tBadNumber, "01212345678": tBadPrefix, "+8801212345678": tBadPrefix, ",,50": tBadNumber,
	} {
		if got, w := contact(phone); w == nil || w.text != want || got != (parts{}) {
			t.Errorf("%q is read as %+v, %v", phone, got, w)
		}
	}
}

// A word stands in one table for what a line may say, and commands are no operators.
func TestWordTables(t *testing.T) {
	for _, route := range Routes() {
		for word := range strings.SplitSeq(route.Words, ",") {
			if _, ok := order.ParseOperator(word); ok && word != "" {
				t.Errorf("%q is a command and an operator", word)
			}
		}
	}
	for _, table := range []map[string]bool{fillers, services, complaints, asks, went, stops} {
		for word := range table {
			if sticks(word) {
				t.Errorf("%q is an operator, a connection or a currency too", word)
			}
			if word == "" || word != text.Fold(word) {
				t.Errorf("%q is not folded", word)
			}
		}
	}
	for word := range services {
		if fillers[word] || complaints[word] || went[word] || stops[word] {
			t.Errorf("%q names a service, and is passed over or a complaint too", word)
		}
	}
}

// Whoever asks or tells that a recharge has gone, or says no, gets no card, in whatever spelling.
func TestSpeaks(t *testing.T) {
	table := map[string]func(parts) bool{
		"ashse,ashse?,ashce,ashche,asche,aschhe,esheche,esese,eseche,eshese,aise,aice,aiche,aisilo,asilo,aschilo,asteche,asbe?,আইছে,আইসে,আসছে,আসছিল,আসতেছে,এসেছিল,এসেছিলো": speaksOfGone,
		"gesilo,gechilo,giyechilo,giyesilo,giese,geche,gese,gache,gechhe,jaitese,গেছিলো,গিয়েছিল,গেসে,গেসিল,যাইতেছে":                                                       speaksOfGone,
		"diyechilam,diyesilam,dichilam,disilam,diyechi,disi,dichi,diyechen,disen,dichho,দিছিলাম,দিয়েছিলাম,দিয়েছিলেন,দিসি,দিসিলাম":                                        speaksOfGone,
		"pathaisilam,pathalam,pathaisi,pathiyechi,pathaisen,pathiechilam,pathaise,পাঠাইছি,পাঠালাম,পাঠাইসিলাম,পাঠিয়েছিলাম":                                                 speaksOfGone,
		"pouchaise,pochche,pochaise,pauche,hoitase,jaitase,giyasilo,dissen,pouche,pouchese,poucheche,pouchaiche,pouchiyeche,পৌঁছেছে,পৌছেছে,পৌঁছাইছে,পৌঁছায়":               speaksOfGone,
		"dhukche,dhukse,dhukeche,dhuksilo,ঢুকসে,ঢুকেছে,ঢুকছিল,paiche,paise,paisi,peyeche,payechi,paisilam,পাইসে,পেয়েছিলাম,hoise,hoyeche,hoyese,hoisilo,holo,হইসে,হইছিল":   speaksOfGone,
		"hoynai,jaynai,asenai,payna,dhukenai,deini,deninai,pathaini,দেননি,দেয়নি,পাঠাইনি,করেননি,যায়নাই,আসেনাই,পৌঁছায়নি":                                                  func(p parts) bool { return p.complaint },
		"lagbena,dienna,dibenna,diyena,thak,bikale,pathabenna,korbenna,লাগবেনা,দিবেননা,দিয়েননা,থাক,বিকালে,সকালে,diben na,thak bhai,দিবেন না":                              func(p parts) bool { return p.stops },
	}
	for words, means := range table {
		for word := range strings.SplitSeq(words, ",") {
			for _, line := range []string{"01712345678 50 " + word, word + " 01712345678 50", "5678 " + word} {
				if p, w := parse(line); w != nil || !means(p) {
					t.Errorf("%q is read as %+v, %v", line, p, w)
				}
			}
		}
	}
	for name := range strings.SplitSeq("Hossen,Hosen,Aslam,Pathan,Dipu,Asen,Hasan,Karim,Korim,Dilip,Dina,Essa,Asif,Aisha,Paisal,Katara,Keya,Pouli,Esha,Hena,দিনা,আইশা,পাখি,করিম,দিপু,থানা", ",") {
		if known(name) && !fillers[text.Fold(name)] {
			t.Errorf("%q is a name", name)
		}
	}
}

// Last digits stand before words that ask or behind them; what is said to be taka is an amount.
func TestEndAsked(t *testing.T) {
	for line, want := range map[string]string{
		"5678 koi": "5678", "৫৬৭৮ আসেনি": "5678", "asche 5678?": "5678", "bhai ase nai 5678।": "5678", "5678 50 gese?": "5678",
		"5678 taka koi": "", "koi taka 5678": "", "taka 5678 koi": "", "amar 5678 koi": "5678", "bhai 5678?": "5678", "5678": "5678", "56789 koi": "", "koi 50 5678": "", "01712345678 koi": "",
	} {
		if got := endAsked(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func speaksOfGone(p parts) bool { return p.went }

// Whatever is typed: a number stands in the text as it is; an amount has digits of its
// own; a word that means nothing here is named.
func FuzzParse(f *testing.F) {
	for _, typed := range []string{
		"01712345678 50", "gp 01712345678 50 postpaid", "+880 1712-345678 ৳৫০", "50,60 0171", "০১৭১২৩৪৫৬৭৮", "01712345678-50",
		"1,00,000.50 tk", "880 88 0171 2345 678", "at 01712345678 5", "(০১৭১২) 345.678/50/-", "Shop7\n+8801712345678 \u202e",
		"bkash 01712345678 50 mb", "*121*01712345678*50#", "+8801712345678,,50", "01712345678;ext=50", "0171234567850", "٠١٧١٢٣٤٥٦٧٨ ٥٠", "01712345678 -50 10:30",
		"post paid 01712345678 1 gb 50", "house 12 01712345678 pin 1", "25-11-2026 01712345678 .50", "এ\u09dfারটেল 01712345678 50 quickly",
		"এ\u09dfা.রটেল01700000000",
	} {
		f.Add(typed)
	}
	digits := func(typed string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, text.LatinDigits(typed))
	}
	f.Fuzz(func(t *testing.T, typed string) {
		p, w := parse(typed)
		all := digits(tidy(typed))
		if p.Number != "" {
			if n, err := order.ParseNumber(string(p.Number)); err != nil || n != p.Number {
				t.Errorf("%q: %q is no number", typed, p.Number)
			}
			if !strings.Contains(all, string(p.Number[1:])) { // the zero may be left out
				t.Errorf("%q: %s is not in it", typed, p.Number)
			}
		}
		if p.Operator != "" && !p.Operator.Valid() {
			t.Errorf("%q: operator %q", typed, p.Operator)
		}
		if w == nil && p.Number != "" {
			for word := range strings.FieldsFuncSeq(tidy(typed), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
				if isWord(word) && !strings.Contains(p.unread, word) && !meansSomething(tidy(typed), word) {
					t.Errorf("%q: %q is not named in %q", typed, word, p.unread)
				}
			}
		}
		if p.Amount == 0 {
			return
		}
		whole := strings.ReplaceAll(strings.ReplaceAll(p.Amount.String(), ",", ""), ".", "")
		if w != nil || p.Amount < 0 || p.Amount != money.WholeTaka(p.Amount.Whole()) || !strings.Contains(all, whole) {
			t.Errorf("%q: amount %s, %v", typed, p.Amount, w)
		}
		if p.Number != "" && len(all) < 10+len(whole) {
			t.Errorf("%q: the amount %s has digits of %s", typed, p.Amount, p.Number)
		}
	})
}

// meansSomething reports whether a word, or it and a neighbour, are in a table.
func meansSomething(text, word string) bool {
	if known(word) {
		return true
	}
	// Dots and hyphens part words, or stand within one: "pa.d" is paid, or none. Digits
	// may be written together with a word.
	for _, within := range []string{"", ".", "-", ".-"} {
		var words []string
		for w := range strings.FieldsFuncSeq(text, func(r rune) bool {
			return isBreak(r) || r == ',' || r >= '0' && r <= '9' || (r == '-' || r == '.') && !strings.ContainsRune(within, r)
		}) {
			words = append(words, bare(w))
		}
		for i, w := range words {
			if strings.Contains(w, word) && (known(w) || i > 0 && known(words[i-1]+" "+w) || i+1 < len(words) && known(w+" "+words[i+1])) {
				return true
			}
		}
	}
	return false
}
