"""``fairhall doctor``: is this machine ready, and if not, what to do. One small check a file in ``checks``."""
