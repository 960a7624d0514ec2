"""Logs: one JSON object per line on standard output, without anything that identifies a reader."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from page.streamlit_parts import set_log_handlers

ROOT_LOGGERS = ("", "uvicorn", "uvicorn.error")
# Has a reader's network address and link in each line; `AccessLog` of `host/metrics.py` logs the rest.
IDENTIFIES_READERS = "uvicorn.access"
# Warns that no script runs, which is so when the data set is read before the first reader comes.
OUTSIDE_A_RUN = "streamlit.runtime.scriptrunner_utils.script_run_context"


class JsonLines(logging.Formatter):
    """A record as JSON. Of an exception it has the type and the place; its message may quote a reader's file."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            fields["error"] = kind.__name__
            fields["where"] = [f"{step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(trace)]
        return json.dumps(fields, ensure_ascii=False)


def is_anonymous(record: logging.LogRecord) -> bool:
    """Return whether a record identifies no reader: uvicorn's own lines have the address of each socket."""
    return '"WebSocket %s"' not in str(record.msg) and record.msg not in ("connection open", "connection closed")


def configure() -> None:
    """Configure all loggers of the process: ours, uvicorn's and Streamlit's."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    handler.addFilter(is_anonymous)

    def configure_logger(logger: logging.Logger) -> None:
        logger.handlers = [] if logger.name == IDENTIFIES_READERS else [handler]
        logger.propagate = False

    for name in (*ROOT_LOGGERS, IDENTIFIES_READERS):
        configure_logger(logging.getLogger(name))
    set_log_handlers(configure_logger)
    logging.getLogger("trip_map").setLevel(logging.INFO)
    logging.getLogger(OUTSIDE_A_RUN).setLevel(logging.ERROR)
