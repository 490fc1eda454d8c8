"""Appointments (预约): made some working days ahead, given back in time, kept by checking in."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from shared.hall.commands import BookAppointment, CancelAppointment, CheckIn
from shared.hall.config import HallConfig
from shared.hall.decide.tickets import clock, doors_open, one_waiting, ticket_issued
from shared.hall.events import AnyEvent, AppointmentBooked, AppointmentCancelled, AppointmentMissed
from shared.hall.facts import Facts
from shared.hall.numbering import appointment_id
from shared.hall.refusals import Refused
from shared.hall.state import Appointment, State

HOURS = range(24)


def book_appointment(state: State, command: BookAppointment, facts: Facts) -> list[AnyEvent]:
    """One place a day for one person, in an hour that has not begun."""
    service = state.services.get(command.service)
    if service is None:
        raise Refused("unknown-service", service=command.service)
    if not service.appointments:
        raise Refused("no-appointments", service=service.id)
    if (off := _off_until(state, (command.holder, *command.before))) > facts.day:
        raise Refused("booking-off", until=off)
    left = free_places(state, service.id, command.day, facts)
    if command.hour not in left:
        assert state.config is not None
        raise Refused("not-bookable", days=state.config.rules.booking_days)
    if any(each.holder == command.holder and each.day == command.day for each in _standing(state)):
        raise Refused("already-booked", day=command.day)
    if left[command.hour] <= 0:
        raise Refused("hour-full", hour=clock(command.hour * 60))
    return [
        AppointmentBooked(
            appointment=appointment_id(state.day, state.booked + 1),
            service=service.id,
            day=command.day,
            hour=command.hour,
            holder=command.holder,
            source=command.source,
        )
    ]


def misses_count_from(state: State) -> tuple[str, ...]:
    """The days on which a missed appointment may still count today; ISO dates, the oldest first."""
    assert state.config is not None
    return _days_before(state.day, state.config.rules.booking_kept_days + state.config.rules.booking_off_days)


@lru_cache(2)
def _days_before(day: str, most: int) -> tuple[str, ...]:
    """So many; every command asks."""
    return tuple((date.fromisoformat(day) - timedelta(days=n)).isoformat() for n in range(most, 0, -1))


def _off_until(state: State, holders: tuple[str, ...]) -> str:
    """Until when one person, by whatever hashes, books nothing: too many misses within the days that are kept."""
    assert state.config is not None
    rules = state.config.rules
    off = [state.off_until.get(holder, "") for holder in holders]
    misses = sorted(date.fromisoformat(day) for holder in holders for day in state.not_kept.get(holder, ()))
    for first, last in zip(misses, misses[rules.booking_misses - 1 :], strict=False):
        if (last - first).days <= rules.booking_kept_days:
            off.append((last + timedelta(days=rules.booking_off_days)).isoformat())
    return max(off)


def free_places(state: State, service: str, day: str, facts: Facts) -> dict[int, int]:
    """hour → places left, of the hours that can be booked on that day at this moment."""
    assert state.config is not None
    if day not in bookable_days(state.config, facts):
        return {}
    most = state.services[service].appointments
    taken = [each.hour for each in _standing(state) if (each.service, each.day) == (service, day)]
    return {hour: most - taken.count(hour) for hour in _hours(state.config, day, facts)}


def bookable_days(config: HallConfig, facts: Facts) -> list[str]:
    """Today, if it is a working day, and as many working days after it as the rules say; ISO dates."""
    today = date.fromisoformat(facts.day)
    weekdays = config.hours.weekdays if config.hours else range(1, 8)
    ahead = [today + timedelta(days=n) for n in range(1, 7 * config.rules.booking_days + 1)]
    working = [day for day in ahead if day.isoweekday() in weekdays][: config.rules.booking_days]
    return [day.isoformat() for day in ([today] if today.isoweekday() in weekdays else []) + working]


def cancel_appointment(state: State, command: CancelAppointment, facts: Facts) -> list[AnyEvent]:
    """Not in the last hours before it: nobody else could take the place."""
    assert state.config is not None
    found = _find(state, command.appointment, command.holder, command.day)
    notice = state.config.rules.booking_cancel_min
    if _minutes_until(found, facts) < notice:
        raise Refused("too-late-to-cancel", minutes=notice)
    return [AppointmentCancelled(appointment=found.id)]


def check_in(state: State, command: CheckIn, facts: Facts) -> list[AnyEvent]:
    """From some minutes before to some after its hour begins; so every appointment that waits in a line is due."""
    assert state.config is not None
    rules = state.config.rules
    found = _find(state, command.appointment, command.holder, facts.day)
    until = _minutes_until(found, facts)
    if until > rules.check_in_early_min:
        opens = (found.hour * 60 - rules.check_in_early_min) % (24 * 60)
        raise Refused("check-in-too-early", day=found.day, opens=clock(opens))
    if -until > rules.check_in_late_min:
        raise Refused("check-in-too-late", minutes=rules.check_in_late_min)
    doors_open(state, facts)
    one_waiting(state, command.person, found.service)
    return [ticket_issued(state, command, state.services[found.service], "appointment", facts, found.id)]


def missed_appointments(state: State, day: str) -> Iterator[AppointmentMissed]:
    """Those of days before ``day`` whose holders never checked in, in order; too many cost some days off."""
    assert state.config is not None
    rules = state.config.rules
    misses = {holder: len(days) for holder, days in state.not_kept.items()}
    for each in sorted(_standing(state), key=lambda each: (each.day, each.hour)):
        if each.status == "booked" and each.day < day:
            misses[each.holder] = misses.get(each.holder, 0) + 1
            off_until = ""
            if misses[each.holder] >= rules.booking_misses:
                misses[each.holder] = 0
                off_until = (date.fromisoformat(each.day) + timedelta(days=rules.booking_off_days)).isoformat()
            yield AppointmentMissed(appointment=each.id, off_until=off_until)


def _hours(config: HallConfig, day: str, facts: Facts) -> Iterator[int]:
    for hour in HOURS:
        within = config.hours is None or config.hours.open_minute <= hour * 60 < config.hours.close_minute
        if within and (day > facts.day or hour * 60 > facts.minute):
            yield hour


def _minutes_until(appointment: Appointment, facts: Facts) -> int:
    days = (date.fromisoformat(appointment.day) - date.fromisoformat(facts.day)).days
    return days * 24 * 60 + appointment.hour * 60 - facts.minute


def _standing(state: State) -> Iterator[Appointment]:
    """Those that take a place."""
    return (each for each in state.appointments.values() if each.status in ("booked", "kept"))


def _find(state: State, appointment: str, holder: str | None, day: str) -> Appointment:
    """The booked one that is named by its id, or by its holder and day."""
    for each in state.appointments.values():
        named = each.id == appointment if appointment else (holder is not None and each.day == day)
        if named and each.status == "booked" and holder in (None, each.holder):
            return each
    raise Refused("unknown-appointment")
