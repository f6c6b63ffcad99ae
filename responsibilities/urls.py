"""Addresses of what is done with responsibilities. All of them stand below a workshop's own address."""

from django.urls import URLPattern, URLResolver, include, path

from responsibilities.views import closing, clustering, discussion, export, listing, opening, upload, voting

one = [
    path("vote/", voting.vote, name="vote"),
    path("vote/take-back/", voting.take_back, name="take-back"),
    path("reword/", listing.reword, name="reword"),
    path("remove/", listing.remove, name="remove"),
    path("put-back/", listing.restore, name="put-back"),
    path("focus/", discussion.focus, name="focus"),
    path("re-vote/", discussion.re_vote, name="re-vote"),
    path("re-vote/reveal/", discussion.reveal_re_vote, name="reveal-re-vote"),
    path("decision/", discussion.decision, name="decision"),
    path("decision/withdraw/", discussion.withdraw, name="withdraw"),
    path("unmerge/", clustering.unmerge, name="unmerge"),
    path("idea/", discussion.park, name="park"),
    path("idea/take-up/", discussion.take_up, name="take-up"),
]

workshop: list[URLPattern | URLResolver] = [
    path("responsibilities/<uuid:responsibility_id>/", include(one)),
    path("responsibilities/", listing.add, name="responsibilities"),
    path("export.json", export.export_json, name="export-json"),
    path("close/", closing.close, name="close"),
    path("reveal/", voting.reveal, name="reveal"),
    path("accept/", discussion.accept, name="accept"),
    path("placing/", clustering.place, name="placing"),
    path("unsorting/", clustering.unsort, name="unsort"),
    path("merging/", clustering.merge_duplicates, name="merge-duplicates"),
    path("areas/<uuid:area_id>/", clustering.rename_area, name="area"),
    path("areas/<uuid:area_id>/merge/", clustering.merge_areas, name="merge-areas"),
    path("areas/<uuid:area_id>/drop/", clustering.drop_area, name="drop-area"),
]

urlpatterns = [
    path("w/<uuid:workshop_id>/", include(workshop)),
    path("workshops/new/", opening.new_workshop, name="new-workshop"),
    path("workshops/import/", upload.upload_workshop, name="upload-workshop"),
]
