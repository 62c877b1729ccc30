"""Addresses of this room: opinions are the firm's; what it shared or issued, both sides read."""

from __future__ import annotations

from django.urls import path

from attestry.opinions.views import evidence, files, issuing, opinions, report, withdrawing

_FIRM = "engagements/<int:number>/firm/opinions/"
_OWN = "engagements/<int:number>/firm/report/"
_BOTH = "engagements/<int:number>/report/"

urlpatterns = [
    path(_FIRM, opinions.opinions, name="opinions"),
    path(f"{_FIRM}<slug:subject>/", opinions.opinion, name="opinion"),
    path(f"{_FIRM}<slug:subject>/approve/", opinions.opinion_approve, name="opinion_approve"),
    path(_OWN, issuing.soc_report_issue, name="soc_report_issue"),
    path(f"{_OWN}draft/", issuing.soc_report_own_draft, name="soc_report_own_draft"),
    path(f"{_OWN}draft/word/", files.soc_report_own_draft_word, name="soc_report_own_draft_word"),
    path(f"{_OWN}share/", issuing.soc_report_share, name="soc_report_share"),
    path(f"{_OWN}<int:version>/withdraw/", withdrawing.soc_report_withdraw, name="soc_report_withdraw"),
    path(_BOTH, report.soc_report, name="soc_report"),
    path(f"{_BOTH}<int:version>/file/", report.soc_report_file, name="soc_report_file"),
    path(f"{_BOTH}<int:version>/word/", files.soc_report_word, name="soc_report_word"),
    path(f"{_BOTH}<int:version>/companion/", files.soc_report_companion, name="soc_report_companion"),
    path(f"{_BOTH}<int:version>/oscal/", files.soc_report_oscal, name="soc_report_oscal"),
    path(f"{_BOTH}drafts/<int:pk>/", report.soc_report_draft, name="soc_report_draft"),
    path(f"{_BOTH}<int:version>/evidence/", evidence.soc_report_evidence, name="soc_report_evidence"),
    path(f"{_BOTH}drafts/<int:pk>/comment/", report.soc_report_comment, name="soc_report_comment"),
    path(f"{_BOTH}drafts/<int:pk>/word/", files.soc_report_draft_word, name="soc_report_draft_word"),
    path("engagements/check-a-report/", report.report_check, name="report_check"),
]
