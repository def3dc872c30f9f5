// Package notice has what people are told without having asked: it is the desk's
// Notifier. Each notice is written in the transaction of the change that it tells of.
package notice
