import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.project.tests.addresses import every_address

EVERYBODY = set(Role)
READERS = EVERYBODY - {Role.EMPLOYEE}
ADMINISTRATOR = {Role.ADMINISTRATOR}
EXPORTERS = {Role.ADMINISTRATOR, Role.LEAD, Role.AUDITOR}

# Every address of accounts and journal that wants somebody signed in, and whom.
WHO_MAY = {
    "profile": EVERYBODY,
    "tokens": EVERYBODY,
    "token_revoke": EVERYBODY,
    "users": ADMINISTRATOR,
    "user_role": ADMINISTRATOR,
    "user_deactivate": ADMINISTRATOR,
    "user_reactivate": ADMINISTRATOR,
    "user_link": ADMINISTRATOR,
    "journal": READERS,
    "journal_entry": READERS,
    "journal_export": EXPORTERS,
}
ADDRESSES = [one for one in every_address() if one.room in ("accounts", "journal") and not one.is_public]


def test_every_address_says_who_may():
    assert {address.name for address in ADDRESSES} == set(WHO_MAY)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_r166_each_role_reaches_what_it_may_and_nothing_else(client, address, role):
    client.force_login(somebody("Ada", role))
    statuses = {client.get(address.path).status_code, client.post(address.path).status_code}
    if role in WHO_MAY[address.name]:
        assert 403 not in statuses
    else:
        assert 403 in statuses
        assert statuses <= {403, 405}


# What every signed-in user may see, and what of it is theirs.
FOR_EVERYBODY = {
    "profile", "glossary", "today", "tokens", "api_acts", "api_act", "mine", "my_tasks", "incident_report",
}  # fmt: skip
# What is shown to whom it is given to; anybody else learns nothing of it, not even that it is there.
OWN_OR_NOTHING = {"access_review", "checklist", "course_take", "continuity_action", "incident_follow_up"}
PROGRAM = [one for one in every_address() if not one.is_public and one.name not in FOR_EVERYBODY]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PROGRAM, ids=lambda address: address.name)
def test_an_employee_sees_nothing_that_is_not_theirs(client, address):
    client.force_login(somebody("Eve", Role.EMPLOYEE))
    hidden = {404} if address.name in OWN_OR_NOTHING else set()
    assert client.get(address.path).status_code in {403, 405} | hidden


@pytest.mark.django_db
def test_an_employee_comes_to_their_own_page_and_may_read_the_glossary(client):
    client.force_login(somebody("Eve", Role.EMPLOYEE))
    assert client.get("/")["Location"] == "/mine/"
    assert client.get("/profile/").status_code == 200
    assert client.get("/glossary/").status_code == 200
