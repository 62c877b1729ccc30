"""Questionnaires of customers: a library of answers with owner, source and expiry, and what was sent back.

Nouns: answer, answer version, questionnaire, question, suggestion, sent answer, layout. Nothing is answered
by itself: a person takes each suggestion with the passage it rests on, and another one reviews it.
"""
