"""Appointments made, given back, missed and forgotten. Unlike tickets they outlive the day."""

from datetime import date, timedelta

from shared.hall.events import AppointmentBooked, AppointmentCancelled, AppointmentMissed
from shared.hall.state import Appointment, State


def appointment_booked(state: State, event: AppointmentBooked, at_ms: int) -> None:
    """A place is taken."""
    state.booked += 1
    state.appointments[event.appointment] = Appointment(
        event.appointment, event.service, event.day, event.hour, event.holder
    )


def appointment_cancelled(state: State, event: AppointmentCancelled, at_ms: int) -> None:
    """The place is free."""
    state.appointments[event.appointment].status = "cancelled"


def appointment_missed(state: State, event: AppointmentMissed, at_ms: int) -> None:
    """Remembered for a while; those that led to a time off are settled with it."""
    appointment = state.appointments[event.appointment]
    appointment.status = "missed"
    if event.off_until:
        state.not_kept.pop(appointment.holder, None)
        state.off_until[appointment.holder] = event.off_until
    else:
        state.not_kept.setdefault(appointment.holder, []).append(appointment.day)


def forget(state: State) -> None:
    """At the beginning of a day: what was over long ago, and who was off and is not any more."""
    assert state.config is not None
    state.booked = 0
    rules, today = state.config.rules, date.fromisoformat(state.day)
    oldest = (today - timedelta(days=rules.booking_kept_days)).isoformat()
    state.appointments = {id: each for id, each in state.appointments.items() if each.day >= oldest}
    oldest = (today - timedelta(days=rules.booking_kept_days + rules.booking_off_days)).isoformat()
    kept = {holder: [day for day in days if day >= oldest] for holder, days in state.not_kept.items()}
    state.not_kept = {holder: days for holder, days in kept.items() if days}
    state.off_until = {holder: until for holder, until in state.off_until.items() if until > state.day}
