"""Everything that data protection reads."""
