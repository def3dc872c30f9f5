// Package apptest starts the bot between both simulators, for the tests of the
// whole: in the test's process ([Bot]), or as the built program in one of its own
// ([Program], [Process]). Whoever wants to stand between the bot and the
// simulators has a [Stage].
package apptest
