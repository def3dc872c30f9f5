package office

import "rechargebot/flows/chat"

var (
	tAdjustHead      = chat.Text{"✏️ <b>Adjust the wallet of {name}</b>", "✏️ <b>{name}: হিসাব সংশোধন</b>"}
	tPayHead         = chat.Text{"💸 <b>Pay out to {name}</b>", "💸 <b>{name}: টাকা দেওয়া</b>"}
	tMoveHead        = chat.Text{"🔁 <b>Transfer from the wallet of {name}</b>", "🔁 <b>{name}: অন্যকে দেওয়া</b>"}
	tAskAdjust       = chat.Text{"By how much? Send <code>+500</code> to add, <code>-120.50</code> to take away.", "কত? যোগ করতে <code>+500</code>, কমাতে <code>-120.50</code> লিখুন।"}
	tAskPay          = chat.Text{"How much have you paid? Such as <code>500</code>.", "কত টাকা দিয়েছেন? যেমন <code>500</code>"}
	tAskMove         = chat.Text{"How much? Such as <code>500</code>.", "কত টাকা? যেমন <code>500</code>"}
	bPayAll          = chat.Text{"All of it: {sum}", "সবটা: {sum}"}
	tAskChannel      = chat.Text{"How did you pay?", "কীভাবে দিয়েছেন?"}
	tAskTo           = chat.Text{"To whom? Tap one, or send an id or a name.", "কাকে? একজনকে চাপুন, বা আইডি কিংবা নাম লিখুন।"}
	tAskReason       = chat.Text{"Why? Send the reason in 5 to 200 characters; the member reads it. Such as <code>paid twice on Monday</code>.", "কেন? ৫ থেকে ২০০ অক্ষরে কারণ লিখুন; তিনি এটি পড়বেন। যেমন <code>সোমবার দুবার জমা হয়েছে</code>"}
	tBeforeAfter     = chat.Text{"<b>{change}</b>: {before} → {after}", "<b>{change}</b>: আগে {before} → পরে {after}"}
	tBeforeAfterFree = chat.Text{"<b>{change}</b>, without what is on hold: {before} → {after}", "<b>{change}</b>, আটকে থাকা টাকা বাদে: আগে {before} → পরে {after}"}
	tByChannel       = chat.Text{"By: {channel}", "মাধ্যম: {channel}"}
	tToMember        = chat.Text{"To: {name}", "পাবেন: {name}"}
	tActReason       = chat.Text{"Reason: {reason}", "কারণ: {reason}"}
	tSureAct         = chat.Text{"<b>Is this right?</b> Nothing is booked yet.", "<b>সব ঠিক আছে?</b> এখনও কিছু লেখা হয়নি।"}
	bBook            = chat.Text{"✅ Book it", "✅ খাতায় লিখুন"}
	bOtherSum        = chat.Text{"Another sum", "অন্য অঙ্ক"}
	bOtherReason     = chat.Text{"Another reason", "অন্য কারণ"}
	bStop            = chat.Text{"✕ Stop", "✕ থাক"}
	tNoSum           = chat.Text{"“{typed}” is no sum of money. At most two decimals, such as <code>120.50</code>.", "“{typed}” টাকার অঙ্ক নয়। দশমিকের পর সর্বোচ্চ দুই ঘর, যেমন <code>120.50</code>"}
	tSumZero         = chat.Text{"Zero changes nothing. Send a sum such as <code>500</code>.", "শূন্যে কিছু বদলায় না। অঙ্ক লিখুন, যেমন <code>500</code>"}
	tSumNegative     = chat.Text{"The sum must be above zero, such as <code>500</code>.", "অঙ্ক শূন্যের বেশি হতে হবে, যেমন <code>500</code>"}
	tSumMost         = chat.Text{"That is too much: at most {limit} at once. Such as <code>500</code>.", "এত বেশি নয়: একবারে সর্বোচ্চ {limit}। যেমন <code>500</code>"}
	tSumAbove        = chat.Text{"There is only {balance} to pay out. Send that, or less.", "দেওয়ার মতো আছে শুধু {balance}। সেটাই, বা কম লিখুন।"}
	tNoReceiver      = chat.Text{"“{typed}” is not one member. Send the id; /members shows them all.", "“{typed}” দিয়ে একজন সদস্য পাওয়া গেল না। আইডি লিখুন; সবাইকে দেখতে /members"}
	tNotReceiver     = chat.Text{"{name} has no wallet of their own to receive it. Choose another member.", "{name}-এর নিজের জমা হিসাব নেই, তাই পাবেন না। অন্য সদস্য বাছুন।"}
	tReasonShort     = chat.Text{"The reason is too short: at least {count} {count|character|characters}, such as <code>paid twice on Monday</code>.", "কারণ খুব ছোট: কমপক্ষে {count} অক্ষর, যেমন <code>সোমবার দুবার জমা হয়েছে</code>"}
	tReasonLong      = chat.Text{"The reason is too long: at most {count} {count|character|characters}. Send a shorter one.", "কারণ খুব বড়: সর্বোচ্চ {count} অক্ষর। ছোট করে লিখুন।"}
	tActBelow        = chat.Text{"⛔ <b>This cannot be booked:</b> the wallet would fall below {limit}. Choose another sum, or give more credit first.", "⛔ <b>লেখা যাবে না:</b> হিসাব {limit}-এর নিচে নেমে যাবে। অন্য অঙ্ক দিন, বা আগে বাকির সীমা বাড়ান।"}
	tLookAgain       = chat.Text{"Nothing is booked: this card is more than 10 minutes old. Look at it again.", "কিছু লেখা হয়নি: মেসেজটি ১০ মিনিটের বেশি পুরোনো। আবার দেখে নিন।"}
	tNoChannels      = chat.Text{"There is no channel yet by which you pay. Add one first: /channels", "টাকা দেওয়ার কোনো মাধ্যম এখনও নেই। আগে যোগ করুন: /channels"}

	tNothingToPay  = chat.Text{"There is nothing in the wallet to pay out.", "দেওয়ার মতো কোনো টাকা জমা নেই।"}
	tNothingBooked = chat.Text{"Nothing was booked.", "কিছু লেখা হয়নি।"}
	tBookedBefore  = chat.Text{"This is booked already. Nothing was booked twice.", "এটি আগেই লেখা হয়েছে। দুইবার লেখা হয়নি।"}
	tActBooked     = chat.Text{"✅ <b>Booked.</b> The member is told.", "✅ <b>খাতায় লেখা হয়েছে।</b> তাঁকে জানানো হয়েছে।"}
	tOthersBooked  = chat.Text{"{admin} booked: {what}", "{admin} লিখেছেন: {what}"}
	tToldAdjusted  = chat.Text{"✏️ <b>The owner corrected your balance: {change}</b>", "✏️ <b>মালিক আপনার হিসাব সংশোধন করেছেন: {change}</b>"}
	tToldPaid      = chat.Text{"💸 <b>The owner paid {sum} out to you</b>, {channel}", "💸 <b>মালিক আপনাকে {sum} দিয়েছেন</b>, {channel}"}
	tToldMovedAway = chat.Text{"🔁 <b>{change}:</b> the owner moved it to another member", "🔁 <b>{change}:</b> মালিক অন্য সদস্যকে দিয়েছেন"}
	tToldMovedHere = chat.Text{"🔁 <b>{change}:</b> the owner moved it to you from another member", "🔁 <b>{change}:</b> মালিক অন্য সদস্যের হিসাব থেকে দিয়েছেন"}
)
