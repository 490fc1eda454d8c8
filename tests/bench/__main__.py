"""``make bench``: every measurement, one table, one JSON file."""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from rich.console import Console

from tests.bench import cost, displays, floors, issue, memory, start
from tests.bench.figures import Section, table
from tests.bench.machine import machine

BESIDE = "Beside it, FQM on this class of machine: issue p50 66 ms, p99 127 ms, 14/s; call → display p50 1 s."
