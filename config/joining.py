"""Many small scripts of ours as one file: fetched at once, and a third smaller than when each is compressed by itself.

Pages name the files right in `js/`. The folders in it hold modules, each of which does one thing. A file of `js/` is
served with the modules that it imports put in, in the order in which a browser would run them, each in a scope of its
own. What another file of `js/` has put in already is taken from there, so that of every module there is one:
that file is imported first. As they are written, unjoined, browsers run them just the same.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass

_ENTRY = re.compile(r"js/[^/]+\.js")
_IMPORT = re.compile(r'^import (?:(?P<what>\* as \w+|\{[^{}]*\}) from )?"(?P<path>\.{1,2}/[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|(?:async )?function) (?P<name>\w+))", re.MULTILINE)
# What the two above do not know: it must not be passed on in silence.
_ODD = re.compile(r"""^(?:import|export)\b(?!\().*|^await .*|\bimport\(["'`].*""", re.MULTILINE)

Read = Callable[[str], str]


class Unjoinable(ValueError):
    """A script says something that cannot be put into one file with others."""


@dataclass(frozen=True)
class Module:
    """One script: its name, such as "js/workshop/outbox.js", its text, and what of it others may use."""

    name: str
    text: str
    exports: tuple[str, ...]

    @property
    def handle(self) -> str:
        """What the module is called among others."""
        return re.sub(r"\W", "_", self.name.removeprefix("js").removesuffix(".js")).replace("_", "$", 1)

    def imports(self) -> dict[str, str]:
        """Return, by name, the modules it imports, and what it imports of each."""
        return {self._beside(one["path"]): one["what"] or "" for one in _IMPORT.finditer(self.text)}

    def scoped(self) -> str:
        """Return its text as a statement that leaves nothing behind but its handle, if others use anything of it."""
        text = _EXPORT.sub("", _IMPORT.sub(self._taken, self.text))
        if odd := _ODD.search(text):
            raise Unjoinable(f"{self.name}: {odd[0]}")
        if not self.exports:
            return f"{{\n{text}}}\n" if text.strip() else ""
        return f"const {self.handle} = (() => {{\n{text}return {{ {', '.join(self.exports)} }};\n}})();\n"

    def _taken(self, one: re.Match[str]) -> str:
        if not one["what"]:
            return ""
        handle = Module(self._beside(one["path"]), "", ()).handle
        if one["what"].startswith("*"):
            return f"const {one['what'].removeprefix('* as ')} = {handle};\n"
        return f"const {one['what'].replace(' as ', ': ')} = {handle};\n"

    def _beside(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.name), path))


def is_entry(name: str) -> bool:
    """Whether pages name it, so that it is served with all it imports."""
    return _ENTRY.fullmatch(name) is not None


def join(name: str, read: Read) -> str:
    """Return the entry `name` with all it imports, or as it is if that is nothing. `read` gives the text of a script.

    Raises Unjoinable.
    """
    places: dict[str, str] = {}
    modules = _gather(name, name, read, places)
    own = [module for module in modules if places[module.name] == name]
    if own == [modules[-1]] and not modules[-1].imports():
        return modules[-1].text
    elsewhere = _elsewhere(name, own, places)
    handles = [module.handle for module in own if module.exports]
    exported = f"export {{ {', '.join(handles)} }};\n" if handles else ""
    return elsewhere + "".join(module.scoped() for module in own) + exported


def _gather(name: str, place: str, read: Read, places: dict[str, str]) -> list[Module]:
    """Return what `name` imports and itself, in the order of running; `places` says which entry each is put into."""
    if name in places:
        if not places[name]:
            raise Unjoinable(f"{name} imports itself by way of others")
        return []
    places[name] = ""
    text = read(name)
    module = Module(name, text, tuple(one["name"] for one in _EXPORT.finditer(text)))
    found = [
        each for other in module.imports() for each in _gather(other, other if is_entry(other) else place, read, places)
    ]
    places[name] = place
    return [*found, module]


def _elsewhere(name: str, own: list[Module], places: dict[str, str]) -> str:
    """Return the lines that take from other entries what `own` need of them."""
    needed: dict[str, list[str]] = {}
    for module in own:
        for other, what in module.imports().items():
            if places[other] == name:
                continue
            handles = needed.setdefault(places[other], [])
            handle = Module(other, "", ()).handle
            if what and handle not in handles:
                handles.append(handle)
    return "".join(_import(handles, _path(name, place)) for place, handles in needed.items())


def _import(handles: list[str], path: str) -> str:
    return f'import {{ {", ".join(handles)} }} from "{path}";\n' if handles else f'import "{path}";\n'


def _path(name: str, other: str) -> str:
    return f"./{posixpath.relpath(other, posixpath.dirname(name))}"
