"""Acts on populations and samples: the firm's alone, each a line and a digest in the journal."""
