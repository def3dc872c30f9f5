// Package simtelegram is a simulated Telegram Bot API server with a chat page for the browser, for trying the bot and
// for testing it without Telegram.
//
// It is a real HTTP server that knows one bot: people act through Say, Tap and the like (or through the page), the bot
// polls getUpdates and calls methods, and what people would see is in Messages, Commands and Answers. It is as strict
// as Telegram and answers in its words, so that what passes here passes there; where Telegram's behaviour is not
// published (how long a callback query can be answered) it picks a strict one. It shares no code with the bot: a
// mistake about the wire must not cancel out.
//
// It promises: an update comes until a getUpdates with a higher offset acknowledges it; a refused call changes nothing;
// a call that meets a Fault takes effect exactly if the fault says so; and no call costs more as the history grows.
//
// What is left out: parse modes other than HTML, media other than documents and photos, webhooks that deliver, Telegram's
// throttling of polls, and inline mode. Methods it does not know answer 404.
//
// # The page
//
// The page at / is one file without any outside reference. It hears of changes through server-sent events on
// /sim/events and reads /sim/state; it acts through POST /sim/say, /sim/tap, /sim/contact, /sim/file and
// /sim/person; documents and photos come from /sim/document. These take requests of the page itself only, by Origin and Sec-Fetch-Site. With
// Options.PanelPath it shows the panel beside the chat, through PanelPath/state, /events, /mood, /balance and /settle.
//
// These stay stable for browser tests:
//
//	#person-<id>                     a person in the switch (.person, data-role, aria-current); .badge in it is the unread count
//	#add-person                      opens #person-box with #person-name, #person-language, #person-save
//	#bot-name, #status               header; #status has class typing while the bot types
//	.bubble[data-id][data-from]      a message, by message id, from "bot" or "person"; data-edited once edited
//	.row[data-row]                   the bubble with its inline keyboard
//	button[data-callback]            an inline button, by callback_data; class primary, success or danger; busy until answered
//	button[data-copy], [data-url]    inline buttons that copy or open
//	.document, .contact              the card in a bubble; .document is the download link
//	.photo                           the photo in a bubble, an img in a download link
//	#composer, #text, #send          writing
//	#menu-button, #menu              the commands; #menu button[data-command]
//	#keys, #keys-toggle              the reply keyboard; button[data-key], button[data-request-contact]
//	#attach                          opens #contact-box with #contact-phone, #contact-name, #contact-own, #contact-send
//	#file-button                     opens the choice of a file, #file, then #file-box with #file-name, #file-caption,
//	                                 #file-photo (only for images), #file-send
//	#toast, #alert-box               callback answers and notices; #alert-text, #alert-ok
//	#empty, #about, #start           what an empty chat shows
//	#panel-button, #panel-close      the panel's drawer on narrow screens; #panel
//	#panel-balance, #panel-balance-save
//	input[name=mood][value=<name>], #panel-message, #panel-delay
//	.order[data-id][data-status]     an order; button[data-settle=done], button[data-settle=failed]; .state, .trxid
//	#panel-calls                     how often the panel was called
package simtelegram
