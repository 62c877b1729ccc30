"""Somebody begins a policy from a template, makes it their own, and brings it into force."""

from __future__ import annotations

from playwright.sync_api import expect

POLICY = "/policies/access-control-policy/"


def test_a_policy_is_begun_previewed_approved_and_published_and_its_next_version_compared(in_started) -> None:
    page = in_started("/policies/")
    expect(page.get_by_text("No policy is written yet")).to_be_visible()
    page.get_by_role("link", name="Choose templates").click()
    for box in page.locator("input[name=templates]").all():
        box.set_checked(box.get_attribute("value") == "POL-06")
    page.get_by_label("Where people report and ask").fill("security@example.org")
    page.get_by_role("button", name="Begin drafts").click()
    expect(page.get_by_text("1 drafted.")).to_be_visible()

    page.get_by_role("link", name="Access control policy").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value() + "\n## Our own rule\n\nNobody keeps a **key** in a drawer.\n")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_label("Preview").get_by_role("heading", name="Our own rule")).to_be_visible()
    page.get_by_label("What changed, and why").fill("A rule of our own.")
    page.get_by_role("button", name="Keep").click()

    page.get_by_role("button", name="Submit for approval").click()
    page.get_by_role("button", name="Approve this text").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("In force", exact=True).first).to_be_visible()
    expect(page.get_by_role("heading", name="Our own rule")).to_be_visible()

    page.goto("/journal/?q=access-control-policy")
    expect(page.locator("main").get_by_text("policies.publish").first).to_be_visible()

    # The next version, by somebody whose browser runs no script.
    page = in_started(f"{POLICY}edit/", script=False)
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value().replace("drawer", "safe"))
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{POLICY}versions/2/?against=1")
    expect(page.locator("del", has_text="drawer")).to_be_visible()
    expect(page.locator("ins", has_text="safe")).to_be_visible()
