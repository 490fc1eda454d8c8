"""What a hub does not carry about with it."""

import subprocess
import sys
from pathlib import Path


def test_a_hub_that_is_not_announced_on_the_lan_has_no_mdns_in_its_memory() -> None:
    program = "import sys, shared.hub.run; sys.exit('zeroconf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[3], check=False).returncode == 0
