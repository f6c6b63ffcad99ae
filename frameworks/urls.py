"""Addresses of what is published, of its reviews, and of publishing it."""

from django.urls import path, register_converter

from frameworks.numbers import NumberConverter
from frameworks.views import publishing, reading, reviewing

register_converter(NumberConverter, "number")

urlpatterns = [
    path("w/<uuid:workshop_id>/publish/", publishing.publish, name="publish"),
    path("w/<uuid:workshop_id>/published/<number:number>/", publishing.read, name="read-published"),
    path("w/<uuid:workshop_id>/reviewers/", publishing.invite, name="invite-reviewer"),
    path("w/<uuid:workshop_id>/reviewers/<uuid:reviewer_id>/withdraw/", publishing.withdraw, name="withdraw-link"),
    path("w/<uuid:workshop_id>/reviewers/<uuid:reviewer_id>/new-link/", publishing.new_link, name="new-link"),
    path("f/<uuid:framework_id>/", reading.framework, name="framework"),
    path("f/<uuid:framework_id>/<number:number>/", reading.version, name="framework-version"),
    path("f/<uuid:framework_id>/<number:number>.md", reading.markdown, name="framework-markdown"),
    path("f/<uuid:framework_id>/<number:number>.json", reading.json, name="framework-json"),
    path("r/<str:token>/", reviewing.review, name="review"),
    path("r/<str:token>/<number:number>/", reviewing.review, name="review-version"),
    path("r/<str:token>/<number:number>/parts/", reviewing.speak, name="review-part"),
    path("r/<str:token>/<number:number>/sign-off/", reviewing.sign, name="sign-off"),
]
