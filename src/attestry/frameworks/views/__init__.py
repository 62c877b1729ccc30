"""Pages of this room: the five categories, frameworks and their editions, the glossary."""
