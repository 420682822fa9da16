"""What the operator sees of a running installation: health, readiness, metrics, logs; nothing personal."""
