"""Cities, their districts and dated settings, and the scope that keeps their rows apart."""
