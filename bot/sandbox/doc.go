// Package sandbox serves the two simulators, Telegram and the panel, on
// loopback, with one page to try the bot on. The bot itself knows nothing of
// it: it gets two addresses, as it would in production.
package sandbox
