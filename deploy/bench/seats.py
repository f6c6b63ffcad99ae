"""python -m deploy.bench.seats: makes boards with people at them, straight in the database.

Reads {count, cards, people, voted} from standard input and prints what `deploy.bench.boards.Board` reads. Joining
over HTTP is measured by itself; elsewhere a thousand people need only be there.
"""

import json
import sys
from typing import Any

import django


def make(cards: int, people: int, voted: int) -> dict[str, Any]:
    """Import one workshop with `people` in it, whose first `voted` cards have everybody's vote; describe it."""
    from communities.models import Community
    from responsibilities.actions.import_workshop import import_workshop
    from workshops.models import Workshop

    community = Community.objects.first() or Community.objects.create(name="Our community")
    made = import_workshop(document=_document(cards, people, voted), community=community)
    workshop = Workshop.objects.get(id=made.id)
    ids = workshop.responsibilities.order_by("number", "id").values_list("id", flat=True)
    return {
        "id": str(workshop.id),
        "code": workshop.code,
        "position": workshop.position,
        "cards": [str(id) for id in ids],
        "seats": [_seat(person) for person in workshop.participants.order_by("number", "id")],
    }


def _document(cards: int, people: int, voted: int) -> dict[str, Any]:
    names = [f"p{number}" for number in range(people)]
    votes = {"ballots": [{"votes": dict.fromkeys(names, "green")}]}
    return {
        "format": "remit.workshop/1",
        "title": "Benchmark",
        "role": "Engineering Manager",
        "stage": "voting",
        "categories": [{"key": "one", "name": "One"}, {"key": "two", "name": "Two"}],
        "participants": [{"key": name, "name": f"Voter {name}"} for name in names],
        "responsibilities": [
            {
                "key": f"r{number}",
                "text": f"Responsibility number {number}, in as many words as people use",
                "category": ("one", "two")[number % 2],
                **(votes if number < voted else {}),
            }
            for number in range(cards)
        ],
    }


def _seat(person: Any) -> dict[str, str]:
    from django.conf import settings
    from django.http import HttpRequest, HttpResponse
    from django.middleware.csrf import get_token

    from workshops.access import give_seat
    from workshops.cookies import COOKIE

    request = HttpRequest()
    token = get_token(request)
    seat = give_seat(HttpResponse(), person).cookies[COOKIE].value
    return {"cookies": f"{settings.CSRF_COOKIE_NAME}={request.META['CSRF_COOKIE']}; {COOKIE}={seat}", "token": token}


def main() -> None:
    django.setup()
    order = json.load(sys.stdin)
    count = order.pop("count")
    print(json.dumps([make(**order) for _ in range(count)]))


if __name__ == "__main__":
    main()
