"""Lists and services of others: how they are read, each with a twin for demonstrations and tests."""
