"""The hub's routes, ``/api/v1`` and the public page; thin: parse, allow, execute, answer."""
