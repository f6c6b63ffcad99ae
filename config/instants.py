"""Points in time as the database writes them. Each request reads ten, and the driver's own way takes longest of all."""

from datetime import UTC, datetime

from psycopg import DataError
from psycopg.abc import Buffer
from psycopg.adapt import Loader


class Instants(Loader):
    """Reads a `timestamptz`. Django has its connections speak of UTC, and looks at `timezone`."""

    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        """Return the point in time. Raises DataError for what Python has no word for: infinity, or before Christ."""
        said = bytes(data).decode()
        try:
            return datetime.fromisoformat(said).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise DataError(f"no point in time: {said}") from error
