"""A terminal that bears witness to the lot: what it decides, what it keeps, and the thread it does so in."""
