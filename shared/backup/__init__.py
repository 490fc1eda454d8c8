"""Copies of a hub that runs: everything in one file, back again, and a journal from one engine to another."""
