"""A class and its lessons: its file, rosters as schools have them, who gets which seat. No screens."""
