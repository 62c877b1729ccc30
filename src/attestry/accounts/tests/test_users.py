import pytest

from attestry.accounts.actions.users import add_user, change_role, deactivate_user, reactivate_user
from attestry.accounts.errors import AddressTaken, LastAdministrator, NoSuchUser
from attestry.accounts.models import User
from attestry.accounts.queries import active_users, first_administrator, user_of
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.journal import queries as journal
from attestry.kit.errors import Invalid, NotAllowed

pytestmark = pytest.mark.django_db


def test_a_new_user_is_journalled_and_has_no_password():
    user = somebody("Ada", Role.LEAD)
    entry = journal.entries(act="accounts.add_user").get()
    assert entry.subject == "user:ada@example.org"
    assert entry.after == {"email": "ada@example.org", "name": "Ada", "role": "compliance_lead"}
    assert not user.has_usable_password()


def test_one_address_has_one_user_in_whatever_case():
    somebody("Ada")
    with pytest.raises(AddressTaken):
        add_user(HOUSE, email="ADA@Example.org", name="Another", role=Role.EMPLOYEE)
    assert User.objects.count() == 1


@pytest.mark.parametrize(("email", "name"), [("ada", "Ada"), ("a b@c", "Ada"), ("@", "Ada"), ("a@b", "  ")])
def test_a_user_without_address_or_name_is_refused(email, name):
    with pytest.raises(Invalid):
        add_user(HOUSE, email=email, name=name, role=Role.EMPLOYEE)
    assert not User.objects.exists()


def test_a_lead_adds_nobody_and_nothing_is_written():
    lead = somebody("Lea", Role.LEAD)
    with pytest.raises(NotAllowed):
        add_user(lead.actor(), email="x@example.org", name="X", role=Role.ADMINISTRATOR)
    assert not User.objects.filter(email="x@example.org").exists()
    assert not journal.entries(subject="user:x@example.org").exists()


def test_the_last_administrator_is_neither_demoted_nor_closed():
    ada = somebody("Ada")
    with pytest.raises(LastAdministrator):
        change_role(ada.actor(), ada, role=Role.LEAD)
    with pytest.raises(LastAdministrator):
        deactivate_user(ada.actor(), ada)
    assert first_administrator() == ada


def test_an_administrator_may_leave_when_another_stays():
    ada, bob = somebody("Ada"), somebody("Bob")
    deactivate_user(bob.actor(), ada)
    assert list(active_users()) == [bob]
    entry = journal.entries(act="accounts.deactivate_user").get()
    assert (entry.before, entry.after) == ({"is_active": True}, {"is_active": False})


def test_a_closed_account_can_be_opened_again_but_its_password_is_gone():
    ada, bob = somebody("Ada"), somebody("Bob", Role.EMPLOYEE, password="an old long password")
    deactivate_user(ada.actor(), bob)
    opened = reactivate_user(ada.actor(), bob)
    assert opened.is_active
    assert not opened.has_usable_password()


def test_a_changed_role_is_journalled_with_both_roles():
    ada, bob = somebody("Ada"), somebody("Bob", Role.EMPLOYEE)
    change_role(ada.actor(), bob, role=Role.EXECUTIVE)
    entry = journal.entries(act="accounts.change_role").get()
    assert (entry.before, entry.after) == ({"role": "employee"}, {"role": "executive"})
    assert user_of("BOB@example.org").role == Role.EXECUTIVE


def test_an_unknown_address_is_nobody():
    with pytest.raises(NoSuchUser):
        user_of("nobody@example.org")
