from frameworks.models.framework import Framework
from frameworks.models.review import AreaReview, SignOff
from frameworks.models.reviewer import Reviewer
from frameworks.models.version import Version

__all__ = ("AreaReview", "Framework", "Reviewer", "SignOff", "Version")
