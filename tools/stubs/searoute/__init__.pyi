from collections.abc import Sequence
from typing import Any

def searoute(origin: Sequence[float], destination: Sequence[float]) -> dict[str, Any]: ...
