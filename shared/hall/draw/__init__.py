"""The lot, construction ``qlot/1``: chains committed before the day, mixed per draw, the smallest lot wins."""
