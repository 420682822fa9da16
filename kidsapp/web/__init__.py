"""Settings, addresses, wiring of ports, and pages that join modules."""
