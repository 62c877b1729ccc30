"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.engagements.views import colleagues, engagement, engagements, firms, letters, renewal, standard

_ONE = "engagements/<int:number>/"

urlpatterns = [
    path("engagements/", engagements.engagements, name="engagements"),
    path("engagements/plan/", engagements.engagement_plan, name="engagement_plan"),
    path("engagements/compare/", renewal.engagement_comparison, name="engagement_comparison"),
    path("engagements/standard/", standard.engagement_standards, name="engagement_standards"),
    path("engagements/firms/", firms.firms, name="firms"),
    path("engagements/firms/new/", firms.firm_new, name="firm_new"),
    path("engagements/firms/<int:pk>/", firms.firm_edit, name="firm_edit"),
    path(_ONE, engagement.engagement, name="engagement"),
    path(f"{_ONE}move/", engagement.engagement_move, name="engagement_move"),
    path(f"{_ONE}team/", engagement.engagement_join, name="engagement_join"),
    path(f"{_ONE}letters/", letters.engagement_letters, name="engagement_letters"),
    path(f"{_ONE}carried/", renewal.engagement_carried, name="engagement_carried"),
    path(f"{_ONE}firm/ours/", firms.own_firm, name="own_firm"),
    path(f"{_ONE}firm/invite/", colleagues.engagement_invite, name="engagement_invite"),
    path(f"{_ONE}firm/team/<int:member>/recover/", colleagues.engagement_recover, name="engagement_recover"),
    path(f"{_ONE}firm/team/<int:member>/leave/", engagement.engagement_leave, name="engagement_leave"),
    path(f"{_ONE}firm/independence/", engagement.engagement_independence, name="engagement_independence"),
    path(f"{_ONE}management/firm/", engagement.engagement_firm, name="engagement_firm"),
    path(f"{_ONE}management/standard/", standard.engagement_standard, name="engagement_standard"),
    path(f"{_ONE}management/renew/", renewal.engagement_renew, name="engagement_renew"),
    path(f"{_ONE}management/carried/<int:matter>/", renewal.engagement_settle, name="engagement_settle"),
]
