"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.populations.views import defining, lists, management, population, sample, sizes

_FIRM = "engagements/<int:number>/firm/populations/"
_ONE = f"{_FIRM}<int:pk>/"
_MANAGEMENT = "engagements/<int:number>/management/populations/"

urlpatterns = [
    path(_FIRM, population.populations, name="populations"),
    path(f"{_FIRM}choose/", defining.population_choose, name="population_choose"),
    path(f"{_FIRM}define/", defining.population_define, name="population_define"),
    path(f"{_FIRM}sizes/", sizes.size_tables, name="size_tables"),
    path(_ONE, population.population, name="population"),
    path(f"{_ONE}act/<slug:verb>/", population.population_act, name="population_act"),
    path(f"{_ONE}list/", lists.population_items, name="population_items"),
    path(f"{_ONE}file/", lists.population_file, name="population_file"),
    path(f"{_ONE}draw/", sample.sample_draw, name="sample_draw"),
    path(f"{_ONE}sample/", sample.sample, name="sample"),
    path(f"{_ONE}sample/act/<slug:verb>/", sample.sample_act, name="sample_act"),
    path(_MANAGEMENT, management.populations_shared, name="populations_shared"),
    path(f"{_MANAGEMENT}<int:pk>/", management.population_shared, name="population_shared"),
    path(f"{_MANAGEMENT}<int:pk>/file/", management.population_shared_file, name="population_shared_file"),
]
