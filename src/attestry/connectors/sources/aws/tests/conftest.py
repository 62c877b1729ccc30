"""One emulator for all tests of the source, and the accounts they read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from attestry.connectors.sources.aws.tests.emulator import emulated_aws, forget_everything
from attestry.connectors.sources.aws.tests.made_account import Clients, make_account


@pytest.fixture(scope="session", autouse=True)
def no_credentials_of_this_machine() -> Iterator[None]:
    """Neither profiles nor variables of whoever runs the tests may reach a call."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_CONFIG_FILE", "/dev/null")
        environment.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        environment.setenv("AWS_EC2_METADATA_DISABLED", "true")
        environment.setenv("NO_PROXY", "127.0.0.1,localhost")
        for name in ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL"):
            environment.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def emulator() -> Iterator[str]:
    """The address of the emulator."""
    with emulated_aws() as address:
        yield address


@pytest.fixture
def empty_account(emulator: str) -> str:
    """The emulator with nothing in it."""
    forget_everything(emulator)
    return emulator


@pytest.fixture
def aws(empty_account: str) -> Clients:
    """Clients of the empty account, to fill it with."""
    return Clients(empty_account)


@pytest.fixture(scope="session")
def made_account() -> Iterator[str]:
    """A small account of every kind of resource, with known right answers; nobody writes to it."""
    with emulated_aws() as address:
        make_account(address, scale=0.1)
        yield address
