"""Lists of people: shown before they are taken in, whole or not at all, however long."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from attestry import pipeline
from attestry.accounts.rules import Role
from attestry.connectors.actions import add_connection
from attestry.effectiveness.tests.world import a_home
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.csv_plan import PlanChanged
from attestry.kit.errors import Invalid
from attestry.kit.secrets import SecretBox
from attestry.people.actions.importing import import_people
from attestry.people.models import Checklist, Person, Team
from attestry.people.queries.imports import plan_for
from attestry.people.tests.acting import HOUSE, NOW, TODAY, a_person, signed_in, words
from attestry.ui.tests.lists import looked_at

pytestmark = pytest.mark.django_db
LIST = f"""email;name;started_on;team;manager_email;ended_on
ada@example.org;Ada;2024-01-02;Core;;
ben@example.org;Ben;{TODAY};Core;ada@example.org;
cho@example.org;Cho;2024-01-02;Sales;ben@example.org;{TODAY}
""".encode()


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(NOW):
        yield


def test_a_list_changes_nobody_until_it_is_taken_in():
    ada = a_person("Ada", team="Old")
    a_person("Dee")
    plan = plan_for(LIST).told()
    assert [one.title for one in plan.added] == ["Ben, ben@example.org", "Cho, cho@example.org"]
    assert [(one.title, one.fields) for one in plan.changed] == [
        ("Ada, ada@example.org", (("team", "Old", "Core"),))
    ]
    assert plan.absent == ("Dee, dee@example.org",)
    assert Person.objects.count() == 2
    import_people(HOUSE, LIST, seen=plan.digest())
    assert Person.objects.get(name="Cho").manager.name == "Ben"
    assert sorted(Checklist.objects.values_list("kind", flat=True)) == ["joiner", "leaver", "mover"]
    assert JournalEntry.objects.filter(subject=ada.subject).count() == 2
    told = JournalEntry.objects.get(subject="people").after
    assert (told["added"], told["changed"], told["not in the list"], told["checklists"]) == (2, 1, 1, 3)
    assert not plan_for(LIST).told().changes


def test_a_plan_that_is_not_the_one_that_was_shown_is_refused():
    shown = plan_for(LIST).told().digest()
    a_person("Ada", team="Old")
    with pytest.raises(PlanChanged):
        import_people(HOUSE, LIST, seen=shown)
    assert Person.objects.count() == 1


def test_a_wrong_list_is_refused_whole_with_its_lines():
    wrong = LIST + b"ada@example.org;Ada;2024-01-02;;;\ndee@example.org;Dee;2024-01-02;;;2023-01-01\n"
    with pytest.raises(Invalid, match=r"line 5: email.*line 2.*line 6: ended_on"):
        import_people(HOUSE, wrong)
    with pytest.raises(Invalid, match="column “started_on” is missing"):
        import_people(HOUSE, b"email,name\na@x.org,A\n")
    circle = (
        b"email,name,started_on,manager_email\na@x.org,A,2024-01-02,b@x.org\nb@x.org,B,2024-01-02,a@x.org\n"
    )
    with pytest.raises(Invalid, match=r"line \d: manager_email: the reporting line goes in a circle"):
        import_people(HOUSE, circle)
    assert not Person.objects.exists()


def test_fifty_thousand_people_are_taken_in_by_a_number_of_statements_that_rows_do_not_multiply(
    django_assert_max_num_queries,
):
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("email", "name", "started_on", "team", "manager_email"))
    for n in range(50_000):
        boss = f"p{(n - 1) // 8}@example.org" if n else ""
        writer.writerow((f"p{n}@example.org", f"Person {n}", "2024-01-02", f"Team {n % 40}", boss))
    data = text.getvalue().encode()
    with django_assert_max_num_queries(600):
        import_people(HOUSE, data)
    assert (Person.objects.count(), Team.objects.count()) == (50_000, 40)
    assert Person.objects.get(email="p49999@example.org").manager.email == "p6249@example.org"


def test_people_are_taken_over_from_the_sealed_list_of_a_directory(tmp_path, client):
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "workers.csv").write_text(
        "worker_id,name,email,kind,job_title,department,manager_id,started_on,ended_on\n"
        "1,Ada,Ada@example.org,Employee,CTO,Core,,2024-01-02,\n"
        "2,Ben,ben@example.org,Contractor,,Core,1,2026-03-01,\n"
        "3,No address,,Employee,,Core,1,2026-03-01,\n"
    )
    with a_home(tmp_path / "home"):
        add_connection(
            HOUSE,
            name="hr",
            source_id="files",
            settings={"table": "worker", "path": str(folder / "workers.csv")},
            secrets={},
            box=SecretBox(settings.HOME.keys),
            title="HR",
        )
        pipeline.collect(HOUSE, progress=print, only=["hr"])
        signed_in(client)
        assert "Show what HR would change" in words(client.get("/people/import/"))
        shown = client.get("/people/import/hr/")
        assert "Would be added" in words(shown)
        assert "Ben, ben@example.org" in words(shown)
        assert Person.objects.count() == 0
        client.post("/people/import/hr/", looked_at(shown))
        gone = client.get("/people/import/none/")
        assert "No directory “none” is connected" in words(gone)
    ben = Person.objects.get(email="ben@example.org")
    assert (ben.engagement, ben.manager.email, ben.team.name) == ("contractor", "ada@example.org", "Core")
    assert "entry 0 of the ledger" in JournalEntry.objects.get(subject="people").after["origin"]


def test_a_list_is_handed_in_looked_at_and_taken_in_on_the_pages(client):
    signed_in(client)
    hostile = LIST.replace(b";Cho;", b";<script>Cho;")
    shown = client.post("/people/import/", {"file": SimpleUploadedFile("people.csv", hostile)})
    assert "Would be added" in words(shown)
    assert "<script>Cho" not in words(shown)
    assert not Person.objects.exists()
    page = words(client.post("/people/import/", looked_at(shown), follow=True))
    assert "3 added" in page
    assert Person.objects.filter(name="<script>Cho").exists()
    wrong = client.post("/people/import/", {"file": SimpleUploadedFile("p.csv", b"name\nA\n")})
    assert wrong.status_code == 422
    assert "column “email” is missing" in words(wrong)


def test_who_keeps_no_register_hands_in_no_list(client):
    signed_in(client, "Olu", Role.OWNER)
    assert client.get("/people/import/").status_code == 403
    assert client.post("/people/import/hr/").status_code == 403


def test_an_old_leaver_in_a_first_list_opens_no_checklist():
    old = TODAY - timedelta(days=400)
    data = f"email,name,started_on,ended_on\na@x.org,A,2020-01-01,{old}\n".encode()
    import_people(HOUSE, data)
    assert not Checklist.objects.exists()
