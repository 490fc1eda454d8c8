"""The report as people read it."""

from collections import Counter
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Column, Table

from shared.verify.audit import Audit
from shared.verify.evenness import Evenness
from shared.verify.overrides import Listed
from shared.verify.report import Report

SHOWN = 20
SHOWN_OF_A_KIND = 5
POLICIES = {
    "issue": "drawn as the ticket is taken (issue); a window's chance is at most 1 in its tray, whatever clerks time.",
    "call": "drawn when called (call); what a clerk who times his presses gains is not bounded by construction.",
    "fifo": "one common line (fifo); no lot, and not resistant to clerk timing.",
}


def verdict(report: Report) -> str:
    """One line: whole or not, and what to note down."""
    if report.sound:
        held = "replayed by the rules" if report.replayed == report.records else "chain and lots whole"
        signed = f"signed by {', '.join(report.head.signed_by)}" if report.head.signed_by else "not signed"
        return (
            f"{report.records:,} records, {held}, head {report.head.seq} {report.head.leaf} ({signed}){_seen(report)}"
        )
    rest = report.problem_count - len(report.problems)
    more = f" (the first {len(report.problems)} are listed)" if rest else ""
    return f"{report.problem_count:,} of {report.records:,} records are wrong{more}; look at the first one first"


def _seen(report: Report) -> str:
    if report.witnessed is None:
        return ""
    names = ", ".join(name for name in report.witnessed.signed_by if name != "hub")
    return f"; up to record {report.witnessed.seq} also by {names}"


def show(console: Console, report: Report) -> None:
    """Everything but the problems."""
    for note in report.notes:
        console.print(f"Note: {note}")
    for policy, letters in sorted(report.audit.policies.items()):
        console.print(f"Groups {', '.join(letters)}: {POLICIES[policy]}")
    console.print(_figures(report.audit))
    if report.audit.epochs:
        console.print(_epochs(report.audit))
    if report.audit.by_hand:
        console.print(_by_hand(report.audit))
    if report.audit.given_up:
        console.print(_given_up(report.audit))
    if report.audit.leads.odd:
        console.print(_leads(report.audit))
    if report.audit.strikes:
        console.print(_strikes(report.audit))
    if report.audit.listed:
        console.print(_listed(report.audit))
    if report.audit.clerks:
        console.print(_clerks(report.audit))
    if report.audit.evenness is not None:
        _show_evenness(console, report.audit.evenness)


def _figures(audit: Audit) -> Table:
    table = Table("what", "times", title="The record")
    rows = {
        "tickets": audit.types.get("ticket-issued", 0),
        "  without any ID": audit.without_id,
        "  given back": audit.types.get("ticket-cancelled", 0),
        "called who had been told a range of minutes": audit.estimates.told,
        f"  within it (mean error {audit.estimates.mean_error_s} s, bias {audit.estimates.bias_s:+} s)": (
            audit.estimates.inside
        ),
        "services finished": audit.types.get("service-finished", 0) + audit.overrides.services_added,
        "draws": audit.draws,
        "  with one candidate": audit.single_candidate,
        "  hub-only (the hub could know them before)": audit.hub_only,
        "draws given up and held again (listed below)": len(audit.given_up),
        "witnesses struck": len(audit.strikes),
        "witnesses taken back by a manager": audit.readmitted,
        **{f"  drawn again: {reason}": n for reason, n in audit.overrides.drawn_again.items()},
        f"hubs that began to lead (most in an hour: {audit.leads.most_an_hour})": audit.leads.times,
        "  in the midst of a draw": audit.leads.in_draw,
        "windows inherited from an earlier ticket": audit.overrides.windows_inherited,
        "requeued to the same window": audit.overrides.requeued_to_the_same_window,
        "requeued to a draw": audit.overrides.requeued_to_a_draw,
        "resumed at the same window": audit.overrides.resumed_at_the_same_window,
        "resumed to a draw": audit.overrides.resumed_to_a_draw,
        "transferred": audit.overrides.transferred,
        "further services begun at the same desk": audit.overrides.services_added,
        "called again right after a miss": audit.overrides.recalled_after_a_miss,
        "windows named by a person (listed below)": len(audit.by_hand),
        "windows withdrawn after a long pause": audit.overrides.counters_withdrawn,
        "done at a window by another than its clerk": audit.overrides.not_by_its_clerk,
        "configurations while a day was open": audit.overrides.configurations,
        "taken without the hub": audit.overrides.taken_without_the_hub,
        "  while the kiosk had it (listed below)": audit.overrides.taken_while_its_kiosk_had_the_hub,
        f"clock set back (most: {audit.clock_set_back_most_s} s)": audit.clock_set_back,
    }
    for what, times in rows.items():
        table.add_row(what, f"{times:,}")
    return table


