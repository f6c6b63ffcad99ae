"""The address a running installation is reached at, noted beside its data for the commands that make links."""

from pathlib import Path

NAME = "address"


def note(folder: Path, address: str) -> None:
    """Write the address down while the application runs."""
    (folder / NAME).write_text(address)


def noted(folder: Path) -> str:
    """Return the address written down, or nothing."""
    try:
        return (folder / NAME).read_text()
    except OSError:
        return ""


def forget(folder: Path) -> None:
    """Remove the note when the application ends. One that a killed process left is replaced by the next start."""
    (folder / NAME).unlink(missing_ok=True)
