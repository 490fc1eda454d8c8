"""Window boards: the number called, over or beside the window."""
