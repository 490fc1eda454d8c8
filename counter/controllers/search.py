"""Finding a service by what a clerk types: its letter, pinyin, initials, or a piece of its name. Pure."""

from shared.protocol.rows import GroupRow, ServiceRow


def find(query: str, services: tuple[ServiceRow, ...], groups: dict[str, GroupRow]) -> tuple[ServiceRow, ...]:
    """The services that fit, best first and otherwise as the hall lists them; all of them for an empty query."""
    wanted = _fold(query)
    ranked = [(_rank(wanted, row, groups), row) for row in services]
    return tuple(row for rank, row in sorted(ranked, key=lambda pair: pair[0]) if rank < MISS)


MISS = 4


def _rank(wanted: str, row: ServiceRow, groups: dict[str, GroupRow]) -> int:
    group = groups.get(row.group)
    pinyin = row.pinyin.lower().replace("'", " ").split()
    starts = ("".join(pinyin), "".join(word[0] for word in pinyin), _fold(row.name.zh), _fold(row.name.en))
    if group is not None and wanted == group.letter.lower():
        return 0
    if any(text.startswith(wanted) for text in (*starts, _fold(row.short.zh), _fold(row.short.en))):
        return 1
    if wanted in _fold(row.name.zh) or any(word.startswith(wanted) for word in row.name.en.lower().split()):
        return 2
    return 3 if len(wanted) > 1 and any(wanted in text for text in starts) else MISS


def _fold(text: str) -> str:
    return "".join(text.lower().split())
