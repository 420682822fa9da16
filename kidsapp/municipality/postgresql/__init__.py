"""PostgreSQL as Django knows it, with the city told to it in every transaction."""
