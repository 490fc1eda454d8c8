"""A recorded day through a real hub with real terminals: ``fairhall replay``."""
