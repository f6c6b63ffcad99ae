"""The Chromium browser tests run in: one on the machine, or else installed by `python -m tests.chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Return the path of a usable Chromium: CHROMIUM, the system's own, or Playwright's download."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _playwrights_own()


def launch_options() -> dict[str, Any]:
    """Return what Playwright's `launch` needs. Root must do without the sandbox, others keep it."""
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    return {"executable_path": find(), "args": [*QUIET, *sandbox]}


def _playwrights_own() -> str | None:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    builds = sorted(cache.glob("chromium-*/chrome-linux*/chrome"))
    return str(builds[-1]) if builds else None


def _install() -> None:
    """Try Playwright's download, then Debian's package."""
    attempts = [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
    if shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        attempts.append([*as_root, "apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
    for command in attempts:
        print("Installing Chromium for the browser tests:", " ".join(command), flush=True)
        try:
            subprocess.run(command, timeout=300, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            print(error)
        if find():
            return


if __name__ == "__main__":
    if not find():
        _install()
    if not find():
        sys.exit("No Chromium for the browser tests: install one, or set CHROMIUM to its path.")
