"""Who is here, by the tab: only about now, so that a crash of the database may lose it (UNLOGGED)."""

from django.db import migrations

TABLES = """
CREATE UNLOGGED TABLE live_hub (
    id text NOT NULL,
    seen_at timestamptz NOT NULL,
    CONSTRAINT live_hub_once PRIMARY KEY (id)
);
CREATE UNLOGGED TABLE live_tab (
    kind text NOT NULL,
    key text NOT NULL,
    person text NOT NULL,
    tab text NOT NULL,
    hub text NOT NULL,
    away boolean NOT NULL,
    said integer NOT NULL,
    CONSTRAINT live_tab_once PRIMARY KEY (kind, key, person, tab),
    CONSTRAINT live_tab_of_a_hub FOREIGN KEY (hub) REFERENCES live_hub ON DELETE CASCADE
);
CREATE INDEX live_tab_by_hub ON live_tab (hub);
"""


class Migration(migrations.Migration):
    initial = True

    operations = [migrations.RunSQL(TABLES, "DROP TABLE live_tab; DROP TABLE live_hub;")]
