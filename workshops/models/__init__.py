from workshops.models.activity import Activity
from workshops.models.category import Category
from workshops.models.countdown import Countdown
from workshops.models.newcomer import Newcomer
from workshops.models.participant import Participant
from workshops.models.rehearsal import Rehearsal
from workshops.models.sheet import StageSheet
from workshops.models.workshop import Joining, Names, Stage, Workshop
from workshops.models.wrong_code import WrongCode

__all__ = (
    "Activity",
    "Category",
    "Countdown",
    "Joining",
    "Names",
    "Newcomer",
    "Participant",
    "Rehearsal",
    "Stage",
    "StageSheet",
    "Workshop",
    "WrongCode",
)
