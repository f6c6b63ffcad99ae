"""Refreshes static/vendor from the npm registry: published builds, unmodified, each with its licence.

`make vendor` brings the versions named here. To move to another, change it here, run, and change the templates.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parent.parent / "static/vendor"
# Package and version, and for each file in it the name it gets here.
PACKAGES = {
    ("htmx.org", "4.0.1"): {
        "dist/htmx.min.js": "htmx-4.0.1.min.js",
        "dist/ext/hx-sse.min.js": "hx-sse-4.0.1.min.js",
        "LICENSE": "htmx-LICENSE",
    },
}


def main() -> None:
    """Fetch every package, write its files and the manifest."""
    entries: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for (name, version), files in PACKAGES.items():
            entries += _unpack(_fetch(name, version, Path(folder)), name, version, files)
    entries.sort(key=lambda entry: str(entry["file"]))
    (VENDOR / "manifest.json").write_text(json.dumps({"files": entries}, indent=2) + "\n")
    print(f"{len(entries)} files in {VENDOR}")


def _fetch(name: str, version: str, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{name}@{version}"]
    try:
        packed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    except FileNotFoundError:
        sys.exit("`make vendor` needs npm: install Node.js.")
    except subprocess.CalledProcessError:
        sys.exit(f"npm could not fetch {name} {version}: see the lines above.")
    return folder / packed.stdout.split()[-1]


def _unpack(archive: Path, name: str, version: str, files: dict[str, str]) -> list[dict[str, Any]]:
    entries = []
    with tarfile.open(archive) as package:
        licence = json.loads(_read(package, "package.json"))["license"]
        for source, target in files.items():
            content = _read(package, source)
            (VENDOR / target).write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            facts = {"name": name, "version": version, "licence": licence, "source": source, "sha256": digest}
            entries.append({"file": target, **facts})
    return entries


def _read(package: tarfile.TarFile, path: str) -> bytes:
    member = package.extractfile(f"package/{path}")
    if member is None:
        sys.exit(f"There is no {path} in this package: see what its new version calls it.")
    return member.read()


if __name__ == "__main__":
    main()
