"""manage.py export_workshop ID"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from responsibilities.management.workshops import add_workshop_argument, workshop_or_error
from responsibilities.workshop_file import export


class Command(BaseCommand):
    help = "Print the whole workshop as a workshop file."

    def add_arguments(self, parser: CommandParser) -> None:
        add_workshop_argument(parser)

    def handle(self, *args: Any, id: str, **options: Any) -> None:
        self.stdout.write(json.dumps(export(workshop_or_error(id)), ensure_ascii=False, indent=1))
