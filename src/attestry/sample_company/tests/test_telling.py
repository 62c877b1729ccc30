"""Telling the story: the same days give the same entries, and no real home is told anything."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import override_settings

from attestry.connectors.actions import add_connection
from attestry.evidence.models import Checkpoint
from attestry.journal.queries import head
from attestry.journal.rules import Actor
from attestry.kit.secrets import SecretBox
from attestry.sample_company.actions.telling import build
from attestry.sample_company.errors import HomeIsSomebodys
from attestry.sample_company.tests.conftest import home_told, silent


@pytest.mark.django_db
def test_the_same_days_give_the_same_ledger_and_journal(tmp_path):
    roots = []
    for name in ("one", "two"):
        with home_told(tmp_path / name, range(219, 220)):
            roots.append((Checkpoint.objects.order_by("-size").first().root, head()))
    assert roots[0] == roots[1]


@pytest.mark.django_db
def test_a_home_with_real_connections_is_refused(tmp_path):
    home = type(settings.HOME)(tmp_path)
    home.prepare()
    with override_settings(HOME=home):
        box = SecretBox(home.keys)
        add_connection(
            Actor.system("test"), name="this-machine", source_id="host", settings={}, secrets={}, box=box
        )
        with pytest.raises(HomeIsSomebodys):
            build(silent)
        assert not home.organization().is_sample