def _epochs(audit: Audit) -> Table:
    sealed = ("sealed", "why anew", Column("commitment", overflow="fold"))
    table = Table("record", "day", "epoch", "witnesses", "draws", *sealed, title="Openings")
    for each in audit.epochs:
        how = "before" if each.sealed_ms else "at opening"
        numbers = (str(each.seq), each.day, str(each.epoch), str(each.witnesses), f"{each.draws:,}")
        table.add_row(*numbers, how, each.reason, each.commitment)
    return table


def _given_up(audit: Audit) -> Table:
    columns = ("record", "day", "epoch", "draw", "signed by", "drawn again", "would have been", "ask")
    table = Table(*columns, title="Draws given up, their seed being lost, and held again: ask why")
    for each in audit.given_up:
        place = (str(each.seq), each.day, str(each.epoch), str(each.i))
        would = each.would or "not known: the seed was not published"
        table.add_row(*place, ", ".join(each.signed_by), each.drawn, would, "; ".join(each.odd))
    return table


def _leads(audit: Audit) -> Table:
    odd = audit.leads.odd
    title = f"Take-overs that want a reason: the first {min(len(odd), SHOWN)} of {len(odd)}"
    table = Table("record", "when (UTC)", "term", "in the midst of draw", "within that hour", title=title)
    for each in odd[:SHOWN]:
        when = datetime.fromtimestamp(each.at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
        table.add_row(str(each.seq), when, str(each.term), str(each.draw or ""), str(each.nth))
    return table


def _strikes(audit: Audit) -> Table:
    table = Table("record", "day", "draw", "witness", "why", title="Witnesses struck: ask each machine's keeper")
    for each in audit.strikes:
        table.add_row(str(each.seq), each.day, str(each.i), each.witness, each.why)
    return table


def _by_hand(audit: Audit) -> Table:
    columns = ("record", "day", "by", "ticket", "window", "what", "reason")
    table = Table(*columns, title="Windows named by a person: ask why")
    for each in audit.by_hand:
        table.add_row(str(each.seq), each.day, each.by, each.ticket, each.counter, each.way, each.reason)
    return table


def _listed(audit: Audit) -> Table:
    """Some of each kind; a hall without witnesses draws alone every time."""
    shown: list[Listed] = []
    kinds: Counter[str] = Counter()
    for each in audit.listed:
        kinds[each.what] += 1
        if kinds[each.what] <= SHOWN_OF_A_KIND:
            shown.append(each)
    title = f"Exceptions to the lot: the first {SHOWN_OF_A_KIND} of each kind (--json has more)"
    table = Table("record", "what", "by", "ticket", "window", title=title)
    for each in shown:
        table.add_row(str(each.seq), each.what.replace("-", " "), each.by, each.ticket, each.counter)
    return table


def _clerks(audit: Audit) -> Table:
    columns = ("clerk", "calls", "no-shows", "ended", "pauses", "waited for", "withdrawn", "presses")
    table = Table(*columns, "mean s", "p95 s", "most s", "newcomers", title="Clerks: patterns to look at, no proof")
    for each in audit.clerks:
        numbers = (
            *(each.calls, each.no_shows, each.ended, each.pauses, each.pauses_while_waited_for, each.withdrawn),
            *(each.presses, each.press_mean_s, each.press_p95_s, each.press_most_s, each.newcomers),
        )
        table.add_row(each.clerk, *(str(number) for number in numbers))
    return table


def _show_evenness(console: Console, evenness: Evenness) -> None:
    console.print(
        f"Evenness: {len(evenness.tests)} clerks and services tested, {evenness.too_few} had too few draws. "
        f"A p below {evenness.threshold:.2g} is odd; at most {evenness.false_alarm:.0%} of honest records hold one."
    )
    shown = evenness.odd or sorted(evenness.tests, key=lambda share: share.p)[:5]
    if shown:
        title = "Odd: ask why" if evenness.odd else "The least even, all unremarkable"
        table = Table("clerk", "service", "candidate", "named", "expected", "chi-square", "p", title=title)
        for each in shown:
            numbers = (each.candidate, each.named, f"{each.expected:.1f}", each.chi_square, f"{each.p:.2g}")
            table.add_row(each.clerk, each.service, *(str(number) for number in numbers))
        console.print(table)
