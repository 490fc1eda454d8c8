"""The checks in the order of the report: the machine, the hub, the devices."""

from shared.doctor.checks.audio import Audio
from shared.doctor.checks.clock import ClockCheck
from shared.doctor.checks.disk import Disk
from shared.doctor.checks.fonts import Fonts
from shared.doctor.checks.hall import HallFile
from shared.doctor.checks.hub import HubCheck
from shared.doctor.checks.journal import JournalTail
from shared.doctor.checks.lines import Lines
from shared.doctor.checks.ports import Ports
from shared.doctor.checks.printer import PrinterCheck
from shared.doctor.checks.settings import SettingsFile
from shared.doctor.checks.user import User
from shared.doctor.checks.voice import VoiceCheck
from shared.doctor.finding import Check

CHECKS: tuple[Check, ...] = (
    User(),
    Disk(),
    Fonts(),
    SettingsFile(),
    HallFile(),
    JournalTail(),
    Ports(),
    HubCheck(),
    ClockCheck(),
    PrinterCheck(),
    Lines(),
    Audio(),
    VoiceCheck(),
)
