"""The provider at which the tests log in."""
