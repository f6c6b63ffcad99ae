"""Addresses of workshops and of the ways in."""

from django.urls import path

from workshops.views import activity, joining, people, workshop

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
    path("w/<uuid:workshop_id>/activity/", activity.activity, name="activity"),
    path("w/<uuid:workshop_id>/activity/<int:line_id>/undo/", activity.undo, name="undo"),
    path("w/<uuid:workshop_id>/people/<uuid:participant_id>/remove/", people.remove, name="remove-participant"),
    path("w/<uuid:workshop_id>/people/<uuid:participant_id>/let-in/", people.let_in, name="let-back-in"),
]
