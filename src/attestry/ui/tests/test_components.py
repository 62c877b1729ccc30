"""Every component is whole: macro, style, examples; and what comes out keeps to the content policy."""

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from attestry.ui.components import components
from attestry.ui.engine import environment
from attestry.ui.exhibit_values import shaped
from attestry.ui.gallery import example_markup, exhibits
from attestry.ui.reference import GROUPS, reference_text
from attestry.ui.stylesheet import built_sheet, sheet_address, sheet_text, stylesheet
from attestry.ui.tests.conftest import request_for

pytestmark = pytest.mark.urls("attestry.ui.urls")
FOUND = components()
EXAMPLES = [(component, example) for component in FOUND for example in component.examples().examples]
INLINE = re.compile(r"\s(style|on[a-z]+)\s*=|<script|<style|javascript:", re.IGNORECASE)


@pytest.fixture(scope="module")
def engine():
    return environment()


def test_the_components_that_pages_are_promised_are_there():
    promised = (
        "breadcrumb button card code coverage criteria_map dialog digest empty_state field figure icon "
    )
    promised += (
        "interval_bar key_values keys notice outcome outcome_bar owner pagination progress proof_walk "
    )
    promised += "section_head table tabs timeline"
    assert {component.name for component in FOUND} >= set(promised.split())


@pytest.mark.parametrize("component", FOUND, ids=lambda component: component.name)
def test_a_component_has_its_macro_style_and_examples(engine, component):
    assert hasattr(engine.get_template(f"components/{component.name}.html").module, component.name)
    assert component.style.read_text().strip()
    assert component.examples().group in GROUPS


@pytest.mark.parametrize(("component", "example"), EXAMPLES, ids=[f"{c.name}: {e.name}" for c, e in EXAMPLES])
def test_an_example_renders_without_inline_style_or_script(engine, component, example):
    markup = example_markup(engine, component, example)
    assert markup.strip()
    assert not INLINE.search(markup), INLINE.search(markup)


def test_what_is_handed_in_is_escaped_everywhere(engine):
    hostile = '"><img src=x onerror=alert(1)>'
    pages = [
        '{% from "components/outcome.html" import outcome %}{{ outcome("fail", words=it) }}',
        '{% from "components/field.html" import field %}{{ field("n", it, value=it, help=it, error=it) }}',
        '{% from "components/digest.html" import digest %}{{ digest(it, full=true) }}',
        '{% from "components/code.html" import code %}{{ code(it, title=it) }}',
        '{% from "components/notice.html" import notice %}{{ notice(it, words=it) }}',
        '{% from "components/breadcrumb.html" import breadcrumb %}{{ breadcrumb([[it, it]]) }}',
    ]
    for page in pages:
        assert "<img" not in engine.from_string(page).render(it=hostile), page


def test_a_name_that_nobody_gave_is_an_error(engine):
    with pytest.raises(UndefinedError):
        engine.from_string("{{ nothing }}").render()


def test_unknown_and_fails_are_said_in_words_not_colour_alone(engine):
    text = '{% from "components/outcome.html" import outcome %}{{ outcome("unknown") }}{{ outcome("fail") }}'
    said = engine.from_string(text).render()
    assert "Unknown" in said
    assert "Fails" in said


def test_a_small_share_of_failures_is_still_drawn(engine):
    text = '{% from "components/outcome_bar.html" import outcome_bar %}{{ outcome_bar(counts) }}'
    said = engine.from_string(text).render(counts={"pass": 99_999, "fail": 1})
    width = re.search(r'fill-fail" x="[\d.]+%" width="([\d.]+)%"', said)
    assert width
    assert float(width.group(1)) > 1


def test_no_population_is_empty_and_not_green(engine):
    text = '{% from "components/outcome_bar.html" import outcome_bar %}{{ outcome_bar({}, large=true) }}'
    said = engine.from_string(text).render()
    assert "fill-pass" not in said
    assert "there are no items" in said


def test_the_gallery_shows_every_component(engine):
    shown = [exhibit.name for _, members in exhibits(engine) for exhibit in members]
    assert sorted(shown) == sorted(component.name for component in FOUND)


def test_examples_take_the_shapes_that_pages_hand_in():
    made = shaped({"seen_at": "2026-03-14T09:12:00Z", "rows": [{"at": "2026-03-14"}]})
    assert made["seen_at"].tzinfo
    assert made["rows"][0]["at"].year == 2026


def test_the_sheet_lies_under_its_own_digest_for_ever():
    digest, content = built_sheet()
    answer = stylesheet(request_for(sheet_address()), digest)
    assert answer.content == content
    assert "immutable" in answer["Cache-Control"]
    assert stylesheet(request_for("/"), "0" * 16)["Cache-Control"] == "no-cache"


def test_the_sheet_asks_no_other_host_and_layers_everything():
    text = sheet_text()
    assert not re.search(r"(https?:)?//[a-z]", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    assert text.startswith("@layer tokens, elements, layout, components, rooms;")
    for component in FOUND:
        assert component.style.read_text() in text


def test_the_reference_page_says_what_the_components_are():
    page = Path(__file__).parents[4] / "docs" / "reference" / "components.md"
    assert page.read_text() == reference_text()
    for component in FOUND:
        assert f'"components/{component.name}.html" import {component.name}' in reference_text()
