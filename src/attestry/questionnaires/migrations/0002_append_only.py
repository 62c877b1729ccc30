"""Answers that were sent are append-only."""

from __future__ import annotations

from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    """Triggers on the answers that were sent."""

    dependencies = [("questionnaires", "0001_initial")]
    operations = [append_only("questionnaires_sentanswer")]
