"""Rings for other processes go out at once, and the slower that is, the longer the outbox rests."""

import time
from collections.abc import Iterable
from typing import Any

import pytest

from live import transport
from live.outbox import REST, Outbox
from live.rings import Ring


class Carrier:
    """A transport that takes its time and notes when it was asked."""

    PAUSE = 5.0

    def __init__(self, takes: float) -> None:
        self.takes = takes
        self.asked: list[float] = []
        self.answered: list[float] = []

    def publish(self, payloads: Iterable[bytes]) -> None:
        self.asked.append(time.monotonic())
        time.sleep(self.takes)
        self.answered.append(time.monotonic())


def sent(monkeypatch: pytest.MonkeyPatch, carrier: Carrier, times: int) -> Carrier:
    monkeypatch.setattr(transport, "chosen", lambda: carrier)
    outbox = Outbox("test")
    for revision in range(times):
        outbox.put([ring(revision)])
        assert outbox.flush(timeout=10)
    return carrier


def ring(revision: int) -> Ring:
    said: dict[str, Any] = {"kind": "w", "key": "k", "epoch": "e", "first": revision, "last": revision}
    return Ring(**said)


def test_alone_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = sent(monkeypatch, Carrier(takes=0), times=5)
    assert len(carrier.asked) == 5
    assert carrier.asked[-1] - carrier.asked[0] < Carrier.PAUSE


def test_what_takes_long_is_asked_rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = sent(monkeypatch, Carrier(takes=0.02), times=3)
    rests = [asked - answered for asked, answered in zip(carrier.asked[1:], carrier.answered, strict=False)]
    assert all(rest >= REST * 0.02 for rest in rests)


def test_it_never_rests_longer_than_the_transport_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Carrier, "PAUSE", 0.05)
    carrier = sent(monkeypatch, Carrier(takes=0.5), times=2)
    assert carrier.asked[1] - carrier.answered[0] < REST * 0.5
