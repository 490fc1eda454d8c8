"""``hall.toml``: what people write about their hall, checked line by line before it becomes a configuration."""
