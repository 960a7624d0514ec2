"""Print the findings of the data check: `python -m geo.check FILE`, one line per finding."""

import sys
from collections.abc import Sequence
from pathlib import Path

from data.records.fault import Fault
from geo.check.findings import findings


def _line(finding: Fault) -> str:
    """A finding on one line, whatever its value holds."""
    return "".join(letter if letter.isprintable() else " " for letter in str(finding))


def main(arguments: Sequence[str]) -> int:
    """Print the findings; return 0 if there are none, 1 if there are any, 2 if the file does not exist."""
    file = Path(arguments[0]) if len(arguments) == 1 else Path()
    if not file.is_file():
        named = f"{file.name}: there is no such file" if file.name else "no file is named"
        print(f"{named}; run “python -m geo.check FILE” with the path of a table of trips", file=sys.stderr)
        return 2
    found = findings(file)
    print("\n".join(map(_line, found)) or "no findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
