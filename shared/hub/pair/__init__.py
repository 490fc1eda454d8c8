"""Two hubs on one PostgreSQL: one leads, the other stands by (docs/pair.md)."""
