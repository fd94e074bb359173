"""The screens of a class: which there are, what one plays and who is in it, who is here and sits where."""
