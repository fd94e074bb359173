"""A game at the table, part by part: what is done before the desks, at them, and when all orders are in.

A part of a turn is a step: it takes the ``Table``, shows what it has to show, and returns when the next may
begin. Which steps there are, and in which order, ``wargame.tui.play`` says.
"""
