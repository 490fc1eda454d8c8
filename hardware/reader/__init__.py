"""Who stands there: ID card readers and code scanners. What they read is handed on once and kept nowhere."""
