"""Everything that childcare reads, by audience."""
