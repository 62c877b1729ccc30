"""Lists that people hand in as files, read strictly into the tables this source declares.

Its nouns: a handed-in file, its mapping of columns, its records. It refuses a file whole
at the first thing it cannot read exactly; it never guesses a type, and never judges.
"""
