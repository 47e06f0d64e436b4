"""Samenwerkingskaarten: maps of how Dutch zorgverzekeraars and gemeenten work together."""

__version__ = "0.1.0"
