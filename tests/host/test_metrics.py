"""Metrics and the log: what they count, and that they name no reader."""

import json
import re

from tests.host_client import HOST, ask, first_run
from tests.server import Server, until


def test_metrics_count_answers_refusals_and_trips(hosted: Server) -> None:
    ask(hosted, "/wp-admin")
    text = ask(hosted, "/metrics").body.decode()
    assert re.search(r'^trip_map_refused_total\{reason="path"\} [1-9]', text, re.MULTILINE)
    assert re.search(r'^trip_map_requests_total\{kind="other",status="404"\} [1-9]', text, re.MULTILINE)
    assert "\ntrip_map_trips 11\n" in text
    assert text.endswith("# EOF\n")
    assert b"session_events" in ask(hosted, "/_stcore/metrics").body


def test_the_log_is_json_and_names_no_reader(hosted: Server) -> None:
    first_run(hosted)
    ask(hosted, "/?trip=2019-02-hanoi", user_agent="a reader's own browser", host=HOST)
    until(lambda: hosted.log.count('"asked": "/"') > 0, 30, lambda: hosted.log)
    lines = [json.loads(line) for line in hosted.log.splitlines()]
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, lines))
    assert any(line.get("asked") == "/" and line["status"] == 200 for line in lines)
    for personal in ("2019-02-hanoi", "a reader's own browser", "_streamlit_xsrf", '- \\"WebSocket'):
        assert personal not in hosted.log
