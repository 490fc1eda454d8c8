"""What the hall costs on this machine, beside the least it could cost: ``make bench``."""
