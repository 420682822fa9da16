"""What the operator does: load cities and make the demonstration."""
