"""The bundle: modules of this folder as one script, so that a browser asks once and a page can be one file.

Our modules are plain: named imports from siblings at the top, `export` before declarations, no cycles. Each becomes a
function scope in dependency order; what it exports are the constants that the next ones take.
"""

import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent

IMPORT = re.compile(r"^import \{([^}]+)\} from '\./(\w+)\.js';\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)


@cache
def bundle(entry: str, folder: Path = STATIC) -> str:
    """The script that `entry` (a module's name) and all that it imports make; its exports are `modules[entry]`."""
    done: dict[str, str] = {}
    _visit(entry, folder, done, ())
    return "const modules = {};\n" + "\n".join(done.values())


def _visit(name: str, folder: Path, done: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules import each other: {' > '.join((*above, name))}")
    if name in done:
        return
    source = (folder / f"{name}.js").read_text(encoding="utf-8")
    for _, needed in IMPORT.findall(source):
        _visit(needed, folder, done, (*above, name))
    done[name] = _scope(name, source)


def _scope(name: str, source: str) -> str:
    exports = EXPORT.findall(source)
    body = IMPORT.sub(lambda found: f"const {{{_renamed(found[1])}}} = modules.{found[2]};\n", source)
    body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
    return f"modules.{name} = (() => {{\n{body}\nreturn {{{', '.join(exports)}}};\n}})();"


def _renamed(names: str) -> str:
    return names.replace(" as ", ": ")
