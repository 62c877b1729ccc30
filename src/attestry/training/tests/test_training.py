"""Courses, completions and campaigns: coverage against the people list, lists that are refused, pages."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from attestry.accounts.rules import Role
from attestry.connectors.rules.observation import Rows
from attestry.kit import clock
from attestry.kit.csv_plan import PlanChanged
from attestry.kit.errors import Invalid
from attestry.people.tests.acting import HOUSE, NOW, TODAY, a_person, signed_in, words
from attestry.training.actions.completing import import_completions, import_phishing, plan_completions
from attestry.training.actions.courses import add_course, assign_course, publish_version, retire_course
from attestry.training.actions.taking import complete_course
from attestry.training.errors import ContentChanged, CourseRefused, CourseTaken
from attestry.training.gaps import gaps
from attestry.training.models import Completion, PhishingCampaign
from attestry.training.queries.courses import coverages
from attestry.training.register.streams import STREAMS
from attestry.ui.tests.lists import looked_at

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
SINCE = date(2025, 1, 1)


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(NOW):
        yield


@pytest.fixture
def course():
    made = add_course(HOUSE, key="awareness", title="Awareness", content="# Phishing\nLook twice.")
    assign_course(HOUSE, made, assigned_on=SINCE)
    return made


def a_company():
    """One long here, one whose day 31 is today, one who left."""
    a_person("Ada")
    a_person("Ben", TODAY - timedelta(days=31))
    a_person("Cho", date(2024, 1, 2), ended_on=TODAY - timedelta(days=40))


def test_r44_a_joiner_at_day_31_is_flagged_as_late_against_the_people_list(client, course):
    a_company()
    import_completions(
        HOUSE, data=b"email,course,completed_on,score,version\nada@example.org,awareness,2026-01-05,92,1\n"
    )
    signed_in(client)
    page = words(client.get("/training/courses/awareness/?state=late"))
    assert "Ben" in page
    assert "Late joiner" in page
    assert "Ada" not in page
    (found,) = coverages([course], TODAY)
    assert [line.person.name for line in found.late_joiners] == ["Ben"]
    assert [line.person.name for line in coverages([course], TODAY - timedelta(days=1))[0].late_joiners] == []


def test_r88_an_import_counts_no_leaver_and_flags_the_joiner_at_day_31(client, course):
    a_company()
    signed_in(client)
    data = (
        "email,course,completed_on,score,version\n"
        "ada@example.org,awareness,2026-01-05,92,1\n"
        f"ben@example.org,awareness,{TODAY},88,1\n"
        "cho@example.org,awareness,2025-02-01,75,1\n"
    ).encode()
    shown = client.post("/training/import/", {"file": SimpleUploadedFile("lms.csv", data)})
    assert "Would be added" in words(shown)
    assert not Completion.objects.exists(), "nothing is written before it is looked at"
    page = words(client.post("/training/import/", looked_at(shown), follow=True))
    assert "Training: 3 added, 0 changed, 0 as they were." in page
    assert "1 leaver not counted" in page
    (found,) = coverages([course], TODAY)
    assert (found.done_count, len(found.lines), found.leaver_count) == (2, 2, 1)
    assert [line.person.name for line in found.late_joiners] == ["Ben"]
    page = words(client.get("/training/courses/awareness/"))
    assert "92 of 100, version 1" in page
    assert str(import_completions(HOUSE, data=data)) == "0 added, 0 changed, 3 as they were"
    assert Completion.objects.count() == 3


def test_a_course_is_asked_of_a_footing_or_a_team(course):
    a_person("Ada", team="Core")
    a_person("Ben", engagement="contractor")
    other = add_course(HOUSE, key="role", title="Role")
    with pytest.raises(CourseTaken):
        add_course(HOUSE, key="role", title="Role")
    core = Completion._meta.get_field("person").related_model.objects.get(name="Ada").team
    assign_course(HOUSE, other, team=core)
    with pytest.raises(CourseRefused, match="already"):
        assign_course(HOUSE, other, team=core)
    assert [line.person.name for line in coverages([other], TODAY)[0].lines] == ["Ada"]
    assign_course(HOUSE, other, engagement="contractor")
    assert len(coverages([other], TODAY)[0].lines) == 2


def test_a_list_of_completions_with_a_wrong_line_is_refused_whole(course):
    a_person("Ada")
    with pytest.raises(
        Invalid, match=r"line 3.*nobody.*line 4.*still to come.*line 5.*as line 2.*line 6: score"
    ):
        import_completions(
            HOUSE,
            data=b"email,course,completed_on,score\n"
            b"ada@example.org,awareness,2026-01-05,90\n"
            b"zoe@example.org,awareness,2026-01-05,90\n"
            b"ada@example.org,awareness,2027-01-05,90\n"
            b"ADA@example.org,awareness,2026-01-05,90\n"
            b"ada@example.org,awareness,2026-01-06,101\n",
        )
    assert not Completion.objects.exists()


def test_a_list_changes_what_it_says_of_and_only_as_it_was_looked_at(course):
    a_person("Ada")
    import_completions(
        HOUSE, data=b"email,course,completed_on,score\nada@example.org,awareness,2026-01-05,90\n"
    )
    data = b"email,course,completed_on,version\nada@example.org,awareness,2026-01-05,1\n"
    plan = plan_completions(data)
    assert [one.fields for one in plan.changed] == [(("version", "", "1"),)]
    with pytest.raises(PlanChanged):
        import_completions(HOUSE, data=data, seen=plan_completions(data.replace(b"05,1", b"06,1")).digest())
    import_completions(HOUSE, data=data, seen=plan.digest())
    done = Completion.objects.get()
    assert (done.score, done.version) == (90, 1), "a column that is left out leaves what is known"


def test_a_score_below_the_one_that_is_asked_is_kept_and_does_not_count():
    scored = add_course(HOUSE, key="quiz", title="Quiz", pass_score=80)
    assign_course(HOUSE, scored, assigned_on=SINCE)
    a_person("Ada")
    data = b"email,course,completed_on,score\nada@example.org,quiz,2026-01-05,79\n"
    import_completions(HOUSE, data=data)
    assert Completion.objects.get().score == 79
    assert coverages([scored], TODAY)[0].done_count == 0


def test_an_employee_reads_their_course_and_finishes_it_in_the_version_they_saw(client, course):
    user = signed_in(client, "Ada", Role.EMPLOYEE)
    a_person("Ada")
    assert "Awareness" in words(client.get("/mine/"))
    assert "Look twice." in words(client.get("/training/courses/awareness/take/"))
    publish_version(HOUSE, course, content=f"# New\n{SCRIPT}", seen=1)
    with pytest.raises(ContentChanged):
        complete_course(user.actor(), course, version=1)
    page = words(client.get("/training/courses/awareness/take/"))
    assert SCRIPT not in page
    client.post("/training/courses/awareness/take/", {"version": "2"})
    done = Completion.objects.get()
    assert (done.person.name, done.version) == ("Ada", 2)
    other = add_course(HOUSE, key="secret", title="Secret", content="Nothing of yours.")
    assert client.get(f"/training/courses/{other.key}/take/").status_code == 403
    for path in ("/training/", "/training/courses/awareness/", "/training/phishing/"):
        assert client.get(path).status_code == 403


def test_two_who_publish_at_once_lose_nothing(client, course):
    signed_in(client)
    publish_version(HOUSE, course, content="Theirs.")
    answer = client.post("/training/courses/awareness/content/", {"content": "Mine.", "seen": "1"})
    assert answer.status_code == 409
    assert "Theirs." in words(answer)
    assert "Mine." in words(answer)


def test_r44_a_campaign_names_who_clicked_and_who_does_so_again(client):
    signed_in(client)
    a_person("Ada", title=SCRIPT)
    a_person("Ben")
    for number in (1, 2):
        file = SimpleUploadedFile(
            "r.csv", b"email,clicked,reported\nada@example.org,yes,no\nben@example.org,no,yes\n"
        )
        named = urlencode({"name": f"Wave {number} {SCRIPT}", "ran_on": f"2026-0{number}-01"})
        shown = client.post(f"/training/phishing/import/?{named}", {"file": file})
        assert PhishingCampaign.objects.count() == number - 1
        assert SCRIPT not in words(shown)
        page = words(client.post(f"/training/phishing/import/?{named}", looked_at(shown), follow=True))
        assert "Phishing: 2 added" in page
        page = words(client.get(f"/training/phishing/{PhishingCampaign.objects.latest('pk').pk}/"))
    assert SCRIPT not in page
    assert "50%" in page
    assert "2 times" in page
    assert "Clicked more than once" in words(client.get("/training/phishing/"))
    with pytest.raises(Invalid, match="neither yes nor no"):
        import_phishing(HOUSE, name="Odd", ran_on=TODAY, data=b"email,clicked\nada@example.org,perhaps\n")
    assert client.get("/training/phishing/import/?name=Odd&ran_on=soon").status_code == 422
    with pytest.raises(CourseRefused, match="lies ahead"):
        import_phishing(HOUSE, name="Odd", ran_on=TODAY + timedelta(days=1), data=b"email,clicked\n")
    assert PhishingCampaign.objects.count() == 2


@pytest.mark.parametrize("path", ["/training/", "/training/courses/awareness/", "/mine/"])
def test_a_page_costs_the_same_however_much_there_is(client, course, path, django_assert_max_num_queries):
    signed_in(client)
    a_person("Lead")
    client.get(path)
    # On a person's own page each room that has duties asks once for its own.
    with django_assert_max_num_queries(30) as first:
        assert client.get(path).status_code == 200
    for n in range(60):
        a_person(f"P{n}", TODAY)
    for n in range(5):
        assign_course(HOUSE, add_course(HOUSE, key=f"c{n}", title=f"C{n}"))
    with django_assert_max_num_queries(len(first)):
        assert client.get(path).status_code == 200


def test_courses_are_kept_on_their_pages_and_only_by_who_may(client):
    signed_in(client)
    assert "There is no course yet" in words(client.get("/training/"))
    form = {"title": SCRIPT, "key": "a", "topic": "security", "days_to_finish": "30", "repeat_days": "365"}
    page = words(client.post("/training/new/", form, follow=True))
    assert SCRIPT not in page
    assert "Nobody owes this course" in page
    client.post("/training/courses/a/assign/", {"act": "assign", "engagement": "", "team": ""})
    a_person("Ada")
    assert "Ada" in words(client.get("/training/courses/a/"))
    signed_in(client, "Olu", Role.OWNER)
    assert client.post("/training/courses/a/assign/", {"act": "retire"}).status_code == 403
    assert client.get("/training/new/").status_code == 403
    assert (
        client.post("/training/import/", {"file": SimpleUploadedFile("x.csv", b"email\n")}).status_code == 403
    )
    assert client.get("/training/phishing/import/").status_code == 403


def test_what_training_lacks_is_a_gap(course):
    assert [gap.key for gap in gaps(NOW)] == ["training:awareness:unassigned"]
    a_company()
    assert [gap.key for gap in gaps(NOW)] == ["training:awareness:overdue"]
    retire_course(HOUSE, course)
    assert [gap.key for gap in gaps(NOW)] == ["training:none"]


def test_the_register_is_sealed_with_leavers(course):
    a_company()
    rows = next(one for one in STREAMS["courses"](None) if isinstance(one, Rows)).rows
    assert {row["person_email"][:3] for row in rows} == {"ada", "ben", "cho"}
