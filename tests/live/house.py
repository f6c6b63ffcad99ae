"""A whole house of processes as an operator runs it: two for pages and two for streams, behind one proxy."""

import sys
from pathlib import Path
from typing import Self

from django.conf import settings

from tests.live.proxy import Proxy
from tests.server import Server


class Part(Server):
    """`ROLE=web` or `ROLE=live make run`, on a port of its own."""

    def __init__(self, role: str, site: str, data: Path, settings_module: str, **environment: str) -> None:
        super().__init__(settings_module, log=data / "log", ROLE=role, **environment)
        self.environment |= {"SITE_URL": site, "PORT": str(self.port), "REMIT_DATA": str(data)}
        self.environment["SECRET_KEY"] = settings.SECRET_KEY

    def command(self) -> list[str]:
        return [sys.executable, "-m", "config.launch"]


class House:
    """The parts, and their proxy, at whose address the house is reached."""

    def __init__(self, data: Path, settings_module: str = "tests.served", **environment: str) -> None:
        self.proxy = Proxy([], []).start()

        def parts(role: str) -> list[Part]:
            return [Part(role, self.proxy.url, data, settings_module, **environment) for _ in range(2)]

        self.web, self.live, self.log = parts("web"), parts("live"), data / "log"

    @property
    def url(self) -> str:
        return self.proxy.url

    @property
    def parts(self) -> list[Part]:
        return [*self.web, *self.live]

    def start(self) -> Self:
        """Start all parts at once and wait for each."""
        for part in self.parts:
            part.launch()
        for part in self.parts:
            part.ready()
        self.proxy.web.urls = [part.url for part in self.web]
        self.proxy.live.urls = [part.url for part in self.live]
        return self

    def kill(self) -> None:
        """End everything without asking."""
        for part in self.parts:
            part.kill()
        self.proxy.stop()
