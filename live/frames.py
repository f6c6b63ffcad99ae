"""How things are written on a stream: server-sent events, as bytes."""

import re

# Only these end a line for a browser. str.splitlines() knows others, and text may hold them.
_LINE_END = re.compile(r"\r\n|\r|\n")


def message(html: str, position: str) -> bytes:
    """HTML to be swapped in. `position` is what the browser then holds."""
    return f"id: {position}\n{_data(html)}\n".encode()


def event(name: str, data: str = "", *, position: str = "", retry: int | None = None) -> bytes:
    """A named event: htmx hands it to the page as a DOM event. `retry` is in milliseconds."""
    lines = f"event: {name}\n"
    lines += f"retry: {retry}\n" if retry is not None else ""
    lines += f"id: {position}\n" if position else ""
    return f"{lines}{_data(data)}\n".encode()


def _data(text: str) -> str:
    return "".join(f"data: {line}\n" for line in _LINE_END.split(text))
