"""Foreign keys that Django cannot say: what belongs together belongs to one workshop.

Each of them pairs the workshop with the row pointed at, so that no code path, and no hand in psql,
can tie a vote, an area or a merge to another workshop. They are checked at COMMIT.
"""

from django.db import migrations


def together(table: str, column: str, target: str, *, extra: tuple[str, str] | None = None) -> migrations.RunSQL:
    """(workshop_id, column) of `table` must be a (workshop_id, id) of `target`."""
    here, there = f"workshop_id, {column}", "workshop_id, id"
    if extra:
        here, there = f"{here}, {extra[0]}", f"{there}, {extra[1]}"
    name = f"{table}_{column}_in_workshop"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({here}) "
        f"REFERENCES {target} ({there}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


RESPONSIBILITY = "responsibilities_responsibility"
PARTICIPANT = "workshops_participant"
BALLOT = "responsibilities_ballot"

operations = [
    together(RESPONSIBILITY, "category_id", "workshops_category"),
    together(RESPONSIBILITY, "author_id", PARTICIPANT),
    together(RESPONSIBILITY, "area_id", "responsibilities_area"),
    together(RESPONSIBILITY, "former_area_id", "responsibilities_area"),
    together(
        RESPONSIBILITY,
        "merged_into_id",
        RESPONSIBILITY,
        extra=("target_is_merged", "is_merged"),
    ),
    together("responsibilities_idea", "source_id", RESPONSIBILITY),
    together(BALLOT, "responsibility_id", RESPONSIBILITY),
    together("responsibilities_vote", "ballot_id", BALLOT),
    together("responsibilities_vote", "participant_id", PARTICIPANT),
    together("responsibilities_turnout", "participant_id", PARTICIPANT),
    together("responsibilities_reason", "ballot_id", BALLOT),
    together("responsibilities_reason", "participant_id", PARTICIPANT),
    together("responsibilities_decision", "responsibility_id", RESPONSIBILITY),
    together("responsibilities_note", "responsibility_id", RESPONSIBILITY),
    together("responsibilities_note", "author_id", PARTICIPANT),
    together("responsibilities_focus", "responsibility_id", RESPONSIBILITY),
]
