"""A real PostgreSQL of Debian's for a test: its own cluster in a temporary directory, on its own port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from socket import create_server

from tests.lan.machines import Machine

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/lib/postgresql"))
USER = "fairhall"


class Postgres:
    """A server that runs from here to ``stop``, here or for all of a LAN on its machine. PostgreSQL does not run as
    root: as root it runs as ``postgres``.
    """

    def __init__(self, machine: Machine | None = None) -> None:
        if not (BIN / "initdb").exists():
            raise FileNotFoundError("PostgreSQL is missing: run make setup-tests")
        self.folder = Path(tempfile.mkdtemp(prefix="fairhall-"))
        self.host = machine.address if machine else "127.0.0.1"
        self._machine = machine
        with create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        self._owner: dict[str, str] = {"user": "postgres"} if os.geteuid() == 0 else {}
        if self._owner:
            entry = pwd.getpwnam("postgres")
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        self._do("initdb", "-D", str(self.folder / "db"), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        if machine:
            with (self.folder / "db" / "pg_hba.conf").open("a") as doors:
                doors.write("host all all samenet trust\n")
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@{self.host}:{self.port}/postgres"

    @property
    def pid(self) -> int:
        """The process that all others of this server come from."""
        return int((self.folder / "db" / "postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        """Accept connections on return."""
        options = f"-p {self.port} -h {self.host} -k {self.folder} -c max_connections=50"
        self._do("pg_ctl", "-D", str(self.folder / "db"), "-l", str(self.folder / "log"), "-w", "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        """``fast`` asks clients to leave, ``immediate`` is a power cut."""
        self._do("pg_ctl", "-D", str(self.folder / "db"), "-m", how, "-w", "stop")

    def _do(self, program: str, *arguments: str) -> None:
        command = [str(BIN / program), *arguments]
        if self._machine:
            command = self._machine.command("runuser", "-u", "postgres", "--", *command)
        done = subprocess.run(
            command,
            **{} if self._machine else self._owner,  # type: ignore[call-overload]
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")

    def remove(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder)
