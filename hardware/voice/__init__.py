"""Calls spoken in the hall: phrases, speech and chime as WAV, and the announcer that orders them."""
