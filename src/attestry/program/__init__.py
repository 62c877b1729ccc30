"""The program: the six steps on one page, what each needs before it begins and before it ends.

Its noun is the closing of a step. The conditions are facts of other rooms, found by their name
and computed when asked; nothing here says that one holds.
"""
