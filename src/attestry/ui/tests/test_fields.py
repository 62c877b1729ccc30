"""A field of a Django form is drawn with its label, help, error and value, whatever its kind."""

import pytest
from django import forms

from attestry.ui.engine import environment

NATURES = [("preventive", "Preventive"), ("detective", "Detective")]
TEXT = """{% from "components/field.html" import bound_field %}
{% for one in form %}{{ bound_field(one) }}{% endfor %}"""


class ControlForm(forms.Form):
    title = forms.CharField(help_text="A short sentence.")
    why = forms.CharField(widget=forms.Textarea, required=False)
    nature = forms.ChoiceField(choices=NATURES)
    way = forms.ChoiceField(choices=NATURES, widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(choices=NATURES, widget=forms.CheckboxSelectMultiple, required=False)
    is_key = forms.BooleanField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


@pytest.fixture(scope="module")
def engine():
    return environment()


def drawn(engine, data=None):
    return engine.from_string(TEXT).render(form=ControlForm(data))


def test_every_kind_of_field_is_drawn(engine):
    text = drawn(engine)
    for mark in ('type="text"', "<textarea", "<select", 'type="radio"', 'type="checkbox"', 'type="password"'):
        assert mark in text
    assert "A short sentence." in text
    assert 'autocomplete="current-password"' in text


def test_what_was_given_stands_again_and_what_is_wrong_is_said_beside_it(engine):
    text = drawn(engine, {"title": "", "nature": "detective", "kinds": ["preventive"], "secret": "hunter2"})
    assert "This field is required." in text
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="field-title-help field-title-error"' in text
    assert '<option value="detective" selected>' in text
    assert 'name="kinds" value="preventive" checked' in text


def test_a_password_is_never_sent_back(engine):
    assert "hunter2" not in drawn(engine, {"secret": "hunter2"})


def test_what_may_be_left_out_says_so(engine):
    assert drawn(engine).count("optional</span>") == 2
