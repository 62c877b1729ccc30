"""Templates and procedures are sorted, held, searched and exported."""

from __future__ import annotations

from attestry.controls.actions.adopting import adopt_all_for_scope
from attestry.policies.models import PolicyTemplate
from attestry.policies.tests.world import HOUSE
from attestry.ui.tests.exports import column, exported

TEMPLATES, PROCEDURES = "/policies/templates/", "/policies/procedures/"


def test_templates_are_sorted_either_way_held_and_searched(lead):
    titles = column(lead, TEMPLATES, "title", sort="template")
    assert titles == sorted(titles, key=str.casefold)
    assert column(lead, TEMPLATES, "title", sort="-template") == titles[::-1]
    missing = column(lead, TEMPLATES, "asked_for", stands="missing")
    assert missing
    assert set(missing) == {"yes"}
    assert set(column(lead, TEMPLATES, "asked_for", stands="left")) == {"no"}
    first = exported(lead, TEMPLATES, q=titles[0])
    assert first[0]["required_clauses"].split("; ")


def test_what_is_begun_is_what_was_chosen_though_the_table_stands_outside_of_the_form(lead):
    key = exported(lead, TEMPLATES, stands="missing")[0]["template"]
    page = lead.get(f"{TEMPLATES}?stands=missing").content.decode()
    assert f'form="begin" name="templates" value="{key}"' in page
    lead.post(TEMPLATES, {"templates": [key], "contact": "us@example.org"})
    assert column(lead, TEMPLATES, "template", stands="written") == [key]


def test_no_template_is_a_formula(lead):
    PolicyTemplate.objects.filter(pk=PolicyTemplate.objects.first().pk).update(owner_role="=1+1")
    assert "'=1+1" in column(lead, TEMPLATES, "suggested_owner")


def test_procedures_are_sorted_either_way_held_and_searched(lead, system):
    adopt_all_for_scope(HOUSE, system)
    titles = column(lead, PROCEDURES, "title", sort="control")
    assert len(titles) > 10
    assert titles == sorted(titles, key=str.casefold)
    assert column(lead, PROCEDURES, "title", sort="-control") == titles[::-1]
    assert column(lead, PROCEDURES, "title", procedure="in-force") == []
    assert titles[0] in column(lead, PROCEDURES, "title", q=titles[0])
