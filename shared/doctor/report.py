"""The findings as lines for people and as JSON for programs."""

import json
from collections.abc import Iterable
from typing import Literal

from shared.catalogue import catalogue
from shared.doctor.finding import Finding, Status

Language = Literal["zh", "en"]
VERSION = 1
WIDTH = 8
_RANK: tuple[Status, ...] = ("pass", "warn", "fail")


def sentence(check: str, finding: Finding, language: Language) -> str:
    """What was found, where."""
    return _said(f"doctor.{check}.{finding.code}", finding, language)


def remedy(check: str, finding: Finding, language: Language) -> str:
    """What to do; "" where nothing is to be done."""
    key = f"doctor.{check}.{finding.code}-do"
    return _said(key, finding, language) if key in catalogue() else ""


def lines(check: str, finding: Finding, language: Language) -> list[str]:
    """One line for the finding, one for what to do."""
    said = [f"{finding.status.upper()}  {check:<{WIDTH}} {sentence(check, finding, language)}"]
    if finding.status != "pass" and (todo := remedy(check, finding, language)):
        said.append(f"      {'':<{WIDTH}} → {todo}")
    return said


def worst(findings: Iterable[Finding]) -> Status:
    """The status of all together."""
    return max((finding.status for finding in findings), key=_RANK.index, default="pass")


def as_json(findings: list[tuple[str, Finding]], language: Language) -> str:
    """The whole report; its keys only grow (docs/technician.md)."""
    report = {
        "version": VERSION,
        "result": worst(finding for _, finding in findings),
        "checks": [
            {
                "check": check,
                "code": finding.code,
                "status": finding.status,
                "text": sentence(check, finding, language),
                "remedy": remedy(check, finding, language) if finding.status != "pass" else "",
                "facts": finding.facts,
            }
            for check, finding in findings
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _said(key: str, finding: Finding, language: Language) -> str:
    text: str = getattr(catalogue()[key], language)
    return text.format(**finding.facts)
