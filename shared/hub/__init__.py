"""The hub: the one machine of a hall that decides, records and tells everybody."""
