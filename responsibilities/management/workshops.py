"""Finding the workshop that a command is about."""

from uuid import UUID

from django.core.management.base import CommandError, CommandParser

from workshops.models import Workshop


def add_workshop_argument(parser: CommandParser) -> None:
    parser.add_argument("id", help="the workshop's id, as in its address /w/<id>/")


def workshop_or_error(given: str) -> Workshop:
    """Return the workshop whose id was `given`, or raise CommandError."""
    try:
        return Workshop.objects.get(id=UUID(given))
    except (ValueError, Workshop.DoesNotExist):
        raise CommandError(f"There is no workshop {given}.") from None
