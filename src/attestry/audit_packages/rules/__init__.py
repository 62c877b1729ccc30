"""What a package is made of, and what a verification of one may say."""
