"""Backup and restore: database and files in one sealed file, compared when it is read (decision 0021)."""
