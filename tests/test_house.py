"""The project's own rules: imports point one way, and the files around the code agree with each other."""

import ast
import re
import socket
import subprocess
import tomllib
import urllib.request
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml
from streamlit import config as streamlit_config

from tests import chromium
from tests.server import ROOT, Server

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
SERVE = "pip install -r requirements.txt && streamlit run app.py"
TEST = "pip install -r requirements-dev.txt && pytest"
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-database.txt")

# One law of imports: data -> geo -> page -> export -> host -> asgi.py, with app.py on top. `static` and `tools` stand
# beside it: `static` holds what browsers load, and only page/assets.py gives it to Python; `tools` may import all.
MAY_IMPORT: dict[str, set[str]] = {
    "data": set(),
    "geo": {"data"},
    "page": {"data", "geo"},
    "export": {"data", "geo", "page"},
    "host": {"data", "geo", "page", "export"},
}
SCRIPTS = ("app.py", "asgi.py", "session.py")
NOT_OF_THE_PRODUCT = {"tools", "tests"}
# The same law for the folders of `static`: model -> elements -> map and panels -> entries.
STATIC_MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "elements": {"model"},
    "map": {"model", "elements"},
    "panels": {"model", "elements"},
    "entries": {"model", "elements", "map", "panels"},
}
READS_STATIC = {"asgi.py", "page/assets.py"}  # asgi.py: Streamlit has a folder of that name too
BROWSERS_LOAD = {".css", ".js", ".json", ".png", ".svg", ".woff2"}
BESIDE_THEM = {"LICENSE", "LICENSE.txt", "README.md"}
HOMES = {
    "branca": ("page/folium_map.py",),
    "folium": ("page/folium_map.py",),
    "geopy": ("geo/",),
    "sqlalchemy": ("data/remote/database.py",),
    "starlette": ("asgi.py", "host/", "page/streamlit_parts.py"),
    "streamlit": ("app.py", "asgi.py", "session.py", "page/"),
    "streamlit_folium": ("page/folium_map.py",),
}


@cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a Python file, read once for all tests."""
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


@cache
def committed(pattern: str = "*") -> list[Path]:
    """The files that are or would be committed, relative to the root."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [Path(name) for name in names if (ROOT / name).is_file()]


