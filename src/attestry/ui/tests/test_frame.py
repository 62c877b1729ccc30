"""The menu shows what rooms offer, under the right headings, to whom it concerns."""

import pytest

from attestry.ui import navigation
from attestry.ui.frame import frame
from attestry.ui.navigation import NavigationEntry, offered_entries, sections
from attestry.ui.tests.conftest import request_for

pytestmark = pytest.mark.urls("attestry.ui.urls")


def test_headings_stand_in_the_order_of_the_way_and_entries_in_theirs():
    offered = (
        NavigationEntry("Journal", "j", "Registers", 9),
        NavigationEntry("Controls", "c", "Readiness", 2),
        NavigationEntry("Criteria", "r", "Readiness", 1),
        NavigationEntry("Today", "t", ""),
    )
    shown = [(section.title, [entry.label for entry in section.entries]) for section in sections(offered)]
    assert shown == [("", ["Today"]), ("Readiness", ["Criteria", "Controls"]), ("Registers", ["Journal"])]


def test_the_six_steps_are_numbered_and_groups_begin_where_they_change():
    offered = (NavigationEntry("Tasks", "t", "Remediation"), NavigationEntry("Risks", "r", "Registers"))
    assert [(one.title, one.step, one.begins_group) for one in sections(offered)] == [
        ("Remediation", 3, False),
        ("Registers", 0, False),
    ]
    first = (NavigationEntry("Scope", "s", "Scope"), NavigationEntry("People", "p", "People and policies"))
    assert [one.begins_group for one in sections(first)] == [True, True]


def test_every_offered_entry_names_a_known_section_and_icon():
    from attestry.ui.engine import environment

    paths = environment().get_template("components/icon.html").module.PATHS
    for entry in offered_entries():
        assert entry.icon in paths, entry


def test_an_entry_of_an_unknown_section_is_refused(monkeypatch):
    class Room:
        ENTRIES = [NavigationEntry("Lost", "lost", "Nowhere")]

    monkeypatch.setattr(navigation, "find_spec", lambda name: name)
    monkeypatch.setattr(navigation, "import_module", lambda name: Room)
    with pytest.raises(ValueError, match="no known section: 'Nowhere'"):
        offered_entries.__wrapped__()


def test_the_page_one_is_on_is_current_and_what_one_may_not_is_hidden(own_menu):
    shown = frame(request_for("/gallery/"))["frame"]
    assert [(link.label, link.is_current) for section in shown.menu for link in section.links] == [
        ("Components", True)
    ]
    assert shown.person == "Ada Okafor"


def test_the_section_of_the_page_is_open_and_the_others_are_closed(monkeypatch):
    menu = (NavigationEntry("Components", "gallery", "Scope"), NavigationEntry("Sheet", "sheet", "Registers"))
    monkeypatch.setattr("attestry.ui.frame.offered_entries", lambda: menu)
    monkeypatch.setattr("attestry.ui.frame.reverse", {"gallery": "/gallery/", "sheet": "/sheet/"}.get)
    shown = frame(request_for("/gallery/"))["frame"]
    assert [(one.title, one.is_open) for one in shown.menu] == [("Scope", True), ("Registers", False)]


def test_the_theme_is_only_ever_one_of_two(own_menu):
    assert frame(request_for("/gallery/", theme="dark"))["frame"].theme == "dark"
    assert frame(request_for("/gallery/", theme='"><script>'))["frame"].theme == ""


def test_an_address_that_no_room_offers_is_left_out(own_menu):
    assert frame(request_for("/gallery/"))["frame"].address("gallery") == "/gallery/"
    assert frame(request_for("/gallery/"))["frame"].address("search") == ""
