"""The benchmark: what it reads from streams, how it judges, and that it prints one JSON object and nothing else."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from config.embedded import ROOT
from deploy.bench import chart, report
from deploy.bench.entries import Entry, Limit, Measured, middle
from deploy.bench.pace import Arrivals, Sent, summary
from deploy.bench.streams import Stream
from deploy.bench.wire import Answer, Refused, Request

T = TypeVar("T")
HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
BEAT = b"1f\r\nevent: beat\nretry: 700\ndata: \n\n\r\n"
FASTER = Entry("votes a second", "32 clients", "1/s", 600.0, Limit(0.5, least=True), baseline=1000.0)
LOST = Entry("votes that did not arrive", "300 streams", "", 2, Limit(0))


def read(*parts: bytes) -> Stream:
    """Return a stream that was sent these bytes, piece by piece."""

    async def feed() -> Stream:
        stream = Stream(Request.get("/w/one/live/"), "e.3")
        for part in (HEAD, *parts):
            stream.data_received(part)
        return stream

    return asyncio.run(feed())


def message(revision: int) -> bytes:
    return f"id: e.{revision}\ndata: <hx-partial>…</hx-partial>\n\n".encode()


def chunk(body: bytes) -> bytes:
    return f"{len(body):x}\r\n".encode() + body + b"\r\n"


def test_a_stream_notes_a_position_when_its_message_is_complete() -> None:
    whole = chunk(message(4))
    assert [*read(BEAT, whole[:9]).revisions] == []
    assert [*read(BEAT, whole[:9], whole[9:]).revisions] == [4]


@pytest.mark.parametrize("wrap", [chunk, bytes], ids=["chunked", "plain"])
def test_of_messages_that_come_together_the_newest_counts(wrap: Callable[[bytes], bytes]) -> None:
    stream = read(BEAT, wrap(message(4)), wrap(message(5)) + wrap(message(6)))
    assert [*stream.revisions] == [4, 6]
    assert stream.position == "e.6"


def test_a_stream_holds_what_its_page_showed_until_it_is_sent_more() -> None:
    assert read(BEAT).revision == 3


def test_a_stream_says_how_long_the_server_asks_to_wait() -> None:
    assert read(BEAT, chunk(message(4))).retry == 0.7


@pytest.mark.parametrize("last", [(b"0\r\n\r\n",), (chunk(b"event: gone\ndata: 404\n\n") + b"0\r\n\r\n",)])
def test_a_stream_that_was_ended_properly_says_so(last: tuple[bytes, ...]) -> None:
    assert read(BEAT, *last).clean
    assert not read(BEAT).clean


def test_a_page_where_a_stream_should_be_is_refused() -> None:
    async def ask() -> None:
        stream = Stream(Request.get("/"))
        stream.data_received(b"HTTP/1.1 403 Forbidden\r\n\r\n")
        await stream.opened

    with pytest.raises(Refused, match="403"):
        asyncio.run(ask())


def test_an_answer_says_which_revision_it_shows() -> None:
    assert Answer(b"HTTP/1.1 200 OK\r\nlive-position: 0ab1.17\r\n\r\n", b"").revision == 17
    with pytest.raises(Refused):
        _ = Answer(b"HTTP/1.1 200 OK\r\n\r\n", b"").revision


def followed(*positions: tuple[float, int]) -> Stream:
    stream = read(BEAT)
    for at, revision in positions:
        stream.times.append(at)
        stream.revisions.append(revision)
        stream.position = f"e.{revision}"
    return stream


def judged(streams: list[Stream], *sent: Sent) -> Arrivals:
    return summary(sent, {0: streams}, reached=True)


def test_a_vote_has_arrived_with_the_first_message_that_is_as_new() -> None:
    own, other = followed((10.0, 6)), followed((10.02, 4), (10.05, 6))
    found = judged([own, other], Sent(board=0, person=0, at=10.0, revision=5))
    assert (found.samples, found.lost, found.max_ms) == (1, 0, 50.0)
    assert found.level


def test_a_vote_that_never_comes_to_a_stream_is_lost_there() -> None:
    found = judged([followed((1.0, 5)), followed((1.0, 4)), followed((1.0, 5))], Sent(0, 0, 0.9, 5))
    assert (found.samples, found.lost, found.level) == (1, 1, False)


def test_a_limit_is_about_the_ratio_or_where_there_is_no_baseline_about_ours() -> None:
    assert FASTER.met
    assert not replace(FASTER, ours=499.0).met
    assert not LOST.met
    assert replace(LOST, ours=0).met


def test_of_three_rounds_the_middle_counts_and_of_what_was_lost_the_worst() -> None:
    rounds = [
        Measured([replace(FASTER, ours=ours, baseline=bare), replace(LOST, ours=lost)], cores, {"ours": ours})
        for ours, bare, lost, cores in ((900, 1000, 0, 0.0), (300, 1000, 1, 0.1), (600, 500, 0, 0.0))
    ]
    found = middle(rounds)
    faster, lost = found.entries
    assert (faster.ours, faster.baseline, [*faster.rounds]) == (900, 1000, [0.9, 0.3, 1.2])
    assert (lost.ours, lost.met) == (1, False)
    assert (found.foreign_cores, found.details) == (0.1, {"ours": 900})


def test_a_single_round_is_its_own_middle() -> None:
    [faster] = middle([Measured([FASTER], 0.0)]).entries
    assert faster == FASTER


def test_the_chart_says_how_much_of_a_limit_is_used() -> None:
    assert chart.used(FASTER.said()) == pytest.approx(0.5 / 0.6)
    assert chart.used(Entry("x", "", "s", 1.5, Limit(2)).said()) == 0.75
    assert chart.used(LOST.said()) == float("inf")
    assert chart.drawn([FASTER.said(), LOST.said()]).count('class="missed"') == 1


def test_the_table_has_a_line_for_every_figure() -> None:
    result = {
        "figures": [FASTER.said(), LOST.said()],
        "measured": "now",
        "machine": "2 cores",
        "failed": ["page"],
        "details": {},
    }
    table = report.table(result)
    assert "| votes a second | 32 clients | 600 1/s | 1,000 1/s | 0.6 | at least 0.5 × | yes | 0 |" in table
    assert "gave way: page." in table
    assert "| votes that did not arrive | 300 streams | 2 |  |  | at most 0 | **no** | 0 |" in table


def bench(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "deploy.bench", *words], cwd=ROOT, capture_output=True, text=True)


def test_a_figure_that_does_not_exist_is_named() -> None:
    done = bench("votes", "speed")
    assert done.returncode == 2
    assert "there is no figure speed" in done.stderr


def test_a_quick_look_prints_one_json_object_and_leaves_the_last_whole_run_alone() -> None:
    before = sorted((path.name, path.stat().st_mtime) for path in report.FOLDER.glob("*"))
    done = bench("--quick", "page")
    assert done.returncode == 0, done.stderr
    [entry] = json.loads(done.stdout)["figures"]
    assert {"name", "load", "ours", "baseline", "ratio", "limit", "met", "foreign_cores"} <= entry.keys()
    assert entry["ours"] > entry["baseline"] > 0
    assert sorted((path.name, path.stat().st_mtime) for path in report.FOLDER.glob("*")) == before
