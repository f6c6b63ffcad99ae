from responsibilities.workshop_file.exporting import export, export_for
from responsibilities.workshop_file.reading import read
from responsibilities.workshop_file.refusal import NotAWorkshopFile

__all__ = ("NotAWorkshopFile", "export", "export_for", "read")
