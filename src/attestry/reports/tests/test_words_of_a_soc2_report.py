"""The words of a printed report around what was recorded."""

from __future__ import annotations

from attestry.descriptions.rules.assumed import sentence, subservice_words
from attestry.reports.kinds.soc2.results import results_of


def a_test(**more):
    said = {"verdict": "effective", "verdict_words": "Operated effectively", "sampled": None}
    return {**said, "tested": None, "deviating": None, "unable": None, "deviations": [], **more}


def test_where_something_deviated_only_criteria_that_are_examined_are_named():
    fact = {"item": "DEV-1", "attribute": "", "mark": "Deviates", "words": "Late."}
    controls = [
        {
            "key": "REC-04",
            "title": "Backups",
            "criteria": ["A1.2", "PI1.5"],
            "tests": [a_test(deviations=[fact])],
        }
    ]
    found = results_of({"controls": controls, "criteria": [{"reference": "A1.2"}]})
    assert found["deviating"] == [
        ["REC-04", "Backups", "A1.2", "Operated effectively; 1 deviation outside a sample"]
    ]


def test_a_deviation_within_a_sample_is_counted_there_alone():
    mark = {"item": "c-1", "attribute": "A", "mark": "Deviates", "words": "Late."}
    test = a_test(sampled=25, tested=25, deviating=1, unable=0, deviations=[mark])
    controls = [{"key": "CHG-02", "title": "Review", "criteria": ["CC8.1"], "tests": [test]}]
    found = results_of({"controls": controls, "criteria": [{"reference": "CC8.1"}]})
    assert found["deviating"][0][-1] == "25 items tested, 1 deviating"


def test_records_become_sentences_that_end_once():
    said = subservice_words("Hosting", "carve_out", ["Doors are kept.", "Disks are wiped."], "Read yearly.")
    assert said == "Hosting. Method: carve-out. Expected: Doors are kept; Disks are wiped. Read yearly."
    assert [sentence(one) for one in (" Said ", "Said.", "Said?", " ")] == ["Said.", "Said.", "Said?", ""]
