package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
)

// ErrUsage says that the words of the command cannot be followed.
var ErrUsage = errors.New("nothing was done")

// Console is where a subcommand reads answers and writes.
type Console struct {
	In       io.Reader
	Out, Err io.Writer
}

// subcommand is one row of the table below.
type subcommand struct {
	name  string // "": what happens without one
	usage string
	files int // how many words it wants besides its flags
	flags func(*flag.FlagSet)
	run   func(ctx context.Context, c Console, f *flag.FlagSet) error
}

var subcommands = []subcommand{
	{
		usage: "rechargebot               run the bot, with settings from the environment or .env\n",
		run:   serve,
	},
	{
		name: "sandbox", run: runSandbox,
		usage: "rechargebot sandbox       try it in the browser: no token, no account\n" +
			"                          -db FILE keeps its data, -listen ADDRESS sets where the page is\n",
		flags: func(f *flag.FlagSet) {
			f.String("db", "", "file that keeps the sandbox's data; a temporary one if empty")
			f.String("listen", "127.0.0.1:0", "where the page is, on this machine")
		},
	},
	{
		name: "check", run: check,
		usage: "rechargebot check         see whether settings, clock, token, panel and store are right\n",
	},
	{
		name: "audit", run: audit,
		usage: "rechargebot audit         see whether the resellers' accounts agree, from the first entry on\n",
	},
	{
		name: "restore", run: restore, files: 1,
		usage: "rechargebot restore FILE  put a backup in place of the store, after asking\n" +
			"                          (restore -yes FILE: without)\n",
		flags: func(f *flag.FlagSet) { f.Bool("yes", false, "do not ask") },
	},
	{
		name: "version", run: printVersion,
		usage: "rechargebot version       say which version this is\n",
	},
}

func usage() string {
	var b strings.Builder
	for _, s := range subcommands {
		b.WriteString(s.usage)
	}
	return b.String()
}

// Command runs the subcommand that the words name. What is wrong has been
// written to c.Err when it returns; its errors are [ErrUsage], [ErrSettings],
// [ErrToken] and others.
func Command(ctx context.Context, args []string, c Console) error {
	err := command(ctx, args, c)
	switch {
	case err == nil:
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(c.Out, usage())
		return nil
	case errors.Is(err, ErrSettings):
		fmt.Fprint(c.Err, err)
	case errors.Is(err, ErrUsage):
		fmt.Fprintf(c.Err, "rechargebot: %v\n%s", err, usage())
	default:
		fmt.Fprintf(c.Err, "rechargebot: %v\n", err)
	}
	return err
}

func command(ctx context.Context, args []string, c Console) error {
	name := ""
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	switch name {
	case "help", "-h", "-help", "--help":
		return flag.ErrHelp
	}
	for _, s := range subcommands {
		if s.name != name {
			continue
		}
		f := flag.NewFlagSet(name, flag.ContinueOnError)
		f.SetOutput(io.Discard) // what is wrong is told once, with the usage
		if s.flags != nil {
			s.flags(f)
		}
		if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
			return err
		} else if err != nil {
			return fmt.Errorf("%w: %v", ErrUsage, err)
		}
		switch {
		case f.NArg() < s.files:
			return fmt.Errorf("%w: %s needs a file, for example: rechargebot restore backups/rechargebot-2026-11-23.db.gz", ErrUsage, name)
		case f.NArg() > s.files:
			return fmt.Errorf("%w: %s has no use for %q", ErrUsage, name, f.Arg(s.files))
		}
		return s.run(ctx, c, f)
	}
	return fmt.Errorf("%w: unknown command %q", ErrUsage, name)
}

// serve runs the bot as the settings say.
func serve(ctx context.Context, to Console, _ *flag.FlagSet) error {
	c, err := loadConfig()
	if err != nil {
		return err
	}
	c.Output = to.Out
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	return c.hidden(Run(ctx, c))
}

// gcPercent lets memory grow to three times what is in use before it is collected, instead
// of twice: a tenth less CPU for a recharge, for about 7 MB. The environment's GOGC wins.
const gcPercent = 200

// hidden takes the secrets out of an error that is to be shown.
func (c *Config) hidden(err error) error {
	if err == nil || c.Secrets.Hide(err.Error()) == err.Error() {
		return err
	}
	return hiddenError{c.Secrets.Hide(err.Error()), err}
}

type hiddenError struct {
	text  string
	cause error
}

func (e hiddenError) Error() string { return e.text }
func (e hiddenError) Unwrap() error { return e.cause }
