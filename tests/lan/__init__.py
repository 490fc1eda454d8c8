"""Machines on a LAN, as network namespaces on a switch of our own, and the weather on its cables."""
