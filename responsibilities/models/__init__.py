from responsibilities.models.ballot import Ballot, Colour, Reason, Vote
from responsibilities.models.decision import Decision, Note
from responsibilities.models.focus import Focus
from responsibilities.models.grouping import Area, Idea
from responsibilities.models.responsibility import Responsibility
from responsibilities.models.template import Inspiration, Template
from responsibilities.models.turnout import Turnout

__all__ = (
    "Area",
    "Ballot",
    "Colour",
    "Decision",
    "Focus",
    "Idea",
    "Inspiration",
    "Note",
    "Reason",
    "Responsibility",
    "Template",
    "Turnout",
    "Vote",
)
