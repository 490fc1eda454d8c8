"""The clerk's terminal: one window's desk, driven by the keyboard."""
