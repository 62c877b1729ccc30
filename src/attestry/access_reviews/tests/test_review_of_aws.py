"""A review of an AWS account that was really collected: frozen, decided, proved by the next reading."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry import pipeline
from attestry.access_reviews.actions.deciding import close_review, decide
from attestry.access_reviews.actions.marking import mark_critical
from attestry.access_reviews.actions.opening import open_review
from attestry.access_reviews.actions.proving import note_all_proofs
from attestry.access_reviews.models import ReviewItem
from attestry.access_reviews.queries.factors import factor_coverage
from attestry.access_reviews.rules.review import Decision
from attestry.access_reviews.tests.lists import connect
from attestry.accounts.tests.people import somebody
from attestry.connectors.queries import streams_of
from attestry.connectors.sources.aws.tests.collected import ACCOUNT, REGION
from attestry.connectors.sources.aws.tests.emulator import emulated_aws
from attestry.connectors.sources.aws.tests.made_account import Clients
from attestry.effectiveness.tests.world import a_home
from attestry.kit import clock
from attestry.people.tests.acting import HOUSE, a_person

pytestmark = pytest.mark.django_db
READS = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}'
EVERYTHING = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
USERS = ("ada", "ben", "cho", "dee")


@pytest.fixture
def aws(monkeypatch):
    """An account of its own in the emulator, with four users."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with emulated_aws() as address:
        clients = Clients(address)
        for name in USERS:
            clients.iam.create_user(UserName=name, Tags=[{"Key": "owner", "Value": f"{name}@example.org"}])
            clients.iam.create_login_profile(UserName=name, Password="A-long-Passw0rd!")
            clients.iam.put_user_policy(UserName=name, PolicyName="Reads", PolicyDocument=READS)
        clients.iam.put_user_policy(UserName="ben", PolicyName="Everything", PolicyDocument=EVERYTHING)
        yield address, clients.iam


@pytest.fixture
def read_again(aws, tmp_path):
    """What collects the account's users once more, and looks what that proves."""
    with a_home(tmp_path / "home"):
        said = {"endpoint_url": aws[0], "access_key_id": "testing", "regions": [REGION], "attempts": 1}
        connection = connect("aws", "aws", said, {"secret_access_key": "testing"})
        stream = next(one for one in streams_of(connection) if one.id == "iam")

        def read():
            assert pipeline.collect_stream(HOUSE, connection, stream, lambda _: None).state == "complete"
            return note_all_proofs(HOUSE)

        read()
        for name in USERS:
            a_person(name.capitalize(), email=f"{name}@example.org")
        yield read


def test_the_users_of_an_aws_account_are_frozen_and_their_removal_is_proved(aws, read_again):
    due_on = (clock.now() + timedelta(days=9)).date()
    review = open_review(HOUSE, connection="aws", system=ACCOUNT, reviewer=somebody("Lea"), due_on=due_on)
    frozen = {one.account_name: one for one in review.items.all()}
    assert set(USERS) <= set(frozen)
    assert (frozen["ben"].rights, frozen["ada"].rights) == ("Everything, Reads", "Reads")
    assert (frozen["ben"].flags, frozen["ada"].flags) == (["privileged"], [])
    assert frozen["ada"].person_email == "ada@example.org"
    decide(HOUSE, review, items=[frozen["ben"].pk], decision=Decision.CHANGE, reason="Reads only.")
    decide(HOUSE, review, items=[frozen["cho"].pk], decision=Decision.REMOVE)
    rest = [one.pk for one in frozen.values() if one.account_name not in ("ben", "cho")]
    decide(HOUSE, review, items=rest, decision=Decision.KEEP, reason="Needed.")
    close_review(HOUSE, review)
    assert read_again() == 0

    iam = aws[1]
    iam.delete_user_policy(UserName="ben", PolicyName="Everything")
    iam.delete_user_policy(UserName="cho", PolicyName="Reads")
    iam.delete_login_profile(UserName="cho")
    iam.delete_user(UserName="cho")
    assert read_again() == 2
    proofs = dict(ReviewItem.objects.exclude(proved_seq=None).values_list("account_name", "proof"))
    assert proofs == {"ben": "Its rights are now: Reads.", "cho": "The account is gone from the list."}


def test_an_aws_account_that_is_critical_names_who_signs_in_with_a_password_alone(aws, read_again):
    mark_critical(HOUSE, connection="aws", system=ACCOUNT)
    (account,) = factor_coverage().critical
    assert set(USERS) <= set(account.lacking)
