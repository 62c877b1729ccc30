"""Reads: the library of answers, questionnaires, and what an answer rests on."""
