import re

import pytest

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import make_user
from attestry.frameworks.actions import sync_frameworks
from attestry.frameworks.models import Criterion, Framework
from attestry.frameworks.queries.glossary import glossary_terms
from attestry.journal.rules import Actor


@pytest.fixture
def reader(client, db):
    sync_frameworks(Actor.system("tests"))
    client.force_login(make_user("Eve", Role.AUDITOR))
    return client


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    "key, own",
    [
        ("security", 33),
        ("availability", 3),
        ("processing_integrity", 5),
        ("confidentiality", 2),
        ("privacy", 18),
    ],
)
def test_r13_a_category_shows_how_many_criteria_it_has_and_which(reader, key, own):
    page = words(reader.get(f"/categories/{key}/"))
    assert f"{own} criteria of its own" in page
    assert len(re.findall(r'href="/criteria/[A-Z]', page)) == own


def test_r20_laws_stand_apart_from_what_is_voluntary(reader):
    page = words(reader.get("/frameworks/"))
    voluntary, law = page.split('aria-label="Law"')
    assert "badge-law" not in voluntary
    assert "badge-voluntary" not in law
    assert "HIPAA" in law
    assert "SOC 2" in voluntary


def test_r19_a_new_edition_opens_as_a_delta_of_what_it_changes(reader):
    old = Framework.objects.get(key="lgpd")
    criteria = list(Criterion.objects.filter(framework=old).select_related("section"))
    new = Framework.objects.get(key="lgpd")
    new.pk, new.key, new.version = None, "lgpd-next", "next"
    new.save()
    section = criteria[0].section
    section.pk, section.framework = None, new
    section.save()
    for position, (reference, title) in enumerate([(criteria[0].reference, "Renamed"), ("X.1", "New")]):
        Criterion.objects.create(
            framework=new, section=section, reference=reference, title=title, position=position
        )
    page = words(reader.get("/frameworks/lgpd/to/lgpd-next/"))
    assert "<b>X.1</b> New" in page
    assert f"<b>{criteria[0].reference}</b> Renamed" in page
    assert f"<b>{criteria[1].reference}</b>" in page.split('id="removed"')[1]


def test_r158_every_term_of_the_glossary_has_an_anchor_and_can_be_searched(reader):
    page = words(reader.get("/glossary/"))
    assert all(f'id="{term.id}"' in page for term in glossary_terms())
    found = words(reader.get("/glossary/?q=carve"))
    assert 'id="carve_out_method"' in found
    assert 'id="remediation"' not in found
    assert "No term holds" in words(reader.get("/glossary/?q=nothing+like+it"))


def test_what_is_not_there_is_not_found(reader):
    assert reader.get("/categories/happiness/").status_code == 404
    assert reader.get("/frameworks/lgpd/to/nothing/").status_code == 404
