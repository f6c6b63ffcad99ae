"""manage.py verdicts ID"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from responsibilities.management.workshops import add_workshop_argument, workshop_or_error
from responsibilities.workshop_file.verdicts import verdicts


class Command(BaseCommand):
    help = "Print what the rules make of a workshop's votes, as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        add_workshop_argument(parser)

    def handle(self, *args: Any, id: str, **options: Any) -> None:
        self.stdout.write(json.dumps(verdicts(workshop_or_error(id)), indent=1))
