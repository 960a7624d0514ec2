"""Scripts and style sheets of the page, read from `static/` and joined for the browser.

`bundle` joins the modules of `static/` into one script, so that a browser asks once and a page can be one file. The
modules are plain: named imports by relative path at the top, `export` before declarations, no cycles, file names that
are unique over all folders. Each becomes a function scope, in dependency order, without comments and indentation.
"""

import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"
COMPARISON_SHEET = "comparison.css"  # of what readers load who compare trips
PAGE_SHEETS = ("theme.css", "layout.css", "page.css")

THEME_COLOUR = re.compile(r"(?<![\w-])--([\w-]++): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
IMPORT = re.compile(r"^import \{([^}]+)\} from '(\.{1,2}/[\w./]+)\.js';\n", re.MULTILINE)
COMMENT = re.compile(r"^ *(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/)\n", re.MULTILINE | re.DOTALL)  # alone on its lines
ASIDE = re.compile(r"(?<=[;,{}()\[\]]) // [^\n'\"`]*$", re.MULTILINE)  # a comment behind code
CAST = re.compile(r"/\*\* @type \{[^{}*]*+\} \*/ ?")  # for the checker alone
STYLE_BLANKS = (
    ("; ", ";"),
    (";}", "}"),
    (" {", "{"),
    ("{ ", "{"),
    (" }", "}"),
    (": ", ":"),
    (", ", ","),
    (",\n", ","),
    ("{\n", "{"),
    (";\n", ";"),
    ("\n}", "}"),
    (";}", "}"),
)
# What Leaflet does for Internet Explorer 8. The error that other browsers meet there costs 7 ms where a tool listens.
VML = """try{return document.namespaces.add("lvml","urn:schemas-microsoft-com:vml"),function(t){\
return document.createElement("<lvml:"+t+' class="lvml">')}}catch(t){}"""
INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
# Ends of lines that code does not need. A line with a slash may end in a comment; no string of several lines minds.
LINE_END = re.compile(r"^\n|^([^\n/]*(?:[;,{(\[](?=\n)|(?=\n[}\])])))\n", re.MULTILINE)
PLAIN_LINE = re.compile(r"^[^\n`/]+$", re.MULTILINE)  # of code without templates, patterns and comments
BLANKS_BESIDE = re.compile(
    r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")| ?(=>|[=!]==|&&|\|\||[=,:;?(){}\[\]]) ?"""  # strings stay
)
EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)


@cache
def page_style() -> str:
    """The style sheet that gives the page its colours and layout."""
    return style_sheet(*PAGE_SHEETS)


@cache
def map_style() -> str:
    """The style sheets of Leaflet and of the map, for a page that has no others of them; no image is loaded."""
    return re.sub(r"url\([^()]*+\)", "none", style_sheet("vendor/leaflet/leaflet.css")) + style_sheet("map.css")


@cache
def leaflet() -> str:
    """Leaflet as pages load it that have no Folium."""
    return (STATIC / "vendor/leaflet/leaflet.js").read_text(encoding="utf-8").replace(VML, "")


def style_sheet(*names: str) -> str:
    """Join style sheets of `static/`, without their comments and blanks; none of ours has such a blank in a string."""
    first, *others = "".join((STATIC / name).read_text(encoding="utf-8") for name in names).split("/*")
    text = INDENTATION.sub("", first + "".join(other.partition("*/")[2] for other in others))
    for blank, rest in STYLE_BLANKS:
        text = text.replace(blank, rest)
    return text


@cache
def theme_colours(dark: bool) -> dict[str, str]:
    """Return the colours of the style sheets, light or dark, as `#rrggbb` by name; each mode and group has one."""
    theme = "".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in ("theme.css", COMPARISON_SHEET))
    return {name: night if dark else day for name, day, night in THEME_COLOUR.findall(theme)}


@cache
def bundle(entry: str, folder: Path = STATIC) -> str:
    """Join a module, such as `entries/streamlit`, and all that it imports; its exports are `modules.streamlit`."""
    scopes: dict[Path, str] = {}
    _visit((folder / f"{entry}.js").resolve(), scopes, ())
    return "const modules = {};\n" + "\n".join(scopes.values())


@cache
def extension(entry: str, base: str, folder: Path = STATIC) -> str:
    """Join what a module needs beyond another, which the browser has already; it joins the `modules` that are there."""
    known: dict[Path, str] = {}
    _visit((folder / f"{base}.js").resolve(), known, ())
    scopes = dict(known)
    _visit((folder / f"{entry}.js").resolve(), scopes, ())
    return "\n".join(scope for file, scope in scopes.items() if file not in known)


def _visit(file: Path, scopes: dict[Path, str], importers: tuple[Path, ...]) -> None:
    """Add the scopes of a file and of all that it imports, the imported first."""
    if file in importers:
        raise ValueError(f"modules import each other: {' > '.join(each.stem for each in (*importers, file))}")
    if file in scopes:
        return
    source = compact(file.read_text(encoding="utf-8"))
    for _, imported in IMPORT.findall(source):
        _visit((file.parent / f"{imported}.js").resolve(), scopes, (*importers, file))
    if file.stem in (each.stem for each in scopes):
        raise ValueError(f"two modules are named {file.stem}")
    scopes[file] = _scope(file.stem, source)


def compact(source: str) -> str:
    r"""The source without indentation, comments and blocks of JSDoc, which browsers need not load.

    >>> compact("// a\n/**\n * b\n */\nf(); // c\n  const d = /** @type {E} */ (g);\n")
    'f();\nconst d = (g);\n'
    """
    return INDENTATION.sub("", ASIDE.sub("", CAST.sub("", COMMENT.sub("", source))))


def _scope(name: str, source: str) -> str:
    exports = EXPORT.findall(source)
    body = IMPORT.sub(lambda found: f"const {{{_renamed(found[1])}}} = modules.{Path(found[2]).name};\n", source)
    body = PLAIN_LINE.sub(lambda line: BLANKS_BESIDE.sub(r"\1\2", line[0]), body)
    body = LINE_END.sub(r"\1", re.sub(r"^export ", "", body, flags=re.MULTILINE))
    return f"modules.{name} = (() => {{\n{body}\nreturn {{{', '.join(exports)}}};\n}})();"


def _renamed(names: str) -> str:
    return names.replace(" as ", ": ")
