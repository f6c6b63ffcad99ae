"""What the database itself holds to: a version never changes, and a review belongs to its reviewer's framework."""

from django.db import migrations

_VERSION = "frameworks_version"

# Losing its workshop is the one thing that may happen to a version. By the time the database deletes versions
# after their framework, the framework is gone; while it is there, nobody deletes one of its versions.
_NEVER_CHANGES = """
CREATE FUNCTION frameworks_version_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.workshop_id IS NULL
            AND to_jsonb(NEW) - 'workshop_id' = to_jsonb(OLD) - 'workshop_id' THEN
            RETURN NEW;
        END IF;
    ELSIF NOT EXISTS (SELECT 1 FROM frameworks_framework WHERE id = OLD.framework_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER frameworks_version_never_changes BEFORE UPDATE OR DELETE ON frameworks_version
    FOR EACH ROW EXECUTE FUNCTION frameworks_version_never_changes();
"""
_MAY_CHANGE = """
DROP TRIGGER frameworks_version_never_changes ON frameworks_version;
DROP FUNCTION frameworks_version_never_changes();
"""


def _goes_with_its_framework() -> migrations.RunSQL:
    name = f"{_VERSION}_framework_id_goes_with_it"
    return migrations.RunSQL(
        f"ALTER TABLE {_VERSION} ADD CONSTRAINT {name} FOREIGN KEY (framework_id) "
        "REFERENCES frameworks_framework (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {_VERSION} DROP CONSTRAINT {name}",
    )


def _together(table: str, column: str, target: str) -> migrations.RunSQL:
    """(framework_id, column) of `table` must be a (framework_id, id) of `target`."""
    name = f"{table}_{column}_in_framework"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (framework_id, {column}) "
        f"REFERENCES {target} (framework_id, id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


operations = [
    _goes_with_its_framework(),
    migrations.RunSQL(_NEVER_CHANGES, _MAY_CHANGE),
    *(
        _together(table, column, target)
        for table in ("frameworks_areareview", "frameworks_signoff")
        for column, target in (("reviewer_id", "frameworks_reviewer"), ("version_id", _VERSION))
    ),
]
