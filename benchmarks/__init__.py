"""How fast it is, and how that grows; against the usual way of doing it."""
