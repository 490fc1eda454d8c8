"""What the hub counts for Prometheus (``GET /metrics``)."""

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from shared.hall.witnesses import standing
from shared.hub.health import LEVELS, Finding
from shared.protocol.rows import DeviceRow

if TYPE_CHECKING:
    from shared.hub.hub import Hub

BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class Metrics:
    """One registry a hub, so that several hubs in a process do not mix."""

    def __init__(self, hub: "Hub") -> None:
        self._registry = registry = CollectorRegistry()
        self.requests = Counter(
            "fairhall_requests", "Requests by name and outcome", ["name", "outcome"], registry=registry
        )
        self.seconds = Histogram(
            "fairhall_request_seconds", "From request to durable answer", ["name"], buckets=BUCKETS, registry=registry
        )
        self._devices = Gauge(
            "fairhall_device_trouble",
            "1 while a terminal's device does not work, 0.5 while it soon will not",
            ["terminal", "device"],
            registry=registry,
        )
        self._health = Gauge(
            "fairhall_health", "What /operator says: 0 well, 1 wants a look, 2 broken", ["check"], registry=registry
        )
        self._gauge("fairhall_start_time_seconds", "Since when it runs", lambda: hub.started_ms / 1000)
        self._gauge("fairhall_refused_at_doors", "Connections and requests too many", lambda: _refused(hub))
        self._gauge("fairhall_journal_seq", "Last durable record", lambda: hub.service.durable_seq)
        self._gauge("fairhall_journal_groups", "Syncs since the start", lambda: hub.service.writer.groups)
        self._gauge("fairhall_journal_sync_seconds", "The last sync", lambda: hub.service.writer.last_sync_s)
        self._gauge("fairhall_fault", "1 while commands are refused", lambda: bool(hub.service.faulted))
        self._gauge("fairhall_connections", "Terminals connected", lambda: len(hub.subscribers))
        self._gauge("fairhall_waiting", "People waiting", lambda: _waiting(hub))
        self._gauge("fairhall_epoch_lost", "1 on a day whose seed was lost", lambda: _lost(hub))
        self._gauge("fairhall_witnesses", "Machines that bear witness", lambda: len(standing(hub.service.state)))
        self._gauge("fairhall_draws", "Draws of this epoch", lambda: hub.service.state.draws)

    def device(self, row: DeviceRow) -> None:
        """A terminal has reported a device."""
        self._devices.labels(row.name, row.device).set({"trouble": 1.0, "warn": 0.5}.get(row.state, 0.0))

    def text(self, findings: list[Finding]) -> bytes:
        """The exposition format."""
        self._health.clear()
        for found in sorted(findings, key=lambda each: LEVELS.index(each.level)):
            self._health.labels(found.check).set(LEVELS.index(found.level))
        return generate_latest(self._registry)

    def _gauge(self, name: str, help: str, value: "object") -> None:
        Gauge(name, help, registry=self._registry).set_function(value)  # type: ignore[arg-type]


def _lost(hub: "Hub") -> bool:
    return hub.service.state.opened_for == "lost"


def _refused(hub: "Hub") -> int:
    return sum(listener.door.refused for listener in hub.listeners)


def _waiting(hub: "Hub") -> int:
    return sum(len(queue.places) for queue in hub.service.state.queues.values())
