"""The hall's display: who is called where, who waits, spoken and shown."""
