"""The kiosk: choose a service, see the draw, take the ticket."""
