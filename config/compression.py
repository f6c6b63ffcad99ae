"""Compressing what is large: whole pages, as they go out to a browser that takes them so."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Answers to forms are smaller: compressing them costs more than sending them.
WORTH_IT = 8192


class LargeAnswers(GZipMiddleware):
    """Django's compression, with its random filling against guessing from lengths, for answers that are worth it."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        if response.streaming or len(response.content) < WORTH_IT:
            return response  # type: ignore[no-any-return]
        return super().process_response(request, response)
