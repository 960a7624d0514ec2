"""Deploy: the manifests say what their schemas allow, the container file's steps run as written, nginx takes its file."""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import jsonschema
import pytest
import yaml
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes

from data.remote.addresses import RemoteAddress
from page.settings import RULES, read_settings
from page.upload.panel import MAX_PASTED
from tests.server import ROOT, free_port, until
from tools.faults.proxy import nginx
from tools.faults.readers import UNVERIFIED

DEPLOY = ROOT / "deploy"
SCHEMAS = ROOT / "tests" / "schemas"
MANIFESTS = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Step:
    """One instruction of the container file, in its stage."""

    stage: int
    word: str
    rest: str


def steps() -> list[Step]:
    """The instructions, in order."""
    found: list[Step] = []
    for line in (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if word and not word.startswith("#"):
            stage = (found[-1].stage if found else -1) + (word == "FROM")
            found.append(Step(stage, word, rest))
    return found


def stated(word: str) -> Iterator[str]:
    return (step.rest for step in steps() if step.word == word)


def kubernetes(kind: str) -> dict[str, Any]:
    """The manifest of a kind."""
    found: dict[str, Any] = next(each for each in MANIFESTS if each["kind"] == kind)
    return found


def test_every_manifest_is_valid_and_knows_no_other_field() -> None:
    schema = json.loads((SCHEMAS / "kubernetes.json").read_text())
    for manifest in MANIFESTS:
        whole = {"$ref": f"#/definitions/{schema['kinds'][manifest['kind']]}", "definitions": schema["definitions"]}
        jsonschema.Draft7Validator(whole).validate(manifest)
    assert [each["kind"] for each in MANIFESTS] == ["Deployment", "Service", *sorted(schema["kinds"])[1:3]]


def test_the_schema_refuses_a_field_that_kubernetes_does_not_know() -> None:
    schema = json.loads((SCHEMAS / "kubernetes.json").read_text())
    whole = {"$ref": f"#/definitions/{schema['kinds']['Service']}", "definitions": schema["definitions"]}
    wrong = {**kubernetes("Service"), "spec": {"selectors": {}}}
    assert not jsonschema.Draft7Validator(whole).is_valid(wrong)


def test_the_manifests_find_each_other() -> None:
    deployment, pod = kubernetes("Deployment"), kubernetes("Deployment")["spec"]["template"]
    name, labels = deployment["metadata"]["name"], pod["metadata"]["labels"]
    assert kubernetes("Service")["spec"]["selector"] == labels
    assert kubernetes("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    assert deployment["spec"]["selector"]["matchLabels"] == labels
    assert kubernetes("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]["name"] == name
    container = pod["spec"]["containers"][0]
    assert [str(port["containerPort"]) for port in container["ports"]] == list(stated("EXPOSE"))
    assert {each["name"].removeprefix("TRIP_MAP_").lower() for each in container["env"]} <= RULES.keys()
    assert f"{pod['spec']['securityContext']['runAsUser']}" == next(stated("USER")).partition(":")[0]


def test_compose_is_valid_with_two_replicas_that_nginx_names() -> None:
    schema = json.loads((SCHEMAS / "compose.json").read_text())
    del schema["$schema"]  # it calls itself 2019-09 and is written in draft 7
    jsonschema.Draft7Validator(schema).validate(COMPOSE)
    named = re.findall(r"server ([\w-]+):8501", (DEPLOY / "nginx.conf").read_text())
    assert named == [name for name in COMPOSE["services"] if name.startswith("replica")]
    assert len(named) == 2
    names = {name for service in COMPOSE["services"].values() for name in service.get("environment", {})}
    assert {name.removeprefix("TRIP_MAP_").lower() for name in names} <= RULES.keys()


def test_compose_with_a_database_is_valid_and_sets_what_the_page_knows() -> None:
    database = yaml.safe_load((DEPLOY / "compose.database.yaml").read_text(encoding="utf-8"))
    schema = json.loads((SCHEMAS / "compose.json").read_text())
    del schema["$schema"]
    jsonschema.Draft7Validator(schema).validate(database)
    replicas = {name: service for name, service in database["services"].items() if name in COMPOSE["services"]}
    assert list(replicas) == ["replica-1", "replica-2"]
    for replica in replicas.values():
        given = {name: re.sub(r"\$\{(\w+):\?[^}]*\}", r"\1", text) for name, text in replica["environment"].items()}
        settings = read_settings([], given, ())
        assert isinstance(settings.file, RemoteAddress)
        assert (settings.file.is_database, replica["build"]["args"]) == (True, {"DATABASE": "1"})
        assert [each.partition(":")[2] for each in replica["volumes"]] == [settings.folder]


def test_nginx_takes_the_largest_upload_of_compose_and_no_more() -> None:
    largest = int(COMPOSE["services"]["replica-1"]["environment"]["TRIP_MAP_MAX_UPLOAD_MB"])
    bodies = re.findall(r"client_max_body_size (\w+);", (DEPLOY / "nginx.conf").read_text())
    assert bodies == ["16k", f"{largest + 1}m"]


def test_every_image_is_pinned_to_a_patch_version() -> None:
    images = [*stated("FROM"), COMPOSE["services"]["proxy"]["image"]]
    assert [image for image in images if not re.search(r":\d+\.\d+\.\d+-", image)] == []


def test_containers_are_read_only_and_nobody_in_them_is_root() -> None:
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in COMPOSE["services"].values())
    assert all(service["pids_limit"] <= 1000 for service in COMPOSE["services"].values())
    container = kubernetes("Deployment")["spec"]["template"]["spec"]["containers"][0]
    assert container["resources"]["limits"].keys() == {"memory", "ephemeral-storage"}
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert next(stated("USER")) == "10001:10001"


def test_uploads_fit_the_memory_that_a_replica_may_take() -> None:
    """A page takes 150 MB, its fork servers 60 and 81 (measured); held uploads and all workers together take what is left.

    The memory gate is what holds the workers to their sum (`tests/page/test_worker_pool.py`).
    """
    (pod,) = (each["spec"]["template"]["spec"] for each in MANIFESTS if each["kind"] == "Deployment")
    (page,) = pod["containers"]
    kubernetes = {each["name"]: each["value"] for each in page["env"]}
    compose = COMPOSE["services"]["replica-1"]
    limits = ((page["resources"]["limits"]["memory"], kubernetes), (compose["mem_limit"], compose["environment"]))
    for text, environment in limits:
        memory = int(text.rstrip("Gig")) * 2**30
        largest = int(environment["TRIP_MAP_MAX_UPLOAD_MB"]) * 10**6
        workers = memory * 2 // 5  # `default_memory` in a control group of this size
        assert (150 + 60 + 81) * 10**6 + max(workers // 2, largest) + workers + largest <= memory
        assert "TRIP_MAP_UPLOAD_MEMORY_MB" not in environment  # the workers' sum follows from the limit
    assert pod["volumes"][0]["emptyDir"]["sizeLimit"] in compose["tmpfs"][0].replace("=64m", "=64Mi")


def test_the_longest_paste_fits_into_a_message_of_the_socket() -> None:
    """Of three bytes a character, with all that the widgets of the page say beside it; Streamlit's own limit too."""
    (size,) = re.findall(r"--ws-max-size=(\d+)", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))
    assert min(int(size), get_max_widget_state_size_bytes()) > 3 * MAX_PASTED + 100_000


def test_what_is_copied_is_let_through(tmp_path: Path) -> None:
    let = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {name for step in steps() if step.word == "COPY" and step.stage == 0 for name in step.rest.split()[:-1]}
    assert copied == let
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_steps_of_the_container_file_make_a_page_that_writes_nothing(tmp_path: Path) -> None:
    """Run as written, `/srv` being a clean folder here and the base image this Python. Packages are not fetched again:
    the new environment sees the tests' own, pip too, installed from the same lock, and pip checks every version by it.
    """
    root, workdir, environment = tmp_path / "root", "/", {"PATH": os.environ["PATH"]}
    for step in steps():
        match step.word:
            case "FROM":
                if root.exists():
                    root.rename(tmp_path / "build")
                root.mkdir()
            case "WORKDIR":
                workdir = step.rest
                here(root, workdir).mkdir(parents=True, exist_ok=True)
            case "COPY":
                copy(step.rest.split(), root, here(root, workdir), tmp_path / "build")
            case "RUN":
                run(step.rest.replace("/srv/", f"{root}/srv/"), here(root, workdir), environment)
                share_packages(root)
            case "ENV":
                pairs = (pair.split("=", 1) for pair in shlex.split(step.rest))
                environment |= {name: value.replace("/srv/", f"{root}/srv/") for name, value in pairs}
    environment |= {"HOME": str(tmp_path), "MPLCONFIGDIR": str(tmp_path)}
    environment["PATH"] += f":{Path(sys.executable).parent}"
    before, port = {file: file.stat().st_mtime_ns for file in root.rglob("*")}, free_port()
    with running(adapted(next(stated("CMD")), port), here(root, workdir), environment) as process:
        health = adapted(next(stated("HEALTHCHECK")).partition("CMD ")[2], port)
        until(lambda: listens(port) or process.poll() is not None, 60, lambda: "it did not answer")
        with urlopen(f"http://127.0.0.1:{port}/") as answer:
            assert b"Showing 11 of 11 trips" in answer.read()
        assert healthy(health, environment)
    assert {file: file.stat().st_mtime_ns for file in root.rglob("*")} == before


def here(root: Path, path: str) -> Path:
    """A path of the container, in the folder that stands for its root."""
    return root / path.removeprefix("/")


def copy(names: list[str], root: Path, workdir: Path, build: Path) -> None:
    """COPY: from the context or from the first stage, to a folder or under a name."""
    source = build if names[0] == "--from=build" else ROOT
    *named, target = [name for name in names if not name.startswith("--")]
    for name in named:
        file = source / name.removeprefix("/")
        to = here(root, target) if target.startswith("/") else workdir / target
        if file.is_dir():
            ignore = shutil.ignore_patterns("__pycache__") if source == ROOT else None
            shutil.copytree(file, to, symlinks=True, dirs_exist_ok=True, ignore=ignore)
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, to)


def run(command: str, workdir: Path, environment: dict[str, str]) -> None:
    """RUN: by the shell. A new environment gets no pip of its own where there is one, for to unpack it takes 5 s."""
    if find_spec("pip"):
        command = command.replace(" -m venv ", " -m venv --without-pip ")
    offline = {**environment, "PIP_NO_INDEX": "1"}
    subprocess.run(command, shell=True, cwd=workdir, env=offline, check=True, capture_output=True)


def share_packages(root: Path) -> None:
    """Let the environment of the container see the tests' packages."""
    for folder in root.glob("srv/venv/lib/python*/site-packages"):
        (folder / "shared.pth").write_text("\n".join(site for site in sys.path if "site-packages" in site))
    pip = root / "srv/venv/bin/pip"
    if pip.parent.exists() and not pip.exists():
        pip.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m pip "$@"\n')
        pip.chmod(0o755)


def adapted(command: str, port: int) -> list[str]:
    """A command of the container file, on a port of this machine."""
    return [word.replace("8501", str(port)).replace("0.0.0.0", "127.0.0.1") for word in json.loads(command)]


@contextmanager
def running(command: list[str], workdir: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The process, until the `with` ends; asked to stop, it stops at once and well."""
    with subprocess.Popen(command, cwd=workdir, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield process
            process.terminate()
            assert process.wait(15) in (0, -signal.SIGTERM)
        finally:
            process.kill()


def listens(port: int) -> bool:
    """Whether somebody takes connections at a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def healthy(command: list[str], environment: dict[str, str]) -> bool:
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


def test_nginx_takes_its_file_and_what_it_answers_itself_has_headers(tmp_path: Path) -> None:
    """Where there is no nginx, as on most machines, only its braces are counted."""
    if not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        text = (DEPLOY / "nginx.conf").read_text()
        assert text.count("{") == text.count("}")
        return
    with nginx(tmp_path, [free_port(), free_port()]) as site:  # no replica listens there
        for path, status in {"/metrics": 404, "/_stcore/metrics": 404, "/": 502}.items():
            with pytest.raises(HTTPError) as caught:
                urlopen(f"{site}{path}", context=UNVERIFIED)
            with caught.value as answer:
                assert answer.status == status
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
