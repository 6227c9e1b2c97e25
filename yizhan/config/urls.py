"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yizhan.portal.urls")),
]
handler400 = "yizhan.portal.views_errors.bad"
handler403 = "yizhan.portal.views_errors.forbidden"
handler404 = "yizhan.portal.views_errors.missing"
handler500 = "yizhan.portal.views_errors.broken"
