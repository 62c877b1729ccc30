"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.scope.views import boundary, categories, resources, services, stores

urlpatterns = [
    path("scope/", categories.scope, name="scope"),
    path("scope/categories/<slug:key>/", categories.category_choice, name="category_choice"),
    path("scope/ai/", categories.ai_choice, name="ai_choice"),
    path("scope/services/", services.services, name="services"),
    path("scope/data-classes/", services.data_class_new, name="data_class_new"),
    path("scope/data-stores/", stores.data_stores, name="data_stores"),
    path("scope/data-stores/<int:pk>/", stores.data_store, name="data_store"),
    path("scope/boundary/", boundary.boundary, name="boundary"),
    path("scope/boundary/<int:pk>/", boundary.component_verdict, name="component_verdict"),
    path("scope/resources/", resources.resources, name="resources"),
    path("scope/resources/<int:pk>/", resources.resource_verdict, name="resource_verdict"),
]
