"""What the desk shows and asks; no Qt in here."""
