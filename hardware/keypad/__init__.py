"""Evaluation keypads and call pads: profiles in TOML, their codec, and the device on its line."""
