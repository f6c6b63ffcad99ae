from responsibilities.workshop_file.reading import read
from responsibilities.workshop_file.refusal import NotAWorkshopFile

__all__ = ("NotAWorkshopFile", "read")