@cache
def imported(file: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(file.parts[0] if node.level else (node.module or "").partition(".")[0])
    return found


def product() -> Iterator[Path]:
    """The Python files that make the page and its exports."""
    return (file for file in committed("*.py") if file.parts[0] in {*MAY_IMPORT, *SCRIPTS})


def pins(lock: str) -> dict[str, str]:
    """Each requirement of a lock file, with its marker, and the hashes that follow it."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    entries = [line.partition(" --hash=") for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {pin.strip(): hashes for pin, _, hashes in entries}


def direct_dependencies() -> list[str]:
    groups = PROJECT["dependency-groups"]
    wanted = [*PROJECT["project"]["dependencies"], *groups["dev"], *groups["database"]]
    return [re.split(r"[<>=~! \[]", requirement)[0] for requirement in wanted]


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_imports_point_one_way(folder: str) -> None:
    elsewhere = MAY_IMPORT.keys() - MAY_IMPORT[folder] - {folder}
    astray = {str(file): wrong for file in committed(f"{folder}/*.py") if (wrong := imported(file) & elsewhere)}
    assert astray == {}


@pytest.mark.parametrize("folder", STATIC_MAY_IMPORT)
def test_scripts_import_one_way(folder: str) -> None:
    allowed = {folder} | STATIC_MAY_IMPORT[folder]
    scripts = committed(f"static/{folder}/*.js")
    assert scripts
    texts = {str(file): (ROOT / file).read_text(encoding="utf-8") for file in scripts}
    astray = {file: set(re.findall(r"'\.\./(\w+)/[\w/]+\.js'", text)) - allowed for file, text in texts.items()}
    assert {file: wrong for file, wrong in astray.items() if wrong} == {}


def test_every_script_is_in_a_folder_of_the_law() -> None:
    folders = {file.parts[1] for file in committed("static/*.js")}
    assert folders == STATIC_MAY_IMPORT.keys() | {"vendor"}


def test_nothing_of_the_product_imports_tools_or_tests() -> None:
    assert {str(file): wrong for file in product() if (wrong := imported(file) & NOT_OF_THE_PRODUCT)} == {}


def test_only_the_assets_module_knows_where_static_is() -> None:
    readers = {file.as_posix() for file in product() if '"static"' in (ROOT / file).read_text(encoding="utf-8")}
    assert readers == READS_STATIC


def test_data_and_geo_know_nothing_of_what_browsers_load() -> None:
    users = {file.parts[0] for file in product() if "page.assets" in (ROOT / file).read_text(encoding="utf-8")}
    assert users <= {"page", "export", "host", *SCRIPTS}


def test_static_holds_only_what_browsers_load() -> None:
    files = committed("static/*")
    assert [str(file) for file in files if file.suffix not in BROWSERS_LOAD and file.name not in BESIDE_THEM] == []


def test_nothing_imports_the_scripts() -> None:
    names = {script.removesuffix(".py") for script in SCRIPTS}
    mention = re.compile(rf"^\s*(?:from|import)\b.*\b(?:{'|'.join(names)})\b", re.MULTILINE)
    files = [file for file in committed("*.py") if mention.search((ROOT / file).read_text(encoding="utf-8"))]
    assert len(files) > 5  # names of other modules are the same
    assert [str(file) for file in files if imported(file) & names] == []


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_one_home(library: str) -> None:
    users = [file.as_posix() for file in product() if library in imported(file)]
    assert [user for user in users if not user.startswith(HOMES[library])] == []


@pytest.mark.parametrize("command", [SERVE, TEST])
def test_readme_has_each_command_on_a_line_of_its_own(command: str) -> None:
    assert (ROOT / "README.md").read_text(encoding="utf-8").splitlines().count(command) == 1


def test_continuous_integration_runs_the_readmes_test_command() -> None:
    steps = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [step for step in steps if step in TEST.split(" && ")] == TEST.split(" && ")


def test_hooks_and_workflow_run_what_continuous_integration_runs() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    entries = {hook["entry"].replace(" --silent", "") for repo in hooks for hook in repo["hooks"]}
    checks = re.findall(r"^(?:ruff|mypy|pytest|npm run) ?.*", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert checks
    assert {check.replace(" --silent", "") for check in checks} <= entries
    assert {repo["repo"] for repo in hooks} == {"local"}
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text())["jobs"]
    assert ".ci/run" in [step.get("run") for step in jobs["check"]["steps"]]


@pytest.mark.parametrize("document", [str(file) for file in committed("*.md") if "schemas" not in file.parts])
def test_documents_name_only_files_that_are_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    named = re.findall(r"`((?:data|geo|page|export|host|static|tools|tests|deploy|docs)/[\w./-]+\.\w+)`", text)
    missing = [link for link in links if link and not (ROOT / document).parent.joinpath(link).exists()]
    assert missing + [name for name in named if not (ROOT / name).exists()] == []


def test_documents_name_only_commands_that_are_there() -> None:
    text = "".join((ROOT / file).read_text(encoding="utf-8") for file in committed("*.md"))
    modules = {name.replace(".", "/") for name in re.findall(r"python -m ((?:geo|export|tools)[\w.]*)", text)}
    assert modules
    homes = {name: [ROOT / f"{name}.py", ROOT / name / "__main__.py"] for name in modules}
    assert [name for name, files in homes.items() if not any(file.is_file() for file in files)] == []


def walks() -> list[tuple[list[str], int, int]]:
    """The files of each path of docs/design.md that its row asks to read, their stated number, and that of before."""
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8").partition("## A newcomer's walk")[2]
    rows = re.findall(r"^\| [^|]+ \| ([^|;]+)[^|]*\| (\d+) \| (\d+) \|$", text.partition("\n## ")[0], re.MULTILINE)
    return [(re.findall(r"`([^`]+)`", files), int(count), int(before)) for files, count, before in rows]


def modules_imported(file: str) -> set[str]:
    """The files that a file's imports name, wherever in it; packages as their `__init__.py`."""
    names: set[str] = set()
    for node in ast.walk(tree(Path(file))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    paths = {name.replace(".", "/") for name in names}
    return {f"{path}.py" for path in paths} | {f"{path}/__init__.py" for path in paths}


def scripts_imported(file: Path) -> set[str]:
    """The scripts that a script imports, at once or later; types alone, which comments name, do not count."""
    code = re.sub(r"/\*.*?\*/", "", (ROOT / file).read_text(encoding="utf-8"), flags=re.DOTALL)
    names = re.findall(r"(?:from |import\()'(\.[^']+\.js)'", code)
    return {str((ROOT / file.parent / name).resolve().relative_to(ROOT)) for name in names}


def test_no_two_files_import_each_other() -> None:
    modules = {str(file): modules_imported(str(file)) for file in product()}
    scripts = {str(file): scripts_imported(file) for file in committed("static/*.js")}
    assert any(scripts.values())
    for imports in (modules, scripts):
        # Only files of the house: libraries and names within a module are none.
        graph = {
            file: {other for other in others if other in imports and other != file} for file, others in imports.items()
        }
        TopologicalSorter(graph).prepare()  # raises CycleError, which names the files


def test_the_walks_of_the_design_document_are_true_and_shorter_than_before() -> None:
    assert len(walks()) == 5
    for files, count, before in walks():
        assert (len(files), len(set(files))) == (count, count)
        assert count < before
        python = [file for file in files if file.endswith(".py")]
        imported_by_others = {file: modules_imported(file) for file in python}
        for file in python if len(python) > 1 else []:
            others = {other for other in python if other != file}
            joined = imported_by_others[file] & others or any(file in imported_by_others[other] for other in others)
            assert joined, f"{file} has nothing to do with the rest of its path"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_has_a_hash_and_none_names_a_host(lock: str) -> None:
    assert [pin for pin, hashes in pins(lock).items() if not hashes.startswith("sha256:")] == []
    assert "://" not in (ROOT / lock).read_text()


def test_uv_runs_the_very_versions_that_are_served() -> None:
    assert PROJECT["tool"]["uv"]["constraint-dependencies"] == list(pins("requirements.txt"))


def test_tests_run_with_the_very_versions_that_are_served() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_what_reads_databases_is_locked_in_the_versions_that_are_served_and_tested() -> None:
    served = {pin.partition("==")[0]: pin for lock in LOCKS[:2] for pin in pins(lock)}
    database = {pin.partition("==")[0]: pin for pin in pins("requirements-database.txt")}
    both = served.keys() & database.keys()
    assert {"sqlalchemy", "typing-extensions"} <= both
    assert {name for name in both if served[name] != database[name].partition(" ;")[0]} == set()


def test_every_direct_dependency_is_locked_and_explained() -> None:
    locked = {pin.partition("==")[0] for lock in LOCKS for pin in pins(lock)}
    explained = set(re.findall(r"^\| `([^`]+)`", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE))
    assert set(direct_dependencies()) <= locked
    assert set(direct_dependencies()) == explained


def test_the_licence_of_every_package_that_is_served_is_told() -> None:
    rows = re.findall(
        r"^\| [^|`]+ \| ([a-z][\w, -]+) \|$", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE
    )
    told = [name for row in rows for name in row.split(", ") if row != "packages"]
    assert sorted(set(told)) == sorted(told)
    assert set(told) == {pin.partition("==")[0] for pin in pins("requirements.txt")}


def test_every_folder_of_python_is_type_checked() -> None:
    folders = {file.parts[0] for file in committed("*.py")}
    assert folders <= {name.partition("/")[0] for name in PROJECT["tool"]["mypy"]["files"]}


def test_every_package_has_its_doctests_run() -> None:
    packages = {file.parts[0] for file in committed("*/__init__.py")}
    assert packages <= set(PROJECT["tool"]["pytest"]["ini_options"]["testpaths"])


def test_everything_vendored_brings_its_licence() -> None:
    vendored = {file.parts[:3] for file in committed("static/vendor/*/*")}
    licensed = {file.parts[:3] for file in committed("static/vendor/*/LICEN[CS]E*")}
    assert vendored == licensed != set()


def test_the_citation_has_what_its_format_requires() -> None:
    lines = (ROOT / "CITATION.cff").read_text().splitlines()
    cited = dict(line.split(": ", 1) for line in lines if re.match(r"[a-z-]+: ", line))
    assert cited["cff-version"] == "1.2.0"
    assert {"message", "title", "version"} <= cited.keys()
    assert "authors:" in lines
    assert cited["version"] == PROJECT["project"]["version"]


def test_streamlit_knows_every_setting() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert set(flat(settings)) <= streamlit_config.get_config_options().keys()


def test_a_machine_new_to_streamlit_is_asked_and_warned_of_nothing(page_server: Server) -> None:
    assert [word for word in ("Email", "valid config option", "Traceback") if word in page_server.log] == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    folder = re.compile(rb"(?<![\w.:/])/(?:home|root|Users)/")
    assert [str(file) for file in committed() if folder.search((ROOT / file).read_bytes())] == []


def test_a_chromium_that_does_not_run_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "no/such/chromium")
    with pytest.raises(chromium.ChromiumMissing, match="'no/such/chromium', which does not run"):
        chromium.find()


def test_a_machine_without_chromium_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "_candidates", lambda: iter([ROOT / "no" / "chromium"]))
    with pytest.raises(chromium.ChromiumMissing, match=r"^The browser tests need Chromium, [^.]*\.$"):
        chromium.find()


