"""Django's way to PostgreSQL, with a look at the line in place of a question (``base``)."""
