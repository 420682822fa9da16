"""Accounts, children, guardians and custody, memberships and roles, log-in."""
