"""The addresses of the desk; each screen says which posts may open it."""

from django.urls import path

from yizhan.desk import (
    views_batch,
    views_case,
    views_catalogue,
    views_exchange,
    views_files,
    views_home,
    views_inbox,
    views_intake,
    views_person,
    views_preview,
    views_sign,
)

app_name = "desk"
urlpatterns = [
    path("", views_home.home, name="home"),
    path("post/", views_home.switch, name="switch"),
    path("inbox/", views_inbox.listed, name="inbox"),
    path("inbox/bulk/", views_inbox.bulk, name="bulk"),
    path("inbox/filters/", views_inbox.keep_filter, name="keep_filter"),
    path("find/", views_home.find, name="find"),
    path("batch/", views_batch.draft, name="batch"),
    path("batch/sign/", views_batch.sign, name="batch_sign"),
    path("intake/", views_intake.pick, name="intake"),
    path("intake/<str:code>/", views_intake.receive, name="receive"),
    path("catalogue/", views_catalogue.catalogue, name="catalogue"),
    path("catalogue/export/", views_exchange.export, name="export"),
    path("catalogue/import/", views_exchange.take_in, name="import"),
    path("catalogue/<uuid:version_id>/", views_catalogue.version, name="version"),
    path("catalogue/<uuid:version_id>/save/", views_catalogue.save, name="save"),
    path("catalogue/<uuid:version_id>/revise/", views_catalogue.revise, name="revise"),
    path("catalogue/<uuid:version_id>/copy/", views_catalogue.copy, name="copy"),
    path("catalogue/<uuid:version_id>/approve/", views_catalogue.approve, name="approve"),
    path("calendar/", views_exchange.calendar, name="calendar"),
    path("case/<str:ref>/", views_case.case, name="case"),
    path("case/<str:ref>/claim/", views_home.claim, name="claim"),
    path("case/<str:ref>/unmask/", views_person.unmask, name="unmask"),
    path("case/<str:ref>/paper/<uuid:paper_id>.pdf", views_files.paper, name="paper"),
    path("case/<str:ref>/file/<uuid:attachment>/", views_files.file, name="file"),
    path("case/<str:ref>/preview/<slug:name>/", views_preview.preview, name="preview"),
    path("case/<str:ref>/draft/<slug:name>/", views_sign.draft, name="draft"),
    path("case/<str:ref>/sign/<slug:name>/", views_sign.sign, name="sign"),
    path("case/<str:ref>/<slug:name>/", views_case.take, name="take"),
]
