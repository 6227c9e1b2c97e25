"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from yizhan.api.urls import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yizhan.portal.urls")),
    path("account/", include("yizhan.accounts.urls")),
    path("api/v1/", api.urls),
    path("desk/", include("yizhan.desk.urls")),
    path("village/", include("yizhan.village.urls")),
    path("materials/", include("yizhan.materials.urls")),
]
handler400 = "yizhan.portal.views_errors.bad"
handler403 = "yizhan.portal.views_errors.forbidden"
handler404 = "yizhan.portal.views_errors.missing"
handler500 = "yizhan.portal.views_errors.broken"
