"""Addresses of workshops and of the ways in."""

from django.urls import path, register_converter

from workshops.models import Stage
from workshops.views import activity, clock, joining, people, run_sheet, workshop, you

_PEOPLE = (
    ("people/", people.people, "people"),
    ("people/joining/", people.joining, "joining"),
    ("people/code/", people.renew_code, "renew-code"),
    ("people/facilitators/", people.name_facilitator, "name-facilitator"),
    ("people/without-device/", people.add_without_device, "add-without-device"),
    ("people/waiting/let-in/", people.let_all_in, "let-all-in"),
    ("people/waiting/decline/", people.decline_all, "decline-all"),
    ("people/waiting/<uuid:newcomer_id>/let-in/", people.let_newcomer_in, "let-newcomer-in"),
    ("people/waiting/<uuid:newcomer_id>/decline/", people.decline_newcomer, "decline-newcomer"),
    ("people/hands/lower/", people.lower_all, "lower-hands"),
    ("people/<uuid:participant_id>/name/", people.rename, "rename-participant"),
    ("people/<uuid:participant_id>/role/", people.role, "role"),
    ("people/<uuid:participant_id>/withdraw/", people.withdraw, "withdraw-seat"),
    ("people/<uuid:participant_id>/remove/", people.remove, "remove-participant"),
    ("people/<uuid:participant_id>/let-in/", people.let_participant_back_in, "let-back-in"),
    ("people/<uuid:participant_id>/hand/lower/", people.lower, "lower-hand"),
    ("you/", you.you, "you"),
    ("you/name/", you.name, "your-name"),
    ("you/devices/", you.devices, "your-devices"),
    ("resume/<str:token>/", you.resume, "resume"),
    ("waiting/", you.waiting, "waiting"),
    ("hand/", you.hand, "hand"),
    ("ready/", you.ready, "ready"),
)


class StageConverter:
    """A stage in an address, by its name; there are no others."""

    regex = "|".join(Stage.values)

    def to_python(self, value: str) -> Stage:
        return Stage(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(StageConverter, "stage")

urlpatterns = [
    path("join/", joining.join, name="join"),
    path("j/<str:code>/", joining.join_by_link, name="join-by-link"),
    path("w/<uuid:workshop_id>/", workshop.workshop, name="workshop"),
    path("w/<uuid:workshop_id>/mine/", workshop.mine, name="mine"),
    path("w/<uuid:workshop_id>/screen/", workshop.screen, name="screen"),
    path("w/<uuid:workshop_id>/facilitate/<str:token>/", workshop.facilitate, name="facilitate"),
    path("w/<uuid:workshop_id>/stage/", workshop.stage, name="stage"),
    path("w/<uuid:workshop_id>/wall/", workshop.wall, name="wall"),
    path("clock/", clock.clock, name="clock"),
    path("w/<uuid:workshop_id>/timer/", clock.timer, name="timer"),
    path("w/<uuid:workshop_id>/timer/minute/", clock.minute, name="add-minute"),
    path("w/<uuid:workshop_id>/timer/pause/", clock.pause, name="pause-timer"),
    path("w/<uuid:workshop_id>/timer/resume/", clock.resume, name="resume-timer"),
    path("w/<uuid:workshop_id>/timer/stop/", clock.stop, name="stop-clock"),
    path("w/<uuid:workshop_id>/deadline/", clock.deadline, name="deadline"),
    path("w/<uuid:workshop_id>/run-sheet/<stage:stage>/minutes/", run_sheet.minutes, name="plan-minutes"),
    path("w/<uuid:workshop_id>/run-sheet/<stage:stage>/note/", run_sheet.note, name="keep-note"),
    path("w/<uuid:workshop_id>/details/", workshop.details, name="details"),
    path("w/<uuid:workshop_id>/activity/", activity.activity, name="activity"),
    path("w/<uuid:workshop_id>/activity/<int:line_id>/undo/", activity.undo, name="undo"),
    *[path(f"w/<uuid:workshop_id>/{address}", view, name=name) for address, view, name in _PEOPLE],
]
