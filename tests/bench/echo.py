"""The least a hub could be: TLS, one WebSocket, every frame sent back. Run as a child: ``echo KEYS``."""

import asyncio
import sys
from pathlib import Path

import uvloop
from aiohttp import WSMsgType, web

from shared.blocks import large_blocks_go_back
from shared.hub.access.tls import server_context


async def _echo(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(compress=False)
    await socket.prepare(request)
    async for message in socket:
        await socket.send_frame(message.data.encode(), WSMsgType.TEXT)
    return socket


async def _serve(keys: Path) -> None:
    app = web.Application()
    app.router.add_get("/", _echo)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server_context(keys)).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)  # until our parent lets go
    await runner.cleanup()


if __name__ == "__main__":
    large_blocks_go_back()
    uvloop.run(_serve(Path(sys.argv[1])))
