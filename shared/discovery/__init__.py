"""Who is on the LAN: announcing and finding hubs and devices by mDNS, with its fallbacks."""
