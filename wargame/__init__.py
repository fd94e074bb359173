"""A classroom wargame of the 2020 Korea question: scenario files in, games and replayable saves out."""
