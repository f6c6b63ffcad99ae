"""Naming what may happen in a random run, when, and how often compared with the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., None])
When = Callable[[Any], bool]


@dataclass(frozen=True)
class Act:
    """A method's name, whether it makes sense for the run as it stands, and its weight."""

    name: str
    when: When
    weight: int


ACTS: list[Act] = []


def always(run: Any) -> bool:
    return True


def at(*stages: str) -> When:
    """Only while the workshop is at one of these stages."""
    return lambda run: run.world.stage in stages


def act(when: When = always, *, weight: int = 1) -> Callable[[F], F]:
    """Let the method happen in random runs: `method(self, data)`."""

    def note(method: F) -> F:
        ACTS.append(Act(method.__name__, when, weight))
        return method

    return note
