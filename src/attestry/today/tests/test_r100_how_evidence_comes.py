"""The first page tells which share of the evidence is collected automatically, by criterion."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.connectors.actions import connect_registers
from attestry.control_tests.models import Result
from attestry.control_tests.queries import definitions
from attestry.controls.models import Control, Mapping
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import HOUSE, NOW
from attestry.evidence.models import Entry
from attestry.kit import clock
from attestry.kit.secrets import SecretBox

pytestmark = pytest.mark.django_db

ROW = re.compile(
    r'<a href="/criteria/([A-Z0-9.]+)/">[^<]*</a></th><td class="numeric" data-label="Automatic">(\d+)</td>'
    r'<td class="numeric" data-label="All">(\d+)</td>'
)


@pytest.fixture
def read(world):
    """The registers of the program are connected and read beside the lists that people handed in."""
    with clock.simulated(NOW):
        connect_registers(HOUSE, SecretBox(settings.HOME.keys))
        pipeline.collect(HOUSE, progress=print)
        pipeline.test(HOUSE, progress=print)
    with clock.simulated(NOW + timedelta(hours=1)):
        yield world


def counted_in_the_database():
    """(automatic, all) by criterion, from the tables and by nothing that the page uses."""
    newest = {one.test_id: one for one in Result.objects.order_by("as_of", "pk")}
    items = defaultdict(set)
    for one in newest.values():
        if one.control_id:
            items[one.control_id].add(one.entry_seq)
        else:
            for key in definitions()[one.test_id].meaning.controls:
                items[key].update(one.inputs)
    for entry in Entry.objects.filter(kind="document"):
        for key in re.findall(r'"controls":\[([^\]]*)\]', entry.body.replace(" ", "")):
            for control in re.findall(r'"([^"]+)"', key):
                items[control].add(entry.seq)
    automatic = set(
        Entry.objects.filter(kind="snapshot")
        .exclude(connection__source="files")
        .values_list("seq", flat=True)
    )
    in_use = set(Control.objects.filter(state__in=("adopted", "live")).values_list("key", flat=True))
    found = defaultdict(set)
    for key, reference in Mapping.objects.filter(family="tsc").values_list("control__key", "reference"):
        if key in in_use:
            found[reference] |= items[key]
    return {one: (len(seqs & automatic), len(seqs)) for one, seqs in found.items() if seqs}


def test_r100_the_share_by_criterion_on_the_first_page_equals_a_count_from_the_database(read, client_of):
    answer = client_of(read.lead).get("/")
    shown = {one: (int(part), int(whole)) for one, part, whole in ROW.findall(answer.content.decode())}
    counted = counted_in_the_database()
    assert shown == {one: counted[one] for one in shown}
    assert shown.keys() == {one for one in counted if one.startswith("CC")}
    assert any(part for part, _ in shown.values())
    assert any(part < whole for part, whole in shown.values())


def test_r100_a_document_that_is_handed_in_counts_as_by_hand(read, client_of):
    page = said(client_of(read.lead).get("/"))
    assert re.search(r"[\d.]+% automatic: \d+ of \d+ items of evidence", page)
    assert counted_in_the_database()["CC6.2"][1] > counted_in_the_database()["CC6.2"][0]


def test_r100_without_any_evidence_nothing_is_claimed(read, client_of):
    assert "automatic:" not in said(client_of(read.lead).get("/?as_of=2026-03-09T00:00:00Z"))
