//go:build unix

package bot

import (
	"errors"
	"net"
	"syscall"
)

// ended reports whether the other side has closed the connection, or said
// something unasked, which with TLS is how it begins to.
func ended(c *net.TCPConn) bool {
	raw, err := c.SyscallConn()
	if err != nil {
		return false
	}
	over := false
	_ = raw.Control(func(fd uintptr) {
		var b [1]byte
		_, _, err := syscall.Recvfrom(int(fd), b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		over = !errors.Is(err, syscall.EAGAIN) && !errors.Is(err, syscall.EINTR)
	})
	return over
}
