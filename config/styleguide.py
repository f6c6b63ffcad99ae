"""A living page of the components, drawn from the templates that draw them everywhere: for those who work on Remit."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from responsibilities.marks import Mark
from workshops.board import RailStop
from workshops.stages import Steer, Verb

NOWHERE = UUID(int=0)
MARKS = (
    Mark("people", "People", ""),
    Mark("team", "Team", ""),
    Mark("tech-wide", "Tech Wide", ""),
    Mark("other", "Other", ""),
    Mark("customers", "Customers", "🤝"),
)
PEOPLE = (
    {"name": "Ada", "presence": "here", "done": True},
    {"name": "Björn", "presence": "away"},
    {"name": "محمد", "presence": "gone"},
    {"name": "Wilhelmina Featherstonehaugh-Cholmondeley", "presence": "here"},
)
STOPS = (
    RailStop("Lobby", "past", "?theme="),
    RailStop("Listing", "past", "?theme="),
    RailStop("Voting", "now", "?theme="),
    RailStop("Discussion", "ahead", ""),
)


class Fields(forms.Form):
    """A field as it comes, one that need not be filled in, and one that was refused."""

    title = forms.CharField(label="Title", help_text="What the invitation says.")
    purpose = forms.CharField(label="Purpose", required=False, widget=forms.Textarea)
    email = forms.EmailField(label="E-mail address")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component; `?theme=light` or `dark` holds the page to one of the two."""
    if not settings.STYLEGUIDE:
        raise Http404
    theme = request.GET.get("theme", "")
    return render(request, "styleguide.html", {"theme": theme if theme in ("light", "dark") else "", **_specimens()})


def _specimens() -> dict[str, Any]:
    return {
        "workshop": {"id": NOWHERE},
        "marks": MARKS,
        "colours": ("green", "amber", "red"),
        "promises": ("named", "hidden", "anonymous"),
        "people": PEOPLE,
        "stops": STOPS,
        "steer": Steer(say="9 of 13 done", verb=Verb("Reveal votes", "reveal", leads=True)),
        "before": {"value": "listing"},
        "after": {"value": "discussion", "label": "Discussion"},
        "form": Fields({"title": "What is the EM role here?", "email": "ada"}),
        "paper": {
            "id": NOWHERE,
            "text": "Meet new engineers on their first morning",
            "mark": MARKS[0],
            "colour": "green",
        },
        "area": {
            "id": NOWHERE,
            "emoji": "🦄",
            "name": "New Starters",
            "description": "Their first weeks.",
            "lines": SLIPS,
        },
        "line": LINE,
    }


SLIPS = (
    {"id": 1, "text": "Meet new engineers on their first morning", "colour": "green", "merged": ("Say hello",)},
    {"id": 2, "text": "Order laptops", "colour": "amber"},
    {"id": 3, "text": "Nobody has voted on this", "colour": ""},
)
LINE = {
    "text": "Run the stand-up",
    "colour": "amber",
    "verdict": "amber",
    "decision": "amber",
    "rationale": "It depends on the team.",
    "contested": True,
    "tally": {"green": 6, "amber": 3, "red": 4},
    "category": "Team",
}
