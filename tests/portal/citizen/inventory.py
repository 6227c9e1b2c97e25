"""Every address of the portal with an example of it, so that no new page is forgotten (G-02)."""

from collections.abc import Mapping

from django.urls import URLPattern

from yizhan.portal.urls import urlpatterns

NO_PAGES = {
    "choose": "goes back to where the visitor came from",
    "display": "goes back to where the visitor came from",
    "draft": "leads to the page where a draft was left",
    "draft_moved": "leads there too while nothing has changed",
    "draft_drop": "deletes",
    "draft_arrived": "a part of a page",
    "suggest": "a part of a page",
    "sample": "a picture",
    "material": "a file",
    "material_away": "puts away",
    "case_calendar": "a file",
    "case_paper": "a file",
    "case_file": "a file",
    "favourite": "keeps a service and goes back to its guide",
    "favourite_away": "lets go",
    "certificate_ask": "needs a certificate",
    "verify_token": "the page of verify for one paper",
    "result": "needs a published decision; tested in test_public",
    "guide_leaflet": "a file, no page",
    "mandate_items": "a part of the page of mandates; tested in test_mandate_items",
}
"""What has no screen of its own, and why."""

OPEN: Mapping[str, str] = {
    "home": "/",
    "search": "/search/?q=开饭店",
    "natural": "/natural/",
    "legal": "/legal/",
    "departments": "/departments/",
    "department": "/departments/xiuwen-shichang-jianguan/",
    "guide": "/guide/{food}/",
    "division": "/division/",
    "accessibility": "/accessibility/",
    "sitemap": "/sitemap/",
    "clauses": "/clauses/",
    "clause": "/clauses/H4.6/",
    "verify": "/verify/",
    "ask": "/ask/",
    "asked": "/ask/done/",
    "track": "/track/",
    "results": "/results/",
    "phone": "/phone/{token}/",
}
OWN: Mapping[str, str] = {
    "apply": "/apply/{food}/",
    "draft_page": "/drafts/{draft}/3/",
    "draft_phone": "/drafts/{draft}/phone/",
    "mine": "/my/",
    "drafts": "/my/drafts/",
    "favourites": "/my/favourites/",
    "materials": "/my/materials/",
    "certificates": "/my/certificates/",
    "messages": "/my/messages/",
    "looks": "/my/looks/",
    "profile": "/my/profile/",
    "case": "{case}",
    "applied": "{case}done/",
    "case_correct": "{case}correct/",
    "case_withdraw": "{case}withdraw/",
    "case_hearing": "{case}hearing/",
    "case_rate": "{case}rate/",
}


def names() -> set[str]:
    """Return the names of all addresses of the portal."""
    return {str(one.name) for one in urlpatterns if isinstance(one, URLPattern)}
