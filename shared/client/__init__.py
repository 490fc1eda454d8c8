"""The terminal's side of the live connection: identity, session, mirror, outbox and the two transports."""
