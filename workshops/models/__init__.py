from workshops.models.category import Category
from workshops.models.newcomer import Newcomer
from workshops.models.participant import Participant
from workshops.models.workshop import Joining, Names, Stage, Workshop
from workshops.models.wrong_code import WrongCode

__all__ = ("Category", "Joining", "Names", "Newcomer", "Participant", "Stage", "Workshop", "WrongCode")
