"""A seat at its desk, without a screen: what it is composing, and what can be said of that in words."""
