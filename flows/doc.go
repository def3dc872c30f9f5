// Package flows joins the conversations: what people can do stands in one table of
// routes, which the rooms below fill.
//
// An input goes from [Flows.Handle] to the route that its command, words or button
// name, or to the conversation that waits for a text. flows/shop has what resellers do,
// flows/office what owners do, flows/notice what people are told unasked, flows/card
// how an order looks to whom, and flows/chat the toolkit of all of them. The other rooms
// below know nothing of chats. [Flows.Clock] does what comes with time: timers, and the
// daily audit.
package flows
