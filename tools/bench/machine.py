"""Describe the machine and the day of a run, because times depend on them."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version


def machine(chromium: str) -> dict[str, str]:
    """Return day, cores, load before the run, and the versions that matter."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": str(os.cpu_count()),
        "load_before": load(),
        "chromium": chromium,
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
    }


def load() -> str:
    """Return the load average of the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def format_conditions(where: dict[str, str]) -> str:
    """Return the description as one line."""
    return (
        f"{where['date']}, {where['cores']} cores, load {where['load_before']} before and {where['load_after']} after,"
        f" Chromium {where['chromium']}, Python {where['python']}, Streamlit {where['streamlit']}"
    )
