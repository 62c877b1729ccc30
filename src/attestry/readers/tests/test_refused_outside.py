"""What strangers and readers are refused is said in the organization's look, with nothing of the program."""

from __future__ import annotations

from django.test import Client


def test_whoever_is_refused_outside_is_told_in_the_organization_s_look(issued):
    stranger = Client(enforce_csrf_checks=True)
    for answer, status in (
        (stranger.post("/trust/ask/", {}), 403),
        (stranger.get("/trust/no-such-page/"), 404),
        (stranger.post("/trust/in/guessed/", headers={"Referer": "x"}), 403),
        (Client().post("/trust/in/guessed/"), 410),
    ):
        page = answer.content.decode()
        assert answer.status_code == status
        assert answer["Cache-Control"] == "no-store"
        assert "Run with Attestry" in page
        assert "Ask for a report" in page
        assert "Today" not in page
