"""The game itself: pure functions over values. No clock, no file, no screen, no shared dice."""
