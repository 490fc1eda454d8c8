"""Where this machine is met on the LAN."""

import ifaddr


def lan_addresses() -> tuple[str, ...]:
    """The machine's IPv4 addresses; the loopback only where there is nothing else."""
    addresses = sorted({str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4})
    return tuple(a for a in addresses if not a.startswith("127.")) or tuple(addresses[:1])


def met_at(host: str, port: int, most: int = 1) -> tuple[str, ...]:
    """Where what listens on ``host`` is met, as "host:port": there, or on the first networks of the machine."""
    everywhere = host in ("0.0.0.0", "::")
    hosts = lan_addresses()[:most] if everywhere else (f"[{host}]" if ":" in host else host,)
    return tuple(f"{each}:{port}" for each in hosts)
