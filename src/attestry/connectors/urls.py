"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.connectors.views import adding, connections, tables

urlpatterns = [
    path("connections/", connections.connections, name="connections"),
    path("connections/tables/", tables.connection_tables, name="connection_tables"),
    path("connections/add/", adding.connection_add, name="connection_add"),
    path("connections/add/<slug:source_id>/", adding.connection_add_source, name="connection_add_source"),
    path("connections/<slug:name>/", connections.connection, name="connection"),
    path("connections/<slug:name>/collect/", connections.connection_collect, name="connection_collect"),
    path("connections/<slug:name>/remove/", connections.connection_remove, name="connection_remove"),
]