def test_tests_cannot_leave_this_machine() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"asked for '192\.0\.2\.1'"), socket.socket() as outward:
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(pytest.fail.Exception, match=r"asked for 'example\.org'"):
        urllib.request.urlopen("http://example.org")


def flat(settings: dict[str, object], prefix: str = "") -> Iterator[str]:
    """The dotted names of the settings in nested tables."""
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


# Names that are the standard ones for what they are, in modules that each mean their own.
SHARED_NAMES = {
    "main": "the entry point of a command",
}
# Names still shared, to be mended in geo, page and host; the list may only shrink.
STILL_SHARED: set[str] = set()
# Words that had a meaning in this project alone, and the standard term of each.
OLD_WORDS = {
    "told": "message or text",
    "said": "message or cells",
    "say": "translate",
    "spoken": "negotiate_language",
    "asked": "request or query",
    "wish": "request",
    "lean": "startup",
    "doors": "guard",
    "reach": "keyboard",
    "spots": "markers",
    "ink": "canvas or occupancy",
    "for_good": "freeze",
    "made": "built or a file",
    "held": "children or bytes",
    "given": "supplied",
    "seen": "visited or frames",
    "gone": "removed",
    "apart": "distance or separate",
    "beside": "extra or related",
    "ours": "the thing's own name",
    "theirs": "the thing's own name",
}


