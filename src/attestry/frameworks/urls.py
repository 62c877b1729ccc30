"""Addresses of this room. A framework with what supports it stands in readiness."""

from __future__ import annotations

from django.urls import path

from attestry.frameworks.views import categories, editions, glossary

urlpatterns = [
    path("categories/", categories.categories, name="categories"),
    path("categories/<slug:key>/", categories.category, name="category"),
    path("frameworks/", editions.frameworks, name="frameworks"),
    path("frameworks/<slug:earlier>/to/<slug:later>/", editions.framework_delta, name="framework_delta"),
    path("glossary/", glossary.glossary, name="glossary"),
]
