"""What a source may say, and what it declares that it will say."""
