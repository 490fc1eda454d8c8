"""A week of a large hall at speed, to see that nothing grows (``make soak``)."""
