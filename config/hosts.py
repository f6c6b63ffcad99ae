"""Where this installation can be reached: the names it answers to, and the address it puts into links."""

import socket
from urllib.parse import urlsplit

import psutil

LOCAL = ["localhost", "127.0.0.1", "[::1]"]
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104


def site_url(host: str, port: int) -> str:
    """Return the address to print and to share when the operator has not named one."""
    if host in EVERYWHERE:
        host = next(iter(lan_addresses()), "localhost")
    elif host in {"127.0.0.1", "::1"}:
        host = "localhost"
    return f"http://{bracketed(host)}:{port}"


def allowed(host: str, url: str) -> list[str]:
    """Return the names to answer to. Listening on a LAN means answering to this machine's own names there."""
    names = [*LOCAL, urlsplit(url).hostname or "localhost"]
    if host in EVERYWHERE:
        machine = socket.gethostname().lower()
        names += [machine, f"{machine.removesuffix('.local')}.local", *map(bracketed, lan_addresses())]
    elif host:
        names.append(bracketed(host))
    return list(dict.fromkeys(bracketed(name) for name in names))


def lan_addresses() -> list[str]:
    """Return this machine's own addresses that others can use, IPv4 first."""
    found: list[str] = []
    for family in (socket.AF_INET, socket.AF_INET6):
        for cards in psutil.net_if_addrs().values():
            found += [card.address for card in cards if card.family == family and _shareable(card.address)]
    return found


def bracketed(host: str) -> str:
    """Return `host` as it stands in an address: an IPv6 number goes in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _shareable(address: str) -> bool:
    return not address.startswith(("127.", "169.254.", "fe80:")) and address != "::1"
