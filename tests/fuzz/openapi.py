"""Schemathesis over the OpenAPI that a real hub serves, as nobody, kiosk, manager and a counter with its clerk:
``python -m tests.fuzz.openapi --examples 200 [WHO ...]``.

It runs in an environment of its own (uvx), apart from the lock. Whatever it finds to send, no
answer is a fault of the hub (5xx), and each is of the kind that the document says.
"""

import argparse
import http.client
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from shared.client.identity import Identity, trust
from shared.client.pairing import pair
from shared.hub.access.clerks import Clerks
from shared.hub.access.store import Store
from tests.integration.hubs import PASSWORD, ROOT, Child, token

SCHEMATHESIS = "schemathesis==4.32.5"
CHECKS = "not_a_server_error,response_schema_conformance,content_type_conformance,status_code_conformance"
ENDLESS = ("/api/v1/live", "/api/v1/keypad/stream", "/api/v1/console/stream")
WHO = ("nobody", "kiosk", "manager", "counter")


def main() -> int:
    """1 when anything was found; what it was is on stdout."""
    parser = argparse.ArgumentParser(description="schemathesis over a real hub")
    parser.add_argument("--examples", type=int, default=200, help="for each operation (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(%(default)s)")
    parser.add_argument("who", nargs="*", metavar="WHO", help=f"of {', '.join(WHO)}; none: all")
    args = parser.parse_args()
    if unknown := set(args.who) - set(WHO):
        parser.error(f"nobody is called {', '.join(sorted(unknown))}; there are {', '.join(WHO)}")
    with tempfile.TemporaryDirectory() as name:
        hub = Child(Path(name) / "hub")
        try:
            people = _everybody(hub)
            found = sum(_run(hub, who, people[who], args) for who in args.who or WHO)
            logged = [line for line in hub.log.splitlines() if " ERROR " in line or "Traceback" in line]
        finally:
            hub.end()
    sys.stdout.write("".join(f"in the hub's log: {line}\n" for line in logged[:5]))
    return 1 if found or logged else 0


def _everybody(hub: Child) -> dict[str, dict[str, str]]:
    def paired(role: str, name: str, counter: str = "") -> Identity:
        return pair(hub.address, token(hub.data, role, name, counter))  # type: ignore[arg-type]

    store = Store(hub.data)
    Clerks(store).add("0801", "王芳", PASSWORD)
    store.close()
    desk = paired("counter", "W1", "1")
    clerk = {"Authorization": desk.bearer, "Fairhall-Session": _session(hub, desk)}
    kiosk, manager = ({"Authorization": paired(role, role).bearer} for role in ("kiosk", "manager"))
    return dict(zip(WHO, ({}, kiosk, manager, clerk), strict=True))


def _session(hub: Child, desk: Identity) -> str:
    host, _, port = hub.address.partition(":")
    line = http.client.HTTPSConnection(host, int(port), context=trust(desk.ca_pem))
    body = msgspec.json.encode({"clerk": "0801", "password": PASSWORD})
    line.request("POST", "/api/v1/session", body, {"Authorization": desk.bearer})
    session: str = msgspec.json.decode(line.getresponse().read())["session"]
    line.close()
    return session


def _run(hub: Child, who: str, headers: dict[str, str], args: argparse.Namespace) -> bool:
    uvx = [ROOT / ".tools/bin/uvx", "--quiet", "--python", "/usr/bin/python3", SCHEMATHESIS]
    asked = ["run", f"https://{hub.address}/api/v1/openapi.json", "--tls-verify=false", "--checks", CHECKS]
    bounds = ["-n", str(args.examples), "--seed", str(args.seed), "--max-failures", "10", "--request-timeout", "20"]
    left_out = [part for path in ENDLESS for part in ("--exclude-path", path)]
    sent = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [*map(str, uvx), *asked, *bounds, *left_out, *sent]
    ended = subprocess.run(command, cwd=hub.data.parent, capture_output=True, text=True, check=False)
    tail = [line.strip() for line in ended.stdout.splitlines() if "generated" in line and "passed" in line]
    sys.stdout.write(f"{who:8} {''.join(tail[-1:]) or 'failed'}\n")
    sys.stdout.write(ended.stdout + ended.stderr if ended.returncode else "")
    sys.stdout.flush()
    return ended.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
