"""A workshop: one sitting about one role, its purpose and context, and how far it has come."""

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.models import Community
from live.models import LiveModel
from workshops.models.countdown import Countdown
from workshops.rows import Asked, columns, made, one

# No letter or digit that could be taken for another when it is read out or typed from a projector.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
_BY_ID = "FROM workshops_workshop w WHERE w.id = %s"


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


class Stage(models.TextChoices):
    LOBBY = "lobby", pgettext_lazy("stage", "Lobby")
    LISTING = "listing", pgettext_lazy("stage", "Listing")
    VOTING = "voting", pgettext_lazy("stage", "Voting")
    DISCUSSION = "discussion", pgettext_lazy("stage", "Discussion")
    CLUSTERING = "clustering", pgettext_lazy("stage", "Clustering")
    FRAMEWORK = "framework", pgettext_lazy("stage", "Framework")

    @property
    def rank(self) -> int:
        return list(Stage).index(self)

    @property
    def following(self) -> "Stage | None":
        return list(Stage)[self.rank + 1] if self.rank + 1 < len(Stage) else None

    @property
    def preceding(self) -> "Stage | None":
        return list(Stage)[self.rank - 1] if self.rank else None


class Names(models.TextChoices):
    """What a workshop promises about names; from top to bottom it only gets tighter."""

    NAMED = "named", pgettext_lazy("names", "Named")
    HIDDEN = "hidden", pgettext_lazy("names", "Hidden")
    ANONYMOUS = "anonymous", pgettext_lazy("names", "Anonymous")


def spoken() -> list[tuple[str, str]]:
    """The languages there are, each called by its own name."""
    return list(settings.LANGUAGES)


class Joining(models.TextChoices):
    """How somebody new comes in. Whoever has a seat is never asked."""

    OPEN = "open", _("Anyone with the link")
    PASSPHRASE = "passphrase", _("With a passphrase")
    APPROVAL = "approval", _("A facilitator lets people in")


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def locked(self) -> "WorkshopQuerySet":
        """Hold the workshop's row until the end of the transaction: writes to one workshop go one after another."""
        return self.select_for_update(no_key=True)

    def hold(self, workshop: "Workshop") -> "Workshop":
        """Bring the workshop up to date and lock it; a verb begins with this, so that what it checks stays true."""
        return self.ask_to_hold(workshop)()

    def ask_to_hold(self, workshop: "Workshop") -> "Callable[[], Workshop]":
        """Begin to hold it; what is returned ends it. Between the two other questions can be put, see `together`."""
        asked = Asked(f"SELECT {columns(Workshop, 'w')} {_BY_ID} FOR NO KEY UPDATE", [workshop.id])

        def held() -> "Workshop":
            found = asked.one()
            if found is None:
                raise Workshop.DoesNotExist("The workshop is not there any more.")
            workshop.__dict__ = made(Workshop, found).__dict__
            return workshop

        return held

    def now(self, id: object) -> "Workshop | None":
        """Return the workshop with this id as it is now, at no more cost than reading it."""
        found = one(f"SELECT {columns(Workshop, 'w')} {_BY_ID}", [id])
        return made(Workshop, found) if found else None

    def live_first(self) -> "WorkshopQuerySet":
        return self.order_by(F("closed_at").asc(nulls_first=True), "-created_at", "id")


