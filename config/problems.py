"""What the person at the terminal is told when something is in the way: one sentence, no traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Problem(Exception):
    """Something only the operator can put right. Its text is one sentence that says what to do."""


@contextmanager
def reported() -> Iterator[None]:
    """End the process with the sentence of a Problem on standard error, and with exit code 1."""
    try:
        yield
    except Problem as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
