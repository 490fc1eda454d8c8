"""Qt's Property as a decorator that keeps the type of its getter."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import Property, Signal

T = TypeVar("T", covariant=True)


class _Typed(Generic[T]):
    """What a decorated getter is to a type checker."""

    def __get__(self, instance: object, owner: type) -> T: ...  # type: ignore[empty-body]


def qproperty(
    kind: type, *, notify: Signal | None = None, constant: bool = False
) -> Callable[[Callable[[Any], T]], _Typed[T]]:
    """``@qproperty(str, notify=changed)``: a read-only property for QML that Python reads too.

    Without ``notify`` it must be ``constant``.
    """
    how: dict[str, Any] = {"constant": True} if constant else {"notify": notify}
    return cast(Callable[[Callable[[Any], T]], _Typed[T]], Property(kind, **how))
