"""What the display shows and says, decided in Python."""
