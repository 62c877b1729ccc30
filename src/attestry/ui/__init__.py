"""How everything looks: tokens, components, layouts, and the gallery that shows them.

Its nouns are the component (a macro, its style and its examples), the layout and the
navigation entry. It knows no room above it: rooms hand it plain values and it draws them.
"""
