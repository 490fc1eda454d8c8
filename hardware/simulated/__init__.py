"""Byte-level peers of the hall's devices, for the demo and the tests: the real drivers talk to them."""
