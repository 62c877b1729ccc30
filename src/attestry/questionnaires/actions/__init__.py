"""Acts on the library of answers and on questionnaires."""
