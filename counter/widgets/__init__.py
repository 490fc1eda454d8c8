"""How the desk looks; no decisions in here."""
