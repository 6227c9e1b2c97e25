"""The addresses of the station; all under /village/, the reach of its service worker."""

from django.urls import path, re_path

from yizhan.village import views_device, views_errand, views_ledger

app_name = "village"
urlpatterns = [
    path("", views_errand.today, name="today"),
    path("new/", views_errand.pick, name="pick"),
    path("new/<str:code>/", views_errand.errand, name="errand"),
    path("records/<uuid:errand_id>/", views_errand.record, name="record"),
    re_path(
        f"^records/(?P<errand_id>[0-9a-f-]{{36}})/(?P<what>{'|'.join(views_errand.ACTS)})/$",
        views_errand.act,
        name="act",
    ),
    path("ledger/", views_ledger.month, name="ledger"),
    path("ledger/report/", views_ledger.report, name="report"),
    path("ledger.xlsx", views_ledger.sheet, name="sheet"),
    path("rounds/", views_ledger.rounds, name="rounds"),
    path("queue/", views_device.queue, name="queue"),
    path("session/", views_device.session, name="session"),
    path("sync/", views_device.sync, name="sync"),
    path("kept/", views_device.kept, name="kept"),
    path("sw.js", views_device.worker, name="worker"),
    path("manifest.webmanifest", views_device.manifest, name="manifest"),
]
