"""Who may still speak: a connection may outlive its device's revocation or its clerk's leave."""

from shared.hub.access.clerks import Clerks
from shared.hub.access.registry import Registry
from shared.hub.access.store import Store
from shared.hub.actor import Actor
from shared.hub.errors import NotAllowed


class Standing:
    """Devices and their clerks, looked up anew after every change of the store and only then."""

    def __init__(self, store: Store, registry: Registry, clerks: Clerks) -> None:
        self._store = store
        self._registry = registry
        self._clerks = clerks
        self._good: set[Actor] = set()
        self._as_of = self._told = 0

    def check(self, actor: Actor) -> None:
        """Raises NotAllowed once the device was revoked or paired again, or the clerk may not work any more. Without a
        device it is the console, in any browser, and the clerk a manager.
        """
        if (version := self._store.version()) != self._as_of:
            self._as_of = version
            self._good.clear()
        if actor in self._good:
            return
        if actor.device:
            paired = self._registry.device(actor.device)
            if paired is None or paired.created_ms != actor.paired_ms:
                raise NotAllowed("not-paired", status=401, detail="this device's key is no longer good: pair it again")
        known = self._clerks.clerk(actor.clerk) if actor.clerk else None
        if actor.clerk and known is None:
            raise NotAllowed("clerk-disabled")
        if not actor.device and (known is None or not known.manager):
            raise NotAllowed("no-manager")
        self._good.add(actor)

    def changed(self) -> bool:
        """Whether anything has changed since this was asked last."""
        before, self._told = self._told, self._store.version()
        return before != self._told
