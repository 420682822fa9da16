"""The form of a pre-registration in steps, for families and, at a counter, for them."""
