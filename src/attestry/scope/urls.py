"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.scope.views import (
    boundary,
    categories,
    decision,
    environments,
    reaching_data,
    resources,
    ruling,
    services,
    sharing,
    stores,
    wizard,
)

urlpatterns = [
    path("scope/", categories.scope, name="scope"),
    path("scope/wizard/", wizard.wizard, name="scope_wizard"),
    path("scope/drivers/", wizard.driver_new, name="driver_new"),
    path("scope/drivers/<int:pk>/drop/", wizard.driver_drop, name="driver_drop"),
    path("scope/tracks/<slug:family>/start/", wizard.track_start, name="track_start"),
    path("scope/tracks/<slug:family>/stop/", wizard.track_stop, name="track_stop"),
    path("scope/decision/", decision.decision, name="scope_decision"),
    path("scope/decision/<int:number>/", decision.version, name="scope_version"),
    path("scope/decision/not-applicable/", decision.inapplicable, name="inapplicable_criteria"),
    path(
        "scope/decision/not-applicable/<str:reference>/applies/",
        decision.applicable,
        name="criterion_applies",
    ),
    path("scope/categories/<slug:key>/", categories.category_choice, name="category_choice"),
    path("scope/ai/", categories.ai_choice, name="ai_choice"),
    path("scope/services/", services.services, name="services"),
    path("scope/data-classes/", services.data_classes, name="data_classes"),
    path("scope/data-stores/", stores.data_stores, name="data_stores"),
    path("scope/data-stores/<int:pk>/", stores.data_store, name="data_store"),
    path("scope/data-stores/<int:pk>/readers/", reaching_data.readers, name="store_readers"),
    path("scope/data-stores/<int:pk>/grants/import/", reaching_data.grants_import, name="grants_import"),
    path("scope/data-stores/<int:pk>/log/import/", reaching_data.readings_import, name="readings_import"),
    path("scope/data-stores/disposals/", reaching_data.disposals_page, name="disposals"),
    path(
        "scope/data-stores/disposals/<int:pk>/certificate/",
        reaching_data.certificate,
        name="disposal_certificate",
    ),
    path("scope/boundary/", boundary.boundary, name="boundary"),
    path("scope/boundary/<int:pk>/", boundary.component_verdict, name="component_verdict"),
    path("scope/boundary/environments/", environments.environments, name="environments"),
    path("scope/boundary/environments/<int:pk>/", environments.environment, name="environment"),
    path("scope/boundary/rules/", ruling.rules, name="boundary_rules"),
    path("scope/boundary/rules/<int:pk>/move/", ruling.rule_move, name="boundary_rule_move"),
    path("scope/boundary/rules/<int:pk>/remove/", ruling.rule_remove, name="boundary_rule_remove"),
    path("scope/resources/", resources.resources, name="resources"),
    path("scope/resources/verdict/", resources.resources_verdict, name="resources_verdict"),
    path("scope/resources/verdict/<int:pk>/undo/", resources.verdict_undo, name="resources_verdict_undo"),
    path("scope/resources/<int:pk>/", resources.resource_verdict, name="resource_verdict"),
    path("scope/subservice/", sharing.subservice_organizations, name="subservice_organizations"),
    path("scope/subservice/<int:pk>/", sharing.subservice_organization, name="subservice_organization"),
    path("scope/expected/<int:pk>/drop/", sharing.expected_drop, name="expected_drop"),
    path("scope/subservice/user-entities/", sharing.user_entity_controls, name="user_entity_controls"),
    path("scope/subservice/user-entities/<int:pk>/drop/", sharing.user_entity_drop, name="user_entity_drop"),
]
