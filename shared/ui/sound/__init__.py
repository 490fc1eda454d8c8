"""Sound out of Qt, for displays and kiosks."""
