"""The thirteen managers have no browsers in the pictures; here they are all the same."""

from deploy.installation import Installation

# A process that is never taken for dead has a tab of each of them; one has turned away.
_SQL = """
INSERT INTO live_hub VALUES ('desks', 'infinity');
INSERT INTO live_tab (kind, key, person, tab, hub, away, said)
SELECT 'w', workshop_id::text, id::text, 'desk', 'desks', name = 'EM 7', 0
FROM workshops_participant WHERE takes_part;
"""


def everybody_sits_down(remit: Installation) -> None:
    """Have all who take part in a workshop be here, from the next change of it on."""
    remit.manage("shell", "-c", f"from django.db import connection; connection.cursor().execute({_SQL!r})")
