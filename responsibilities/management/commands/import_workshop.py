"""manage.py import_workshop FILE"""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from communities.models import Community
from responsibilities.actions.import_workshop import import_workshop
from responsibilities.workshop_file import NotAWorkshopFile, read
from workshops.access import facilitator_url
from workshops.actions.opening import add_facilitator
from workshops.models import Participant, Workshop


class Command(BaseCommand):
    help = "Read a workshop file and print where the workshop is, as one JSON object."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a workshop file, or - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            document = read(_bytes(file))
        except NotAWorkshopFile as refusal:
            # The refusal alone, where CommandError would be named before it.
            sys.exit(str(refusal))
        with transaction.atomic():
            workshop = import_workshop(document=document, community=_community())
            where = _where(workshop, _facilitator(workshop))
        self.stdout.write(json.dumps(where))


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error


def _community() -> Community:
    return Community.objects.first() or Community.objects.create(name="Our community")


def _facilitator(workshop: Workshop) -> Participant:
    """The facilitator the file names or, where it names none, one who only steers."""
    named = workshop.participants.filter(role=Participant.Role.FACILITATOR).first()
    return named or add_facilitator(workshop=workshop, name="Facilitator")


def _where(workshop: Workshop, facilitator: Participant) -> dict[str, str]:
    return {
        "id": str(workshop.id),
        "url": f"{settings.SITE_URL}/w/{workshop.id}/",
        "code": workshop.code,
        "facilitator_url": facilitator_url(facilitator),
    }
