"""The storm: a hall under load whose hub, disk and clock fail again and again (``make crash``)."""
