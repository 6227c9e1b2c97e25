"""The addresses of the desk; each screen says which posts may open it."""

from django.urls import path

from yizhan.desk import views_case, views_files, views_home, views_intake, views_person, views_sign

app_name = "desk"
urlpatterns = [
    path("", views_home.home, name="home"),
    path("post/", views_home.switch, name="switch"),
    path("find/", views_home.find, name="find"),
    path("intake/", views_intake.pick, name="intake"),
    path("intake/<str:code>/", views_intake.receive, name="receive"),
    path("case/<str:ref>/", views_case.case, name="case"),
    path("case/<str:ref>/claim/", views_home.claim, name="claim"),
    path("case/<str:ref>/unmask/", views_person.unmask, name="unmask"),
    path("case/<str:ref>/paper/<uuid:paper_id>.pdf", views_files.paper, name="paper"),
    path("case/<str:ref>/file/<uuid:attachment>/", views_files.file, name="file"),
    path("case/<str:ref>/draft/<slug:name>/", views_sign.draft, name="draft"),
    path("case/<str:ref>/sign/<slug:name>/", views_sign.sign, name="sign"),
    path("case/<str:ref>/<slug:name>/", views_case.take, name="take"),
]
