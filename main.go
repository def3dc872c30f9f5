// Rechargebot sells mobile top-ups in a Telegram chat: authorised resellers
// order, the bot sends each order once to a recharge panel, follows it and tells
// how it ended. README.md says how to set it up and how it is built.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // TIMEZONE works where the machine has no zone files

	"rechargebot/bot/app"
)

// Exit codes.
const (
	exitFailed   = 1 // something went wrong; the reason is the last line
	exitSettings = 2 // settings, or the words of the command, are missing or wrong
	exitToken    = 3 // Telegram does not take the token
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
	}()
	err := app.Command(ctx, os.Args[1:], app.Console{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	os.Exit(code(err))
}

// endings are the signals that end the bot cleanly. The terminal's end is one of
// them, but where nohup has it ignored the bot is to outlive the terminal.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}

func code(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, app.ErrUsage), errors.Is(err, app.ErrSettings):
		return exitSettings
	case errors.Is(err, app.ErrToken):
		return exitToken
	}
	return exitFailed
}
