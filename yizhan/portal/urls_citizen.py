"""The addresses of cases: applying, one's own space and cases, tracking, published decisions."""

from django.urls import path

from yizhan.portal import (
    views_apply,
    views_case,
    views_correct,
    views_phone,
    views_profile,
    views_results,
    views_space,
    views_steps,
    views_track,
)

urlpatterns = [
    path("apply/<str:code>/", views_apply.gate, name="apply"),
    path("drafts/<uuid:draft_id>/", views_apply.resume, name="draft"),
    path("drafts/<uuid:draft_id>/<int:number>/", views_apply.page, name="draft_page"),
    path("drafts/<uuid:draft_id>/new/", views_apply.outdated, name="draft_moved"),
    path("drafts/<uuid:draft_id>/drop/", views_apply.drop, name="draft_drop"),
    path("drafts/<uuid:draft_id>/phone/", views_phone.hand_over, name="draft_phone"),
    path("drafts/<uuid:draft_id>/arrived/", views_phone.arrived, name="draft_arrived"),
    path("phone/<str:token>/", views_phone.phone, name="phone"),
    path("samples/<str:code>/<slug:material>.svg", views_phone.sample, name="sample"),
    path("my/", views_space.mine, name="mine"),
    path("my/drafts/", views_space.drafts, name="drafts"),
    path("my/materials/", views_space.holdings, name="materials"),
    path("my/materials/<uuid:holding_id>/", views_space.holding, name="material"),
    path("my/materials/<uuid:holding_id>/away/", views_space.put_away, name="material_away"),
    path("my/certificates/", views_space.certificates, name="certificates"),
    path("my/messages/", views_space.messages, name="messages"),
    path("my/looks/", views_space.looks, name="looks"),
    path("my/cases/<str:ref>/", views_case.case, name="case"),
    path("my/cases/<str:ref>/done/", views_case.applied, name="applied"),
    path("my/cases/<str:ref>/calendar.ics", views_case.calendar, name="case_calendar"),
    path("my/cases/<str:ref>/papers/<uuid:paper_id>/", views_case.paper, name="case_paper"),
    path("my/cases/<str:ref>/files/<uuid:file_id>/", views_case.file, name="case_file"),
    path("my/cases/<str:ref>/correct/", views_correct.correct, name="case_correct"),
    path("my/cases/<str:ref>/withdraw/", views_steps.withdraw, name="case_withdraw"),
    path("my/cases/<str:ref>/hearing/", views_steps.hearing, name="case_hearing"),
    path("my/cases/<str:ref>/rate/", views_steps.rate, name="case_rate"),
    path("my/profile/", views_profile.profile, name="profile"),
    path("track/", views_track.track, name="track"),
    path("results/", views_results.results, name="results"),
    path("results/<str:ref>/", views_results.result, name="result"),
]
