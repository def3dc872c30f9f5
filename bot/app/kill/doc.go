// Package kill tests that the bot can be killed at any moment. The real program
// runs as a process of its own between both simulators: at random moments
// (TestTorture), at chosen ones (crash_test.go), and after each single commit
// (commits_test.go, where the store is what ends).
package kill
