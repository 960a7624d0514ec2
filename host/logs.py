"""Logs: one JSON object a line on standard output, of what happened and never of whom: no address, link or cookie."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from page.streamlit_parts import set_log_handlers

ROOT_LOGGERS = ("", "uvicorn", "uvicorn.error")
NAMES_READERS = "uvicorn.access"  # a reader's address and link in each line; `host/observed.py` has what remains

# Warns that no script runs, which is so where the data set is read before the first reader comes.
OUTSIDE_A_RUN = "streamlit.runtime.scriptrunner_utils.script_run_context"


class JsonLines(logging.Formatter):
    """A record as JSON. Of an exception it tells the kind and where, not its words, which may quote a reader's file."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            told["error"] = kind.__name__
            told["where"] = [f"{step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(trace)]
        return json.dumps(told, ensure_ascii=False)


def anonymous(record: logging.LogRecord) -> bool:
    """Whether a record names no reader: of a socket uvicorn tells the address, and twice more that it was there."""
    return '"WebSocket %s"' not in str(record.msg) and record.msg not in ("connection open", "connection closed")


def configure() -> None:
    """Let every logger of the process write so: ours, uvicorn's and Streamlit's."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    handler.addFilter(anonymous)

    def dress(logger: logging.Logger) -> None:
        logger.handlers = [] if logger.name == NAMES_READERS else [handler]
        logger.propagate = False

    for name in (*ROOT_LOGGERS, NAMES_READERS):
        dress(logging.getLogger(name))
    set_log_handlers(dress)
    logging.getLogger("trip_map").setLevel(logging.INFO)
    logging.getLogger(OUTSIDE_A_RUN).setLevel(logging.ERROR)
