"""A whole hall on one machine: real hub, real terminals, simulated devices, and people to play it."""
