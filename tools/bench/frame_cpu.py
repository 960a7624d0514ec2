"""Measure the processor time of a page's main thread from a click to the commit of its frame, by a browser's trace."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tools.bench.visit import TWO_FRAMES, Visit

CATEGORIES = ("toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing")
MARK_CLICKS = "() => document.addEventListener('click', () => performance.mark('clicked'), {capture: true})"
TRACE_S = 30.0
Event = dict[str, Any]


def frame_cpu_ms(reader: Visit, steps: Sequence[tuple[str, str]]) -> list[float]:
    """Click pills, by facet and value, and return the ms of each click."""
    reader.tab.evaluate(MARK_CLICKS)
    with _traced(reader) as events:
        for step in steps:
            reader.click(*step)
        reader.tab.evaluate(TWO_FRAMES)
    threads = Counter((event["pid"], event["tid"]) for event in events if event["name"] == "clicked")
    main = threads.most_common(1)[0][0]
    own = sorted((event for event in events if (event["pid"], event["tid"]) == main), key=lambda event: event["ts"])
    clicked = [event["ts"] for event in own if event["name"] == "clicked"]
    return [_cpu_ms(own, at) for at in clicked]


def _cpu_ms(events: Sequence[Event], start: float) -> float:
    """The thread's time in tasks that ran between a click and the end of the next commit."""
    commit = next(event for event in events if event["name"] == "Commit" and event["ts"] > start)
    end = commit["ts"] + commit.get("dur", 0)
    tasks = (event for event in events if event["name"] == "RunTask" and event.get("ph") == "X")
    between = (event for event in tasks if event["ts"] + event["dur"] > start and event["ts"] < end)
    return sum(float(event.get("tdur", 0)) for event in between) / 1000


@contextmanager
def _traced(reader: Visit) -> Iterator[list[Event]]:
    """The events of a trace, which are there after the `with`."""
    session, events = reader.tab.context.new_cdp_session(reader.tab), list[Event]()
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    ended = list[bool]()
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    config = {"includedCategories": CATEGORIES}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    yield events
    session.send("Tracing.end")
    deadline = time.monotonic() + TRACE_S
    while not ended:
        if time.monotonic() > deadline:
            raise TimeoutError("the trace did not end")
        reader.tab.wait_for_timeout(50)  # in which the browser's messages come
