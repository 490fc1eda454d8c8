"""A tablet whose battery dies, in a network of its own: ``unshare -n python -m tests.integration.silent_tablet``."""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from shared.client.identity import trust
from shared.hub.http import streams
from tests.integration.hubs import house, patiently
from tests.integration.people import counter
from tests.integration.test_hub_tablet import link

TABLET = "10.9.9.9"


def ip(*words: str) -> None:
    """Change this network."""
    subprocess.run(["ip", *words], check=True)


async def main() -> None:
    """Say how the hub sees the tablet while it is there and once it is not: "ok", then "off"."""
    streams.GONE_S, streams.STILL_THERE_S, streams.LOOK_S = 3, 0.5, 0.2
    ip("link", "set", "lo", "up")
    ip("addr", "add", f"{TABLET}/32", "dev", "lo")
    with tempfile.TemporaryDirectory() as folder:
        async with house(Path(folder)) as hall:
            secret = await link(hall, await counter(hall))
            reader, writer = await asyncio.open_connection(
                "127.0.0.1",
                hall.hub.port,
                ssl=trust(hall.hub.ca_pem),
                server_hostname="127.0.0.1",
                local_addr=(TABLET, 0),
            )
            body = f'{{"token":"{secret}"}}'
            head = f"POST /api/v1/keypad/stream HTTP/1.1\r\nHost: hub\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write((head + body).encode())
            await reader.readuntil(b"data: ")
            devices = hall.hub.devices.rows
            sys.stdout.write(f"{devices['tablet/1'].state}\n")
            ip("addr", "del", f"{TABLET}/32", "dev", "lo")
            await patiently(lambda: devices["tablet/1"].state == "off", 60)
            sys.stdout.write(f"{devices['tablet/1'].state}\n")
            writer.transport.abort()


if __name__ == "__main__":
    asyncio.run(main())
