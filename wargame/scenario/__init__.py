"""Scenarios: reading them from files, checking them, and the language of their expressions."""
