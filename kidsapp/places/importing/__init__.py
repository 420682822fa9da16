"""What an import of a list would do: pure, from rows and a mapping to one outcome for each row."""
