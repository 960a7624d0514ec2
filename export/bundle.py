"""The bundle: the page's own modules as one classic script, for a page that is one file. No build step, no library.

Our modules are plain: named imports from siblings at the top, `export` before declarations, no cycles. Each becomes a
function scope in dependency order; what it exports are the constants that the next ones take.
"""

import re
from pathlib import Path

IMPORT = re.compile(r"^import \{([^}]+)\} from '\./(\w+)\.js';\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)


def bundle(entry: str, folder: Path) -> str:
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
