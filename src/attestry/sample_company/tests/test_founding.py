"""What the company is founded with is enough for its examinations: something shows each control in time."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import override_settings

from attestry.controls.queries.coverage import controls_in_use
from attestry.sample_company.actions.examining.showing import speaking_tests
from attestry.sample_company.actions.founding import found
from attestry.sample_company.company import company
from attestry.sample_company.tests.conftest import CALENDAR


@pytest.mark.django_db
def test_each_control_is_shown_by_a_test_a_paper_or_a_document_before_the_firm_writes_about_it(tmp_path):
    home = type(settings.HOME)(tmp_path)
    home.prepare()
    with override_settings(HOME=home):
        found(company(), CALENDAR)
    begun = company().examinations.examinations[0].days.papers
    papers = {key for one in company().examinations.papers for key in one.controls}
    documents = {key for one in company().program.documents if one.day < begun for key in one.controls}
    in_use = set(controls_in_use())
    assert len(in_use) > 80
    assert {key for key in in_use - papers - documents if not speaking_tests(key)} == set()
