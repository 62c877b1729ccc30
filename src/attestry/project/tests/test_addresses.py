import pytest

from attestry.project.tests.addresses import every_address

# Whoever adds to these lists says that a stranger may see the page.
PUBLIC = {"sign_in", "second_factor", "sign_in_by_link", "sign_out", "styles", "stylesheet", "health"}
OUTSIDERS = {
    "ask_access", "access_asked", "confirm_access", "reader_sign_in", "reader_link", "reader_sign_out",
    "trust", "trust_verify", "trust_subprocessors", "trust_policy", "trust_logo", "trust_updates",
    "trust_updates_confirm", "trust_updates_leave",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("address", list(every_address()), ids=lambda address: address.path)
def test_r166_a_stranger_is_asked_to_sign_in_at_every_address_that_is_not_public(client, address):
    if address.is_public and not address.is_for_readers:
        assert address.name in PUBLIC or (address.name in OUTSIDERS and address.path.startswith("/trust/"))
        return
    door = "/trust/sign-in/" if address.is_for_readers else "/sign-in/?next="
    for method in (client.get, client.post):
        answer = method(address.path)
        assert answer.status_code == 302
        assert answer["Location"].startswith(door)


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in every_address()]
    assert sorted(names) == sorted(set(names))
