"""Pages of questionnaires and of the library of answers."""
