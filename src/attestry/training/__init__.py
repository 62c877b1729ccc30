"""Training and phishing campaigns, measured against everybody who works here."""
