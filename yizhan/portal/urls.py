"""The addresses of the public portal."""

from django.urls import path

from yizhan.portal import (
    urls_citizen,
    views_ask,
    views_browse,
    views_clauses,
    views_guide,
    views_home,
    views_mandate,
    views_pages,
    views_places,
    views_verify,
)

app_name = "portal"
urlpatterns = [
    path("", views_home.home, name="home"),
    path("mandate/items/", views_mandate.pick, name="mandate_items"),
    path("search/", views_home.search, name="search"),
    path("suggest/", views_home.suggest, name="suggest"),
    path("natural/", views_browse.natural, name="natural"),
    path("legal/", views_browse.legal, name="legal"),
    path("departments/", views_browse.departments, name="departments"),
    path("departments/<slug:code>/", views_browse.department, name="department"),
    path("guide/<str:code>/", views_guide.guide, name="guide"),
    path("guide/<str:code>/leaflet.pdf", views_guide.leaflet, name="guide_leaflet"),
    path("division/", views_places.division, name="division"),
    path("division/choose/", views_places.choose, name="choose"),
    path("display/", views_pages.show, name="display"),
    path("accessibility/", views_pages.accessibility, name="accessibility"),
    path("sitemap/", views_pages.sitemap, name="sitemap"),
    path("clauses/", views_clauses.clauses, name="clauses"),
    path("clauses/<str:number>/", views_clauses.clause, name="clause"),
    path("verify/", views_verify.verify, name="verify"),
    path("verify/<str:token>", views_verify.by_token, name="verify_token"),
    path("ask/", views_ask.ask, name="ask"),
    path("ask/done/", views_ask.done, name="asked"),
    *urls_citizen.urlpatterns,
]
