"""Addresses of workshops and of the ways in."""

from django.urls import path, register_converter

from workshops.models import Stage
from workshops.views import clock, joining, people, run_sheet, workshop


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
    path("w/<uuid:workshop_id>/people/<uuid:participant_id>/remove/", people.remove, name="remove-participant"),
    path("w/<uuid:workshop_id>/people/<uuid:participant_id>/let-in/", people.let_in, name="let-back-in"),
]
