import pytest

from attestry.project.tests.addresses import every_address

# Whoever adds to this list says that a stranger may see the page.
PUBLIC = {"sign_in", "second_factor", "sign_in_by_link", "sign_out", "styles", "stylesheet", "health"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", list(every_address()), ids=lambda address: address.path)
def test_r166_a_stranger_is_asked_to_sign_in_at_every_address_that_is_not_public(client, address):
    if address.is_public:
        assert address.name in PUBLIC
        return
    for method in (client.get, client.post):
        answer = method(address.path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/?next=")


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in every_address()]
    assert sorted(names) == sorted(set(names))
