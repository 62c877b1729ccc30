"""Reading frameworks, criteria and the glossary."""
