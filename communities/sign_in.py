"""Coming in by a one-time link, and going out again. There are no passwords to lose."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe


@require_safe
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Say how to get a link."""
    if request.user.is_authenticated:
        return redirect("home")
    return render(request, "communities/sign_in.html")


# A HEAD, such as a chat's preview sends, must not use the link up.
@require_GET
@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the owner of the link in; tell anybody else that it is spent."""
    user = authenticate(request, sesame=token)
    if user is None:
        return render(request, "communities/sign_in.html", {"spent": True}, status=403)
    login(request, user)
    return redirect("home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on this device."""
    logout(request)
    return redirect("home")
