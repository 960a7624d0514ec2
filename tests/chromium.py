"""Chromium: which one the browser tests drive, found here or installed. They are never skipped for want of it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

# Debian's `chromium-headless-shell` is Chromium without a window: the same engine for a third less processor time.
ON_PATH = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

PACKAGES = ("chromium-headless-shell", "chromium")  # the first that apt-get has
GLYPHS = "fonts-noto-cjk"  # of the places' and people's native names, which no browser brings

# Chromium's own errands (look-ups, updates, accounts) would be requests to other origins that no page asked for.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


class ChromiumMissing(Exception):
    """No Chromium that runs is here and none could be installed."""


def find() -> Path:
    """Chromium's executable: the one named by CHROMIUM, else one on PATH, else one that this call installs.

    Raises ChromiumMissing.
    """
    named = os.environ.get("CHROMIUM")
    if named and not _runs(Path(named)):
        raise ChromiumMissing(f"CHROMIUM names {named!r}, which does not run: correct it or unset it.")
    if named:
        return Path(named)
    for candidate in _candidates():
        if _runs(candidate):
            return candidate
    raise ChromiumMissing(
        "The browser tests need Chromium, and neither apt-get nor `python -m playwright install chromium` could"
        " install it here: install it and name its executable in the variable CHROMIUM."
    )


def arguments() -> list[str]:
    """The flags to start it with. Its sandbox cannot be set up by root."""
    return [*ARGUMENTS, *(["--no-sandbox"] if _is_root() else [])]


def _candidates() -> Iterator[Path]:
    """Every place to look, the next one made only when those before it did not do."""
    yield from _on_path()
    yield _playwrights_own()
    if _apt_installs():
        yield from _on_path()
    if _quietly(sys.executable, "-m", "playwright", "install", "chromium"):
        yield _playwrights_own()


def _on_path() -> list[Path]:
    return [Path(found) for name in ON_PATH if (found := shutil.which(name))]


def _playwrights_own() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _apt_installs() -> bool:
    """Whether apt-get is here, we may use it, and it installed a browser with the glyphs."""
    if not shutil.which("apt-get"):
        return False
    become = [] if _is_root() else ["sudo", "-n"]
    if become and not _quietly(*become, "true"):
        return False
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    install = [*apt, "install", "--yes", GLYPHS]
    return _quietly(*apt, "update") and any(_quietly(*install, package) for package in PACKAGES)


def _runs(executable: Path) -> bool:
    """Whether it says its version: Ubuntu's `chromium-browser` may be a stub that only asks for another package."""
    return executable.is_file() and _quietly(str(executable), "--version")


def _quietly(*command: str) -> bool:
    """Whether the command is here and ends well; it is given no input to wait for."""
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
