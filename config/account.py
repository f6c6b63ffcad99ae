"""Who runs the embedded PostgreSQL: PostgreSQL refuses to be root, so root lends it another account."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

from config.problems import Problem

NAME = "pgserver"


class RunAs(TypedDict, total=False):
    """What `subprocess` needs to run something under another account; empty when we are not root."""

    user: int
    group: int
    extra_groups: list[int]


def for_folder(folder: Path) -> RunAs:
    """Return the account that owns the data in `folder` or, if there is none yet, shall own it."""
    me = os.geteuid()
    owner = folder.stat().st_uid if folder.exists() else me
    if me != 0:
        if owner != me:
            raise Problem(f"The data in {folder} belongs to {_name_of(owner)}: start Remit as root or as that user.")
        return {}
    entry = pwd.getpwuid(owner) if owner != 0 else _lent()
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def let_in(run_as: RunAs, folder: Path) -> None:
    """Let the lent account pass through the folders above `folder`, and no more than pass through.

    A clone in /root is closed to everybody else; without this step PostgreSQL would not find itself.
    """
    if not run_as:
        return
    for place in (folder, *folder.parents):
        mode = place.stat().st_mode
        if place.stat().st_uid != run_as["user"] and not mode & stat.S_IXOTH:
            place.chmod(mode | stat.S_IXOTH)
            print(
                f"Note: PostgreSQL does not run as root, so others may now pass through {place}.",
                file=sys.stderr,
            )


def let_read(run_as: RunAs, folder: Path) -> None:
    """Let the lent account read the program in `folder`, which a strict umask may have closed."""
    if run_as and not (folder / "bin/postgres").stat().st_mode & stat.S_IXOTH:
        subprocess.run(["chmod", "-R", "go+rX", str(folder)], check=True)


def _name_of(uid: int) -> str:
    try:
        return f"user {pwd.getpwuid(uid).pw_name}"
    except KeyError:
        return f"user number {uid}"


def _lent() -> pwd.struct_passwd:
    """Return the account lent to PostgreSQL, making it first on a machine that has none."""
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        pass
    if useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin"):
        command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
        if subprocess.run(command, capture_output=True).returncode == 0:
            return pwd.getpwnam(NAME)
    raise Problem("PostgreSQL does not run as root: start Remit as an ordinary user, or set DATABASE_URL.")
