"""What a description must hold, and what a reader could misunderstand in it."""
