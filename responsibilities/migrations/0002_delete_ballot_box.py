"""Votes are counted in the workshop's own row. Installations that are older than the table never had it."""

from django.db import migrations

DROP = "DROP TABLE IF EXISTS responsibilities_ballotbox"


class Migration(migrations.Migration):
    dependencies = [
        ("responsibilities", "0001_initial"),
        ("workshops", "0002_votes_counted"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(DROP, migrations.RunSQL.noop)],
            state_operations=[migrations.DeleteModel(name="BallotBox")],
        ),
    ]
