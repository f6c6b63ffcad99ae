"""Addresses of workshops and of the ways in."""

from django.urls import path

from workshops.views import joining, people, workshop, you

_PEOPLE = (
    ("people/", people.people, "people"),
    ("people/joining/", people.joining, "joining"),
    ("people/code/", people.renew_code, "renew-code"),
    ("people/facilitators/", people.name_facilitator, "name-facilitator"),
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

urlpatterns = [
    path("join/", joining.join, name="join"),
    path("j/<str:code>/", joining.join_by_link, name="join-by-link"),
    path("w/<uuid:workshop_id>/", workshop.workshop, name="workshop"),
    path("w/<uuid:workshop_id>/mine/", workshop.mine, name="mine"),
    path("w/<uuid:workshop_id>/screen/", workshop.screen, name="screen"),
    path("w/<uuid:workshop_id>/facilitate/<str:token>/", workshop.facilitate, name="facilitate"),
    path("w/<uuid:workshop_id>/stage/", workshop.stage, name="stage"),
    path("w/<uuid:workshop_id>/wall/", workshop.wall, name="wall"),
    path("w/<uuid:workshop_id>/details/", workshop.details, name="details"),
    *[path(f"w/<uuid:workshop_id>/{address}", view, name=name) for address, view, name in _PEOPLE],
]
