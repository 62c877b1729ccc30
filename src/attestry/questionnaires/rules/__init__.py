"""Rules of questionnaires: verdicts, states, layouts, how close two questions are, what proves an answer."""
