"""What citizens see on their phones: public, read-only, by an unguessable token."""
