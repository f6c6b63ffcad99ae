"""`manage.py sign_in_link`: how somebody without a password gets in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from communities.actions.settle_in import settle_in
from communities.links import sign_in_url
from communities.models import User


class Command(BaseCommand):
    help = "Print a link that signs a facilitator in once; without a name, the one who was here first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("who", nargs="?", help="the name or e-mail address of the account")

    def handle(self, *args: Any, who: str | None = None, **options: Any) -> None:
        self.stdout.write(sign_in_url(self._find(who) if who else settle_in()))

    def _find(self, who: str) -> User:
        found = User.objects.filter(Q(email__iexact=who) | Q(name__iexact=who), is_active=True)[:2]
        if len(found) != 1:
            how_many = "Nobody" if not found else "More than one account"
            raise CommandError(f"{how_many} here is called {who}: give the e-mail address of one account.")
        return found[0]
