"""A control has a result on its design and one on its operation, in columns of their own."""

from __future__ import annotations

import re

from django.test import Client

from attestry.engagements.models import Engagement
from attestry.engagements.rules.kind import EngagementKind
from attestry.workpapers.actions.concluding import conclude, review_conclusion
from attestry.workpapers.rules.aspect import Aspect
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.tests.papers import a_paper, a_sampled_paper, an_entry, inspect, items_of, mark_all


def columns_of(client, paper):
    """The heads of the two columns, each with what stands below it."""
    page = client.get(f"/engagements/{paper.engagement_id}/firm/workpapers/{paper.pk}/").content.decode()
    shown = page[page.index("Results by aspect") : page.index("The whole population")]
    heads = re.findall(r'<th scope="col">([^<]+)', shown)
    cells = [re.sub(r"<[^>]+>", " ", one).split() for one in re.findall(r"<td.*?</td>", shown, re.DOTALL)]
    return dict(zip(heads, map(" ".join, cells), strict=True))


def test_r125_design_and_operation_stand_in_columns_of_their_own_and_differ(examination, control, tmp_path):
    client, auditor = Client(), examination.auditor.actor()
    client.force_login(examination.auditor)
    operation = a_sampled_paper(examination, control, tmp_path)
    assert columns_of(client, operation) == {
        "Design and implementation": "No paper is open",
        "Operation": "Nothing concluded yet",
    }
    design = a_paper(examination, control, aspect=Aspect.DESIGN)
    inspect(examination, design)
    good = conclude(
        auditor, design, verdict=Verdict.EFFECTIVE, words="As described.", entries=[an_entry().seq]
    )
    review_conclusion(examination.partner.actor(), good, stands=True)
    inspect(examination, operation)
    mark_all(examination, operation, **{items_of(operation)[0].item_id.replace("-", "_"): "Nobody approved."})
    conclude(
        auditor, operation, verdict=Verdict.NOT_EFFECTIVE, words="One was not.", entries=[an_entry().seq]
    )
    for paper in (design, operation):
        assert columns_of(client, paper) == {
            "Design and implementation": "Suitably designed and implemented Reviewed",
            "Operation": "Did not operate effectively Not reviewed yet",
        }


def test_r125_a_type_1_has_the_column_of_the_design_alone(examination, control):
    design = a_paper(examination, control, aspect=Aspect.DESIGN)
    Engagement.objects.filter(pk=design.engagement_id).update(kind=EngagementKind.SOC_2_TYPE_1, from_on=None)
    client = Client()
    client.force_login(examination.auditor)
    assert columns_of(client, design) == {"Design and implementation": "Nothing concluded yet"}
