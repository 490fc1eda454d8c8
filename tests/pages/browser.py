"""Debian's Chromium as a phone of 2015, driven over its own DevTools socket."""

import asyncio
import base64
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

WIDTH, HEIGHT = 390, 844
START_S = 30
OLD = """
for (const name of ["fetch", "BigInt", "AbortController", "TextEncoder", "TextDecoder", "IntersectionObserver",
    "ResizeObserver", "structuredClone", "queueMicrotask", "globalThis", "WebAssembly"]) delete window[name];
for (const [kind, names] of [[Object, ["entries", "values", "fromEntries"]], [Promise.prototype, ["finally"]],
    [Array.prototype, ["flat", "flatMap", "includes", "at", "findLast"]], [Promise, ["any", "allSettled"]],
    [String.prototype, ["padStart", "padEnd", "replaceAll", "matchAll", "trimStart", "at"]],
    [Element.prototype, ["append", "prepend", "replaceChildren"]], [NodeList.prototype, ["forEach"]]])
  for (const name of names) delete kind[name];
for (const name of ["subtle", "randomUUID"]) Object.defineProperty(Crypto.prototype, name, {get: () => undefined});
"""
"""What browsers learned after 2015 that a page of ours might lean on."""


class Chromium:
    """The process; ``port`` is where its DevTools listen."""

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=zh-CN", "--mute-audio"]
        command = ["chromium", *flags, "--remote-debugging-port=0", f"--user-data-dir={self._home.name}", "about:blank"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.port = self._port(Path(self._home.name) / "DevToolsActivePort")

    def _port(self, said: Path) -> int:
        until = time.monotonic() + START_S
        while time.monotonic() < until and self._process.poll() is None:
            lines = said.read_text().splitlines() if said.exists() else []
            if len(lines) == 2:
                return int(lines[0])
            time.sleep(0.02)
        self.close()
        raise AssertionError("chromium did not start")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(20)
        self._home.cleanup()


class Phone:
    """One page on one phone. ``errors``: everything its console complained of; ``bytes``: what came over the wire."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.errors: list[str] = []
        self.bytes = 0
        self._reading = asyncio.create_task(self._read())

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        return await asyncio.wait_for(self._waiting[number], 30)

    async def js(self, expression: str) -> Any:
        """The value of an expression in the page (its promise's, if it is one)."""
        found = await self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found.get("result", {}).get("value")  # neither while one page gives way to the next

    async def open(self, url: str) -> None:
        self.bytes = 0
        await self.call("Page.navigate", url="about:blank")
        await self.call("Page.navigate", url=url)
        await self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    async def until(self, expression: str) -> None:
        """Wait until an expression is true in the page."""
        async with asyncio.timeout(30):
            while not await self.js(f"Boolean({expression})"):  # noqa: ASYNC110 (of anything at all)
                await asyncio.sleep(0.02)

    async def reads(self, text: str) -> None:
        """Wait until the page shows a text."""
        try:
            await self.until(f"document.body && document.body.innerText.includes({text!r})")
        except TimeoutError:
            raise AssertionError(f"no {text!r} in: {await self.js('document.body.innerText')}") from None

    async def tap(self, selector: str) -> None:
        """Touch the middle of an element once it is there, scrolled into view, as a finger does."""
        await self.until(f"(e => e && e.offsetParent !== null && !e.disabled)(document.querySelector({selector!r}))")
        where = await self.js(
            f"(e => {{ e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect();"
            f" return [r.left + r.width / 2, r.top + r.height / 2]; }})(document.querySelector({selector!r}))"
        )
        await self.call("Page.bringToFront")
        point = {"x": where[0], "y": where[1]}
        await self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[point])
        await self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def key(self, name: str) -> None:
        """Press a key: one character, or a name such as F6, Enter, Tab, ArrowRight."""
        known = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowRight": 39, "ArrowDown": 40, " ": 32}
        code = known.get(name) or (111 + int(name[1:]) if name[1:].isdigit() else ord(name.upper()))
        text = {"Enter": "\r"}.get(name, name if len(name) == 1 else "")
        pressed = {"key": name, "windowsVirtualKeyCode": code}
        await self.call("Page.bringToFront")
        await self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **pressed)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    async def type(self, text: str) -> None:
        """Type into what has the focus."""
        for character in text:
            await self.key(character)

    async def choose(self, selector: str, file: Path) -> None:
        """Put a file into an input."""
        root = await self.call("DOM.getDocument")
        found = await self.call("DOM.querySelector", nodeId=root["root"]["nodeId"], selector=selector)
        await self.call("DOM.setFileInputFiles", files=[str(file)], nodeId=found["nodeId"])

    async def picture(self) -> bytes:
        """The whole page as a PNG."""
        await self.call("Page.bringToFront")
        size = (await self.call("Page.getLayoutMetrics"))["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        found = await self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        return base64.b64decode(found["data"])

    async def close(self) -> None:
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading

    async def _read(self) -> None:
        hear: dict[str, Callable[[dict[str, Any]], None]] = {
            "Runtime.exceptionThrown": lambda it: self.errors.append(str(it["exceptionDetails"])),
            "Runtime.consoleAPICalled": self._console,
            "Log.entryAdded": lambda it: self._log(it["entry"]),
            "Network.loadingFinished": lambda it: self._took(it["encodedDataLength"]),
            "Network.dataReceived": lambda it: None,
        }
        async for frame in self._socket:
            message = frame.json()
            if "id" in message:
                waiting = self._waiting.pop(message["id"])
                if not waiting.done():
                    waiting.set_result(message.get("result", message))
            elif message["method"] in hear:
                hear[message["method"]](message["params"])

    def _console(self, said: dict[str, Any]) -> None:
        if said["type"] in ("error", "warning", "assert"):
            self.errors.append(str(said["args"]))

    def _log(self, entry: dict[str, Any]) -> None:
        if entry["level"] in ("error", "warning"):
            self.errors.append(f"{entry['text']} {entry.get('url', '')}")

    def _took(self, length: float) -> None:
        self.bytes += int(length)


@asynccontextmanager
async def phone(chromium: Chromium, language: str = "zh-CN", width: int = WIDTH) -> AsyncIterator[Phone]:
    """A fresh phone that knows nothing of what others kept, and nothing of the years after 2015."""
    async with _page(chromium, language, (width, HEIGHT), touch=True) as there:
        yield there


@asynccontextmanager
async def desktop(
    chromium: Chromium, language: str = "zh-CN", size: tuple[int, int] = (1366, 768)
) -> AsyncIterator[Phone]:
    """A PC of the same years with a keyboard, whose user trusts the hall's certificate."""
    async with _page(chromium, language, size, touch=False) as there:
        await there.call("Security.setIgnoreCertificateErrors", ignore=True)
        yield there


@asynccontextmanager
async def tablet(chromium: Chromium) -> AsyncIterator[Phone]:
    """A tablet of 2015 on a counter, which trusts the hall's certificate."""
    async with _page(chromium, "zh-CN", (1280, 800), touch=True) as there:
        await there.call("Security.setIgnoreCertificateErrors", ignore=True)
        yield there


@asynccontextmanager
async def _page(chromium: Chromium, language: str, size: tuple[int, int], touch: bool) -> AsyncIterator[Phone]:
    async with (
        aiohttp.ClientSession(f"http://127.0.0.1:{chromium.port}") as http,
        _fresh(http) as target,
        http.ws_connect(f"/devtools/page/{target}", max_msg_size=0) as socket,
    ):
        there = Phone(socket)
        for domain in ("Page", "Runtime", "Log", "Network"):
            await there.call(f"{domain}.enable")
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": touch}
        await there.call("Emulation.setDeviceMetricsOverride", **metrics)
        await there.call("Emulation.setTouchEmulationEnabled", enabled=touch)
        await there.call("Network.setCacheDisabled", cacheDisabled=True)
        source = OLD + f"Object.defineProperty(navigator, 'language', {{get: () => {language!r}}});"
        await there.call("Page.addScriptToEvaluateOnNewDocument", source=source)
        yield there
        await there.close()


@asynccontextmanager
async def _fresh(http: aiohttp.ClientSession) -> AsyncIterator[str]:
    """The id of a page that shares nothing with others; in the end its connections are closed too."""
    async with http.get("/json/version") as said:
        address = (await said.json(content_type=None))["webSocketDebuggerUrl"]
    async with http.ws_connect(address, max_msg_size=0) as socket:
        browser = Phone(socket)
        context = (await browser.call("Target.createBrowserContext"))["browserContextId"]
        made = await browser.call("Target.createTarget", url="about:blank", browserContextId=context)
        yield made["targetId"]
        await browser.call("Target.disposeBrowserContext", browserContextId=context)
        await browser.close()
