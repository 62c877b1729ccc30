"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.people.views import checklists, imports, mine, people, teams

urlpatterns = [
    path("mine/", mine.mine, name="mine"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.person_edit, name="person_edit"),
    path("people/import/", imports.people_import, name="people_import"),
    path("people/import/<str:connection>/", imports.people_directory, name="people_directory"),
    path("people/together/", people.people_change, name="people_change"),
    path("people/together/<int:pk>/undo/", people.people_undo, name="people_undo"),
    path("people/teams/", teams.teams, name="teams"),
    path("people/teams/<int:pk>/", teams.team_rename, name="team_rename"),
    path("people/checklists/", checklists.checklists, name="checklists"),
    path("people/checklists/<int:pk>/", checklists.checklist, name="checklist"),
    path("people/checklists/<int:pk>/act/", checklists.checklist_act, name="checklist_act"),
]
