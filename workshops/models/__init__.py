from workshops.models.category import Category
from workshops.models.participant import Participant
from workshops.models.rehearsal import Rehearsal
from workshops.models.workshop import Names, Stage, Workshop
from workshops.models.wrong_code import WrongCode

__all__ = ("Category", "Names", "Participant", "Rehearsal", "Stage", "Workshop", "WrongCode")
