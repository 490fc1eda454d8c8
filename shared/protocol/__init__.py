"""What hub and terminals say to each other: pure messages, no transport."""
