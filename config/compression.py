"""Compressing what is large: whole pages, as they go out to a browser that takes them so."""

import re
import secrets
import struct
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from zlib_ng import zlib_ng

# Answers to forms are smaller: compressing them costs more than sending them.
WORTH_IT = 8192
# As small as what zlib makes of a page at its usual level, in a quarter of the time.
LEVEL = 5
# Whoever can have us say again and again what they chose learns from how short it gets what else is on the page: up to
# so many bytes that mean nothing make each answer as long as chance has it.
FILLING = 100
# Deflated, with a name, of no date, by nobody in particular.
_HEAD = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff"
_TAKES_IT = re.compile(r"\bgzip\b")


def large_answers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Compress answers that are worth it; what is sent piece by piece, or packed already, goes out as it is."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponse) or "Content-Encoding" in response.headers:
            return response
        if len(response.content) >= WORTH_IT:
            patch_vary_headers(response, ["Accept-Encoding"])
            if _TAKES_IT.search(request.headers.get("Accept-Encoding", "")):
                response.content = packed(response.content)
                response.headers["Content-Encoding"] = "gzip"
                response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


def packed(content: bytes) -> bytes:
    """Return the content as a gzip file (RFC 1952), whose name is filling of a length by chance."""
    name = b"x" * secrets.randbelow(FILLING + 1)
    deflate = zlib_ng.compressobj(LEVEL, zlib_ng.DEFLATED, -zlib_ng.MAX_WBITS)
    tail = struct.pack("<II", zlib_ng.crc32(content), len(content) & 0xFFFFFFFF)
    return b"".join((_HEAD, name, b"\0", deflate.compress(content), deflate.flush(), tail))