class Workshop(LiveModel, Countdown):
    kind = "w"

    class Size(models.TextChoices):
        UP_TO_10 = "1-10", _("1 to 10 people")
        UP_TO_50 = "11-50", _("11 to 50")
        UP_TO_200 = "51-200", _("51 to 200")
        UP_TO_1000 = "201-1000", _("201 to 1,000")
        OVER_1000 = "1001+", _("More than 1,000")

    class Funding(models.TextChoices):
        BOOTSTRAPPED = "bootstrapped", _("Bootstrapped")
        SEED = "seed", _("Seed")
        SERIES_A = "series-a", _("Series A")
        SERIES_B = "series-b", _("Series B")
        SERIES_C = "series-c+", _("Series C or later")
        PUBLIC = "public", _("Public company")
        NON_PROFIT = "non-profit", _("Non-profit")
        PUBLIC_SECTOR = "public-sector", _("Public sector")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="workshops")
    title = models.CharField(max_length=300)
    role = models.CharField(max_length=300)
    purpose = models.TextField(max_length=4000, blank=True)
    # What its pages speak, to everybody: a facilitator who says "press Add" must be right on all screens.
    language = models.CharField(max_length=10, choices=spoken, default="en-gb")

    # The context: what a role is depends on these.
    organisation = models.CharField(max_length=200, blank=True)
    organisation_size = models.CharField("size of the organisation", max_length=20, choices=Size, blank=True)
    funding_stage = models.CharField(max_length=20, choices=Funding, blank=True)
    teams = models.TextField("make-up of the teams", max_length=4000, blank=True)
    founders = models.TextField("founders' background", max_length=4000, blank=True)

    names = models.CharField(max_length=10, choices=Names, default=Names.HIDDEN)
    threshold_numerator = models.PositiveSmallIntegerField(default=2)
    threshold_denominator = models.PositiveSmallIntegerField(default=3)
    red_needs_reason = models.BooleanField(default=False)

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    # Codes it has had, with spaces between: they lead those who have a seat back to it, and nobody else anywhere.
    former_codes = models.TextField(blank=True, default="", db_default="", editable=False)
    joining = models.CharField(max_length=10, choices=Joining, default=Joining.OPEN, db_default=Joining.OPEN)
    # Read out to a room, so kept as it is; only facilitators are shown it.
    passphrase = models.CharField(max_length=100, blank=True, default="", db_default="")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.LOBBY)
    wall_shown_at = models.DateTimeField(null=True, editable=False)
    revealed_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # When it came to the present stage, where that is known, and when somebody last did there what it is for.
    entered_at = models.DateTimeField(null=True, default=timezone.now, editable=False)
    active_at = models.DateTimeField(null=True, editable=False)
    # The Rehearsal that is going on. Not a foreign key: every request reads this row, and most never ask further.
    rehearsal = models.UUIDField(null=True, editable=False)

    # How far the voting has come, kept as it goes, so that no vote has to count all the others: how much there is to
    # vote on, and how many votes on that are in. Right for as long as nothing but votes has happened since the
    # revision `counted_at`; counted anew after anything else. See turnout.py among the responsibilities.
    counted_at = models.PositiveBigIntegerField(null=True, editable=False)
    papers_counted = models.PositiveIntegerField(default=0, editable=False)
    votes_counted = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar = WorkshopQuerySet.as_manager()

    class Meta:
        constraints = (
            *Countdown.Meta.constraints,
            models.CheckConstraint(
                name="workshop_threshold_over_half_and_at_most_one",
                condition=Q(
                    threshold_numerator__gte=1,
                    threshold_numerator__lte=F("threshold_denominator"),
                )
                & Q(threshold_denominator__lt=F("threshold_numerator") * 2),
            ),
            models.CheckConstraint(name="workshop_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(name="workshop_names_known", condition=Q(names__in=Names.values)),
            models.CheckConstraint(name="workshop_joining_known", condition=Q(joining__in=Joining.values)),
            models.CheckConstraint(
                name="workshop_has_the_passphrase_it_asks_for",
                condition=~Q(joining=Joining.PASSPHRASE) | ~Q(passphrase=""),
            ),
            models.CheckConstraint(name="workshop_has_title_and_role", condition=~Q(title="") & ~Q(role="")),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def threshold(self) -> Fraction:
        return Fraction(self.threshold_numerator, self.threshold_denominator)

    @property
    def at(self) -> Stage:
        return Stage(self.stage)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def asks_first(self) -> bool:
        """Whether newcomers wait until a facilitator lets them in."""
        return self.joining == Joining.APPROVAL

    @property
    def has_passphrase(self) -> bool:
        """Whether newcomers are asked for the passphrase."""
        return self.joining == Joining.PASSPHRASE

    @property
    def is_rehearsing(self) -> bool:
        """Whether simulated colleagues are taking part."""
        return self.rehearsal is not None

    @property
    def wall_is_shown(self) -> bool:
        """True once everybody may read everybody's responsibilities."""
        return self.wall_shown_at is not None

    @property
    def quiet_since(self) -> datetime | None:
        """Since when nobody has done what the stage is for."""
        return max(filter(None, (self.entered_at, self.active_at)), default=None)

    def has_reached(self, stage: Stage) -> bool:
        return self.at.rank >= stage.rank
