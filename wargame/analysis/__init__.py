"""What a game can be asked afterwards, as numbers: what was luck, what moved it, what would have been.

Functions of a game that tell the whole truth of it, for the debrief: no words, no screens. Those that play
games have a budget and a seed of their own, so that the same game gives the same numbers on any machine; none
of them has anything of the game's own dice but those that were thrown in it.
"""
