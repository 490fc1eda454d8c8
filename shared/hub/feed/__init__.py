"""From events to rows to subscribers: what the screens see, pushed after each durable group."""
