"""Paper slips: what they say, how they look, the bytes, and what became of them."""
