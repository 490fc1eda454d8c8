"""Drivers for the hall's devices, free of Qt: slip printers, keypads, the voice, and their simulated peers."""
