"""Every answer, errors included, tells the browser how little it may do."""

import pytest
from django.test import Client
from django.urls import get_resolver

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/sign-in/", "/in/x/", "/health/live", "/health/ready", "/nowhere/"])
def test_headers(client: Client, path: str) -> None:
    response = client.get(path)
    for name, value in EXPECTED.items():
        assert response[name] == value
    policy = {part.strip() for part in response["Content-Security-Policy"].split(";")}
    assert policy >= set(POLICY)
    assert "camera=()" in response["Permissions-Policy"]


def test_a_form_from_elsewhere_is_refused_with_the_same_headers() -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-out/")
    assert response.status_code == 403
    assert response["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_pages_have_names() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert names >= {"home", "sign-in", "sign-out", "enter", "health-live", "health-ready"}
