"""The same moment of the desk, small: what the strip shows."""

from counter.controllers.card import Card, duration, in_minutes
from counter.controllers.desk import FREE, Action, Key, Seen
from counter.widgets.label import wording
from counter.widgets.strip import OTHERS, Strip, Tone
from shared.protocol.rows import GroupRow
from shared.ui.texts import Texts

MARKS = {"": "", "warn": "▲ ", "stop": "■ "}
"""Colour never says anything alone."""
SHOWN: dict[str, tuple[Key, ...]] = {
    "calling": ("F8", "F10"),
    "serving": ("F6", "F7"),
    "evaluating": ("F8",),
    "idle": ("F8", "F5"),
    "ready": ("F5",),
}
"""The verbs beside F9 in each state; the others stay on the keyboard."""
RATED_MS = 8_000
"""So long after its time the strip says whether a rating came."""
AWAY = {"serving": "counter.strip.away-serving", "kept": "counter.strip.kept-title"}
"""What the strip is headed by without the hub; else that it is away."""
SHORT = {
    "counter.transfer": "counter.strip.transfer",
    "counter.step.serving": "counter.strip.finish",
    "counter.step.closed": "counter.strip.open",
    "counter.step.paused": "counter.strip.return",
    "counter.step.ready": "counter.strip.no-step",
    "counter.step.kept": "counter.step.idle",
}
"""Said in fewer words here: F9 is as wide in every state."""


def show_strip(
    strip: Strip,
    texts: Texts,
    seen: Seen,
    card: Card,
    actions: dict[Key, Action],
    groups: tuple[GroupRow, ...],
    notice: str,
    notice_tone: str,
    called: str,
) -> None:
    """Show this moment; a notice in its tone stands for the words, a call for the manager for the title. Where the
    words need the room nothing is said of the queue.
    """
    at_desk = card.mode in ("calling", "serving")
    rated = seen.evaluating
    number = card.big if at_desk or card.mode == "kept" else rated.number if rated else ""
    title = wording(texts, card.title if at_desk or card.mode == "evaluating" else None)
    if card.mode == "paused" and seen.desk.pause:
        title = wording(texts, card.title)
    if not seen.live:
        title = texts.t(AWAY.get(card.mode, "counter.away.short"))
    title = called or title or texts.t(f"counter.state.{card.mode}")
    tone: Tone = "away" if not seen.live else "now" if card.mode == "calling" else ""
    line = _line(texts, seen, card, actions)
    strip.show_state(seen.desk.label, texts.t("counter.strip.number"), number, title, line, tone)
    strip.tint(card.level)
    stop = notice_tone == "stop"
    strip.show_notice(f"{MARKS['stop']}{notice}" if notice and stop else notice, stop)
    waiting = seen.live and not notice and card.mode != "calling" and not card.sent
    strip.show_waiting(texts.t("counter.strip.waiting") if waiting else "", sum(group.waiting for group in groups))
    for key in (*OTHERS, "F9"):
        action = actions[key]
        short = SHORT.get(action.label.key)
        label = texts.t(short) if short else wording(texts, action.label)
        if action.busy:
            label = texts.t("counter.asking", label=label)
        visible = key == "F9" or (seen.live and key in SHOWN.get(card.mode, ()))
        hidden = key == "F8" and card.mode in ("idle", "evaluating") and action.verb == "recall"
        strip.show_button(key, label, visible and not hidden, action.enabled)


def _line(texts: Texts, seen: Seen, card: Card, actions: dict[Key, Action]) -> str:
    if card.mode == "kept":
        return texts.t("counter.strip.kept")
    if not seen.live:
        return texts.t("counter.strip.away-line" if card.mode == "serving" else "counter.strip.away")
    ticket, asked = seen.desk.ticket, seen.desk.asked
    if card.mode in FREE and asked is not None and seen.now_ms < asked.until_ms + RATED_MS:
        return wording(texts, card.facts[0])
    if card.sent and not card.level:
        said = [wording(texts, it) for it in card.sent if it.key != "counter.card.text"]
        note = [texts.t("counter.strip.note")] if len(said) < len(card.sent) else []
        return " · ".join(said[1:] + note or said)
    if card.mode == "calling" and ticket is not None:
        return MARKS[card.level] + _calling(texts, ticket.calls, actions)
    return MARKS[card.level] + texts.t(
        f"counter.strip.{card.mode}",
        clock=card.clock or duration(max(0, seen.now_ms - seen.desk.since_ms) // 1000),
        minutes=round(ticket.norm_s / 60) if ticket else in_minutes(seen.desk.grace_s),
        seconds=card.big,
    )


def _calling(texts: Texts, calls: int, actions: dict[Key, Action]) -> str:
    """What the clerk waits for: F8, then F10."""
    recall, no_show = actions["F8"], actions["F10"]
    if recall.wait_s:
        return texts.t("counter.strip.recall-in", n=calls, seconds=recall.wait_s)
    if no_show.calls:
        return texts.t("counter.strip.no-show-after", n=calls, more=no_show.calls)
    if no_show.wait_s:
        return texts.t("counter.strip.no-show-in", n=calls, seconds=no_show.wait_s)
    return texts.t("counter.strip.no-show", n=calls)
