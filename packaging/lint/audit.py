"""Known vulnerabilities of what the lock names, by PyPI's advisories: ``audit.py REQUIREMENTS [--if-reachable]``.

0: every package was asked about and none is known to be vulnerable. 1: one is. 2: some could not be asked about; with
``--if-reachable`` that is said and is 0, for machines that cannot reach the advisories.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

UVX = Path(__file__).parents[2] / ".tools/bin/uvx"
AUDIT = ("--quiet", "--python", "/usr/bin/python3", "pip-audit==2.10.1")
HOW = ("--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off")


def verdict(told: str) -> tuple[list[str], list[str]]:
    """(what is vulnerable and mended where, whom nobody could be asked about), from what pip-audit wrote."""
    packages = json.loads(told)["dependencies"]
    unknown = [each["name"] for each in packages if "skip_reason" in each]
    found = [
        f"{each['name']} {each['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no version'}"
        for each in packages
        for flaw in each.get("vulns", ())
    ]
    return found, unknown


def main() -> int:
    """The verdict as an exit code."""
    parser = argparse.ArgumentParser(description="known vulnerabilities of what the lock names")
    parser.add_argument("requirements", type=Path)
    parser.add_argument("--if-reachable", action="store_true", help="advisories that cannot be asked are no failure")
    args = parser.parse_args()
    command = [str(UVX), *AUDIT, *HOW, "-r", str(args.requirements)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found, unknown = verdict(ended.stdout)
    except (ValueError, KeyError):
        reason = ended.stderr.strip().splitlines()[-1:] or ["no answer"]
        found, unknown = [], [f"any package ({reason[0]})"]
    sys.stdout.write("".join(f"vulnerable: {line}\n" for line in found))
    if unknown:
        some = f"{', '.join(unknown[:3])}{' …' if len(unknown) > 3 else ''}"
        sys.stdout.write(f"NOT AUDITED: PyPI's advisories could not be asked about {some} ({len(unknown)} in all)\n")
    if found:
        return 1
    if not unknown:
        sys.stdout.write("no known vulnerabilities\n")
    return 2 if unknown and not args.if_reachable else 0


if __name__ == "__main__":
    sys.exit(main())
