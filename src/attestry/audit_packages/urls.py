"""Addresses of audit packages."""

from __future__ import annotations

from django.urls import path

from attestry.audit_packages.views import packages

urlpatterns = [
    path("packages/", packages.audit_packages, name="audit_packages"),
    path("packages/<int:number>/", packages.audit_package, name="audit_package"),
    path("packages/<int:number>/file/", packages.audit_package_file, name="audit_package_file"),
]
