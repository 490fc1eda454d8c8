"""What a manager signs by hand, with a key that no hub holds."""
