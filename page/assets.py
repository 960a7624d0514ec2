"""Scripts and style sheets of the page, read from `static/` and joined for the browser.

`bundle` joins the modules of `static/` into one script, so that a browser asks once and a page can be one file. The
modules are plain: named imports by relative path at the top, `export` before declarations, no cycles, file names that
are unique over all folders. Each becomes a function scope, in dependency order, without its comments.
"""

import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"
PAGE_SHEETS = ("theme.css", "layout.css", "page.css")

THEME_COLOUR = re.compile(r"(?<![\w-])--([\w-]++): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
IMPORT = re.compile(r"^import \{([^}]+)\} from '(\.{1,2}/[\w./]+)\.js';\n", re.MULTILINE)
COMMENT = re.compile(r"^ *(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/)\n", re.MULTILINE | re.DOTALL)  # alone on its lines
EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)


@cache
def page_style() -> str:
    """The style sheet that gives the page its colours and layout."""
    return "".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in PAGE_SHEETS)


@cache
def theme_colours(dark: bool) -> dict[str, str]:
    """Return the colours of `static/theme.css`, light or dark, as `#rrggbb` by name; each mode has one."""
    theme = (STATIC / "theme.css").read_text(encoding="utf-8")
    return {name: night if dark else day for name, day, night in THEME_COLOUR.findall(theme)}


@cache
def bundle(entry: str, folder: Path = STATIC) -> str:
    """Join a module, such as `entries/streamlit`, and all that it imports; its exports are `modules.streamlit`."""
    scopes: dict[Path, str] = {}
    _visit((folder / f"{entry}.js").resolve(), scopes, ())
    return "const modules = {};\n" + "\n".join(scopes.values())


def _visit(file: Path, scopes: dict[Path, str], importers: tuple[Path, ...]) -> None:
    """Add the scopes of a file and of all that it imports, the imported first."""
    if file in importers:
        raise ValueError(f"modules import each other: {' > '.join(each.stem for each in (*importers, file))}")
    if file in scopes:
        return
    source = without_comments(file.read_text(encoding="utf-8"))
    for _, imported in IMPORT.findall(source):
        _visit((file.parent / f"{imported}.js").resolve(), scopes, (*importers, file))
    if file.stem in (each.stem for each in scopes):
        raise ValueError(f"two modules are named {file.stem}")
    scopes[file] = _scope(file.stem, source)


def without_comments(source: str) -> str:
    r"""The source without lines that are comments and without blocks of JSDoc, which browsers need not load.

    >>> without_comments("// a\n/**\n * b\n */\nf(); // c\nconst d = /** @type {E} */ (g);\n")
    'f(); // c\nconst d = /** @type {E} */ (g);\n'
    """
    return COMMENT.sub("", source)


def _scope(name: str, source: str) -> str:
    exports = EXPORT.findall(source)
    body = IMPORT.sub(lambda found: f"const {{{_renamed(found[1])}}} = modules.{Path(found[2]).name};\n", source)
    body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
    return f"modules.{name} = (() => {{\n{body}\nreturn {{{', '.join(exports)}}};\n}})();"


def _renamed(names: str) -> str:
    return names.replace(" as ", ": ")
