"""For those who look on: one game, or all that are played in a room. They know the public door only."""
