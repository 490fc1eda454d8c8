"""Machines beside the hub that bear witness to the lot: who is mixed in, and is a link theirs (docs/draw.md)."""

from collections.abc import Mapping

from shared.hall.draw.lots import below, context
from shared.hall.state import State


def standing(state: State) -> tuple[str, ...]:
    """Those the next draw is mixed over, in id order: the day's witnesses but the ones that are out."""
    return tuple(sorted(name for name, witness in state.witnesses.items() if not witness.out))


def mixing(state: State) -> tuple[str, ...]:
    """Those the open draw is mixed over: its request's but the ones struck since."""
    assert state.open_draw is not None
    known = state.witnesses
    return tuple(name for name in state.open_draw.witnesses if name in known and not known[name].out)


def proves(state: State, name: str, i: int, link: bytes) -> bool:
    """Whether ``link`` is c[i] of this witness's chain: walked down, it leads to its link proven last."""
    witness = state.witnesses[name]
    if len(link) != 32 or i <= witness.i or state.config is None:
        return False
    ctx = context(state.config.id, state.day, state.epoch, name)
    return below(state.algorithm, ctx, i, link, witness.i)[-1].hex() == witness.link


def chosen(state: State, offered: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Whose chains an opening seals, as (witness, anchor) in id order: supervision PCs first, then those of today."""
    most = state.config.rules.witnesses if state.config is not None else 0
    ranked = sorted(offered, key=lambda name: (not name.startswith("witness:"), name not in state.witnesses, name))
    return tuple((name, offered[name]) for name in sorted(ranked[:most]))


def may_seal_anew(state: State) -> bool:
    """Whether the day may still open anew with more witnesses: no paper carries its seal, no draw was held under it."""
    return bool(state.day) and state.open_draw is None and state.draws == 0 and state.issued == 0
