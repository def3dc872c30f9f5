// Package flows joins the conversations: what people can do stands in one table of
// routes, which the rooms below fill.
//
// An input goes from [Flows.Handle] to the route that its command, words or button
// name, or to the conversation that waits for a text. flows/shop has what resellers do,
// flows/office what owners do, flows/notice what people are told unasked, flows/card
// how an order looks to whom, and flows/chat the toolkit of all of them. flows/order,
// flows/money and flows/text know nothing of chats.
package flows
