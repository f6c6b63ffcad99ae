from workshops.models.category import Category
from workshops.models.countdown import Countdown
from workshops.models.participant import Participant
from workshops.models.sheet import StageSheet
from workshops.models.workshop import Names, Stage, Workshop
from workshops.models.wrong_code import WrongCode

__all__ = ("Category", "Countdown", "Names", "Participant", "Stage", "StageSheet", "Workshop", "WrongCode")
