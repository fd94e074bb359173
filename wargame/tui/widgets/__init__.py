"""Widgets that more than one screen uses. Each shows one value and does not know where it came from."""