def public_names(folder: str) -> Iterator[tuple[str, str]]:
    """The public names that a package defines at the top of its modules, and where."""
    for file in committed(f"{folder}/*.py"):
        for node in tree(file).body:
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    names = [name]
                case ast.Assign(targets=targets):
                    names = [target.id for target in targets if isinstance(target, ast.Name)]
                case ast.AnnAssign(target=ast.Name(id=name)):
                    names = [name]
                case _:
                    names = []
            yield from ((name, str(file)) for name in names if not name.startswith("_"))


def public_members(folder: str) -> Iterator[tuple[str, str]]:
    """The public methods and fields of the public classes of a package, and where."""
    for file in committed(f"{folder}/*.py"):
        for owner in (node for node in tree(file).body if isinstance(node, ast.ClassDef)):
            for node in owner.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield node.name, f"{file}: {owner.name}"
                elif isinstance(node, ast.AnnAssign) and not (name := ast.unparse(node.target)).startswith("_"):
                    yield name, f"{file}: {owner.name}"


def functions(folder: str) -> Iterator[tuple[str, str]]:
    """The functions and methods of a package, private ones too, and where."""
    for file in committed(f"{folder}/*.py"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name, str(file)


def test_no_two_public_things_share_a_name() -> None:
    homes: dict[str, set[str]] = {}
    for folder in MAY_IMPORT:
        for name, file in public_names(folder):
            homes.setdefault(name, set()).add(file)
    shared = {name: sorted(files) for name, files in homes.items() if len(files) > 1}
    assert {name: files for name, files in shared.items() if name not in {*SHARED_NAMES, *STILL_SHARED}} == {}


@pytest.mark.parametrize("folder", [*MAY_IMPORT, "tools"])
def test_names_are_standard_terms(folder: str) -> None:
    names = (*public_names(folder), *public_members(folder), *functions(folder))
    assert [(name, file) for name, file in names if name.strip("_").casefold() in OLD_WORDS] == []
