package storage

import (
	"errors"
	"io/fs"
	"os"

	"rechargebot/flows/setting"
)

// Config says where the store is and where its copies go.
type Config struct {
	Path       string
	BackupDir  string // "": no daily copies
	BackupKeep int
}

// Rows are the settings of the store, read into c.
func (c *Config) Rows() []setting.Row {
	return []setting.Row{
		{
			Name: "DB_PATH", Default: "rechargebot.db",
			Help: "the one file that keeps everything",
			Read: func(v string) error {
				c.Path = v
				return checkPlace(v)
			},
		},
		{
			Name: "BACKUP_DIR", Example: "backups",
			Help: "a folder, of this bot alone, for a checked, gzipped copy of the store each day; none are made without it",
			Read: func(v string) error {
				c.BackupDir = v
				if info, err := os.Stat(v); err == nil && !info.IsDir() {
					return errors.New("is no folder")
				}
				return nil
			},
		},
		{
			Name: "BACKUP_KEEP", Default: "14",
			Help: "how many of them are kept",
			Read: setting.Count(&c.BackupKeep, 10_000),
		},
	}
}

// checkPlace refuses what stands at the path and can never be a store. It opens
// nothing: to open a pipe is to wait for its other end.
func checkPlace(path string) error {
	link, err := os.Lstat(path)
	if err != nil {
		return nil // nothing is there; whether a file can be made is seen when one is
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && link.Mode()&fs.ModeSymlink != 0:
		return errors.New("is a link to a file that is not there")
	case err != nil:
		return nil
	case info.IsDir():
		return errors.New("is a folder, not a file")
	case !info.Mode().IsRegular():
		return errors.New("is no plain file")
	}
	return nil
}
