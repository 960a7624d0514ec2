"""Machine: where and when a run was made, without which its milliseconds say little."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version


def machine(chromium: str) -> dict[str, str]:
    """Day, cores, how busy they were before, and the versions that matter."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.2f}",
        "chromium": chromium,
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
    }


def told(where: dict[str, str]) -> str:
    """The same on one line."""
    return (
        f"{where['date']}, {where['cores']} cores (load {where['load']} at the start), Chromium {where['chromium']},"
        f" Python {where['python']}, Streamlit {where['streamlit']}"
    )
