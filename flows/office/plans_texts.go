package office

import "rechargebot/flows/chat"

var (
	tPlans           = chat.Text{"<b>Plans</b>: what your resellers pay, with credit and limits. Tap one to change it.", "<b>প্ল্যান</b>: রিসেলারদের রেট, বাকি ও সীমা। বদলাতে চাপুন।"}
	tPlanRow         = chat.Text{"{plan} ({count})", "{plan} ({count} জন)"}
	bNewPlan         = chat.Text{"➕ New plan", "➕ নতুন প্ল্যান"}
	bPlans           = chat.Text{"◀ Plans", "◀ প্ল্যান"}
	tAskPlan         = chat.Text{"What is the new plan called? 2 to 20 letters or digits, such as <code>gold</code>, or /cancel.", "নতুন প্ল্যানের নাম কী? ২ থেকে ২০টি অক্ষর বা সংখ্যা, যেমন <code>gold</code>, অথবা /cancel"}
	tBadPlan         = chat.Text{"A plan’s name has 2 to 20 letters or digits, without spaces and signs, such as <code>gold</code>. Or /cancel.", "প্ল্যানের নাম হবে ২ থেকে ২০টি অক্ষর বা সংখ্যা, ফাঁকা বা চিহ্ন ছাড়া, যেমন <code>gold</code>। অথবা /cancel"}
	tPlanThere       = chat.Text{"There is a plan {plan} already. Send another name, or /cancel.", "{plan} নামে প্ল্যান আগেই আছে। আরেকটি নাম দিন, অথবা /cancel"}
	tPlanMade        = chat.Text{"✅ The plan {plan} is there now. Set its rates; members are put on it from their account.", "✅ {plan} প্ল্যান তৈরি হয়েছে। রেট ঠিক করুন; সদস্যকে তাঁর হিসাব থেকে এতে দিন।"}
	tPlanHead        = chat.Text{"<b>Plan {plan}</b>", "<b>প্ল্যান {plan}</b>"}
	tPlanMembers     = chat.Text{"On it: {own} on their own wallet, {shared} on your money", "এতে আছেন: নিজের টাকায় {own} জন, আপনার টাকায় {shared} জন"}
	tRateChanged     = chat.Text{"{operator}: {was} → <b>{is}</b>; of {amount} they will pay {price}", "{operator}: {was} → <b>{is}</b>; {amount} দিলে খরচ হবে {price}"}
	tAsPlan          = chat.Text{"{value} (plan)", "{value} (প্ল্যান)"}
	tValueNone       = chat.Text{"none", "নেই"}
	tNoDate          = chat.Text{"no date", "তারিখ নেই"}
	tFieldCredit     = chat.Text{"Credit limit", "বাকির সীমা"}
	tFieldDays       = chat.Text{"Days for a debt", "বাকি শোধের সময়"}
	tFieldLeast      = chat.Text{"Least of an order", "অর্ডারে কমপক্ষে"}
	tFieldMost       = chat.Text{"Most of an order", "অর্ডারে সর্বোচ্চ"}
	tFieldDay        = chat.Text{"Taka a day", "দিনে টাকা"}
	tFieldOrders     = chat.Text{"Orders a day", "দিনে অর্ডার"}
	tFieldLimits     = chat.Text{"Limits", "সীমা"}
	tFieldOperators  = chat.Text{"Operators", "অপারেটর"}
	tFieldConnection = chat.Text{"Connection", "সংযোগ"}
	tAllOperators    = chat.Text{"all operators", "সব অপারেটর"}
	tBoth            = chat.Text{"prepaid and postpaid", "প্রিপেইড ও পোস্টপেইড"}
	bBoth            = chat.Text{"Both", "দুটোই"}
	bAllRates        = chat.Text{"Rate of all operators", "সব অপারেটরের রেট"}
	bAsPlan          = chat.Text{"As in the plan", "প্ল্যানের মতো"}
	tCreditHead      = chat.Text{"<b>Credit of {name}</b>", "<b>{name}: বাকি</b>"}
	tLimitsHead      = chat.Text{"<b>Limits of {name}</b>, plan {plan}", "<b>{name}: সীমা</b>, প্ল্যান {plan}"}
	tNotSaved        = chat.Text{"⚠️ <b>Not saved yet.</b>", "⚠️ <b>এখনও সেভ হয়নি।</b>"}
	tForMembers      = chat.Text{"It changes for {count} of your members; they are told. Confirmed orders keep their price.", "{count} জনের জন্য বদলাবে; তাঁদের জানানো হবে। নিশ্চিত করা অর্ডারের দাম বদলাবে না।"}
	tForNobody       = chat.Text{"It changes for none of your members yet.", "এখনও কারও জন্য কিছু বদলাবে না।"}
	bSavePlan        = chat.Text{"✅ Save", "✅ রাখুন"}
	tForBound        = chat.Text{
		"Members on your money keep a limit of {limit} a day: {count}.",
		"আপনার টাকায় অর্ডার করেন এমন {count} জনের সীমা থাকবে দিনে {limit}।"}
	tForBelow   = chat.Text{"⚠️ Will owe more than their limit: {count}. They cannot order until they pay in.", "⚠️ {count} জনের বাকি সীমার বেশি হবে: জমা না দিলে অর্ডার হবে না।"}
	bSave       = chat.Text{"✅ Save for {name}", "✅ {name}-এর জন্য রাখুন"}
	bSaveFor    = chat.Text{"✅ Save for {count} of your members", "✅ {count} জনের জন্য রাখুন"}
	bDropChange = chat.Text{"✕ Leave it as it was", "✕ আগের মতো থাক"}
	tSaved      = chat.Text{"Saved.", "সেভ হয়েছে।"}

	tChangedMeanwhile = chat.Text{"Not saved: another owner has changed it meanwhile. Look at it again.", "সেভ হয়নি: এর মধ্যে আরেক মালিক বদলেছেন। আবার দেখে নিন।"}
	tBookedSince      = chat.Text{"Something was booked for them after this message, perhaps the same. Nothing was booked now. Look again.", "এই মেসেজের পরে তাঁর হিসাবে কিছু লেখা হয়েছে, হয়তো এটিই। এখন কিছু লেখা হয়নি। আবার দেখে নিন।"}
	tChangedSince     = chat.Text{"It was changed after this message. Nothing was saved. Look at it again.", "এই মেসেজের পরে এটি বদলানো হয়েছে। কিছু সেভ হয়নি। আবার দেখে নিন।"}
	tOneOperator      = chat.Text{"One operator must stay. To stop all orders, pause the member.", "অন্তত একটি অপারেটর থাকতে হবে। সব অর্ডার থামাতে সদস্যকে বন্ধ রাখুন।"}
	tAskRate          = chat.Text{"How many per cent less do they pay for {operator}? Send <code>2.5</code>, or <code>-1</code> for more than the customer gets. From -5 to 10.", "{operator}: শতকরা কত কম নেবেন? লিখুন <code>2.5</code>, বেশি নিতে <code>-1</code>। -৫ থেকে ১০ পর্যন্ত।"}
	tBadRate          = chat.Text{"“{typed}” is no rate from -5 to 10 per cent, with at most two decimals. Send one such as <code>2.5</code>, or /cancel.", "“{typed}” -৫ থেকে ১০ শতাংশের রেট নয়, দশমিকের পর সর্বোচ্চ দুই ঘর। লিখুন যেমন <code>2.5</code>, অথবা /cancel"}
	tAskCredit        = chat.Text{"How much may they owe? From 0 (nothing) to {limit}, such as <code>2000</code>.", "কত পর্যন্ত বাকি দেবেন? ০ (বাকি নয়) থেকে {limit}, যেমন <code>2000</code>"}
	tBadCredit        = chat.Text{"“{typed}” is no sum from 0 to {limit}. Send one such as <code>2000</code>, or /cancel.", "“{typed}” ০ থেকে {limit} পর্যন্ত কোনো অঙ্ক নয়। লিখুন যেমন <code>2000</code>, অথবা /cancel"}
	tAskDays          = chat.Text{"After how many days is a debt due? From 1 to {count}, or 0 for no date, such as <code>30</code>.", "কত দিনের মধ্যে বাকি শোধ করবেন? ১ থেকে {count}, তারিখ না থাকলে ০, যেমন <code>30</code>"}
	tBadDays          = chat.Text{"“{typed}” is no number of days from 0 to {count}. Send one such as <code>30</code>, or /cancel.", "“{typed}” ০ থেকে {count} দিনের মধ্যে নয়। লিখুন যেমন <code>30</code>, অথবা /cancel"}
	tAskLeast         = chat.Text{"What is the least of one order? Such as <code>20</code>; 0 for no limit of its own.", "এক অর্ডারে কমপক্ষে কত? যেমন <code>20</code>; আলাদা সীমা না থাকলে ০।"}
	tAskMost          = chat.Text{"What is the most of one order? Such as <code>500</code>; 0 for no limit of its own.", "এক অর্ডারে সর্বোচ্চ কত? যেমন <code>500</code>; আলাদা সীমা না থাকলে ০।"}
	tAskDay           = chat.Text{"How many taka a day? Such as <code>5000</code>; 0 for no limit of its own.", "দিনে কত টাকা? যেমন <code>5000</code>; আলাদা সীমা না থাকলে ০।"}
	tAskOrders        = chat.Text{"How many orders a day? Such as <code>50</code>; 0 for no limit of its own.", "দিনে কতটি অর্ডার? যেমন <code>50</code>; আলাদা সীমা না থাকলে ০।"}
	tBadLimit         = chat.Text{"“{typed}” is no sum from 0 to {most}. Send one such as <code>500</code>, or /cancel.", "“{typed}” ০ থেকে {most} পর্যন্ত কোনো অঙ্ক নয়। লিখুন যেমন <code>500</code>, অথবা /cancel"}
	tBadOrders        = chat.Text{"“{typed}” is no number of orders from 0 to 10000. Send one such as <code>50</code>, or /cancel.", "“{typed}” ০ থেকে ১০০০০-এর মধ্যে নয়। লিখুন যেমন <code>50</code>, অথবা /cancel"}
	tLeastAboveMost   = chat.Text{"With {typed} the least of an order would be above the most. Send another, such as <code>20</code>, or /cancel.", "{typed} হলে কমপক্ষের অঙ্ক সর্বোচ্চের চেয়ে বেশি হয়। অন্য অঙ্ক লিখুন, যেমন <code>20</code>, অথবা /cancel"}
	bDropPlan         = chat.Text{"✕ Delete the plan", "✕ প্ল্যান মুছুন"}
	tPlanInUse        = chat.Text{"Still on it: {count} of your members. Put them on another plan first, from their account.", "এতে {count} জন আছেন। আগে হিসাব থেকে তাঁদের অন্য প্ল্যানে দিন।"}
	tSureDropPlan     = chat.Text{"<b>Delete the plan {plan}?</b> Nobody is on it.", "<b>{plan} প্ল্যান মুছবেন?</b> এতে কেউ নেই।"}
	bSureDropPlan     = chat.Text{"✕ Yes, delete", "✕ হ্যাঁ, মুছুন"}
	tPlanDropped      = chat.Text{"The plan {plan} is deleted.", "{plan} প্ল্যান মোছা হয়েছে।"}
	tChoosePlan       = chat.Text{"<b>Which plan for {name}?</b> Now: {plan}", "<b>{name} কোন প্ল্যানে?</b> এখন: {plan}"}
	tOthersPlan       = chat.Text{"{admin} changed the plan {plan}:", "{admin} {plan} প্ল্যান বদলেছেন:"}
	mPlans            = chat.Text{"Rates, credit, limits", "রেট, বাকি, সীমা"}
)
