"""Calls to AWS: signed, retried with growing pauses, counted, and never raising for one refusal."""

from __future__ import annotations

import itertools
import os
import re
import threading
from collections.abc import Iterator
from typing import Any

import botocore.session
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ClientError

from attestry.connectors.rules.observation import Reason

from .calls import permission_of
from .descriptions import descriptions, instant
from .refusals import FAILURES, Refusal, error_code, refusal_of
from .settings import Settings

Item = dict[str, Any]

_FALLBACK_REGION = "us-east-1"


class Transport:
    """The clients of one collection, made when first needed, with the count of what they sent."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session = _signed_session(settings)
        self._session.register("before-send", self._count)
        if settings.endpoint_url:
            self._session.register("before-sign.s3-control", _keep_to_endpoint)
        self._clients: dict[tuple[str, str], BaseClient] = {}
        self._lock = threading.Lock()
        self._sent = itertools.count(1)
        self.sent_count = 0
        self.asked_count = 0
        self.refused_count = 0
        self.permissions_used: set[str] = set()
        self.home_region = _home_region(settings, self._session)

    def call(
        self,
        service: str,
        operation: str,
        region: str = "",
        *,
        absent: frozenset[str] = frozenset(),
        **parameters: Any,
    ) -> Item | Refusal:
        """One answer; empty where the service's error code is in ``absent``, which says: not set."""
        permission = self._asked(service, operation)
        try:
            answer: Item = getattr(self._client(service, region), operation)(**parameters)
        except FAILURES as error:
            if isinstance(error, ClientError) and error_code(error) in absent:
                return {}
            return self._refused(refusal_of(permission, error))
        answer.pop("ResponseMetadata", None)
        return answer if answer or self._may_be_empty(service, region) else self._malformed(permission)

    def pages(
        self, service: str, operation: str, region: str = "", **parameters: Any
    ) -> Iterator[Item | Refusal]:
        """Every page of a listing; the refusal that cut it short comes last."""
        permission = self._asked(service, operation)
        is_cut = False
        try:
            for page in self._client(service, region).get_paginator(operation).paginate(**parameters):
                page.pop("ResponseMetadata", None)
                is_cut = _says_there_is_more(page)
                yield page
        except FAILURES as error:
            yield self._refused(refusal_of(permission, error))
        if is_cut:
            yield self._refused(
                Refusal(Reason.INCOMPLETE, f"{permission} said there was more and did not say where")
            )

    def items(
        self, service: str, operation: str, key: str, region: str = "", **parameters: Any
    ) -> Iterator[Item | Refusal]:
        """What every page of a listing holds under ``key``; the refusal that cut it short comes last."""
        for page in self.pages(service, operation, region, **parameters):
            if isinstance(page, Refusal):
                yield page
            elif key in page:
                yield from page[key]
            else:
                yield self._malformed(permission_of(service, operation))

    def _asked(self, service: str, operation: str) -> str:
        permission = permission_of(service, operation)
        with self._lock:
            self.asked_count += 1
            self.permissions_used.add(permission)
        return permission

    def _refused(self, refusal: Refusal) -> Refusal:
        with self._lock:
            self.refused_count += 1
        return refusal

    def _malformed(self, permission: str) -> Refusal:
        return self._refused(Refusal(Reason.MALFORMED, f"{permission} answered in an unknown shape"))

    def _may_be_empty(self, service: str, region: str) -> bool:
        """Services that speak JSON always say something; botocore reads broken JSON as nothing."""
        return not str(self._client(service, region).meta.service_model.protocol).startswith("json")

    def _count(self, **_event: Any) -> None:
        self.sent_count = next(self._sent)

    def _client(self, service: str, region: str) -> BaseClient:
        key = (service, region or self.home_region)
        with self._lock:
            client = self._clients.get(key)
            if client is None:
                client = self._clients[key] = self._session.create_client(
                    service,
                    region_name=key[1],
                    endpoint_url=self._settings.endpoint_url or None,
                    config=_configuration(self._settings),
                )
            return client


def _says_there_is_more(page: Item) -> bool:
    """Whether a page announces a further one without saying where it is."""
    is_more = page.get("IsTruncated") or page.get("Truncated")
    return bool(is_more) and not (page.get("Marker") or page.get("NextMarker"))


def _keep_to_endpoint(**event: Any) -> None:
    """Another endpoint has one name for every account; AWS puts the account before its own."""
    request = event["request"]
    request.url = re.sub(r"://\d{12}\.", "://", request.url, count=1)


def _signed_session(settings: Settings) -> botocore.session.Session:
    session = botocore.session.Session()
    session.register_component("data_loader", descriptions())
    session.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=instant)
    if settings.access_key_id:
        session.set_credentials(
            settings.access_key_id, settings.secret_access_key, settings.session_token or None
        )
    if settings.role_arn:
        _assume_role(session, settings)
    return session


def _assume_role(session: botocore.session.Session, settings: Settings) -> None:
    client: Any = session.create_client(
        "sts",
        region_name=_home_region(settings, session),
        endpoint_url=settings.endpoint_url or None,
        config=_configuration(settings),
    )
    asked = {"RoleArn": settings.role_arn, "RoleSessionName": "attestry"}
    if settings.external_id:
        asked["ExternalId"] = settings.external_id
    given = client.assume_role(**asked)["Credentials"]
    session.set_credentials(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])


def _home_region(settings: Settings, session: botocore.session.Session) -> str:
    named = [region for region in settings.regions if not settings.wants_every_region]
    environment = os.environ.get("AWS_REGION") or session.get_config_variable("region")
    return (named[0] if named else environment) or _FALLBACK_REGION


def _configuration(settings: Settings) -> Config:
    """Checks of parameters are off: they are ours, and tests make every call."""
    return Config(
        retries={"mode": "standard", "total_max_attempts": settings.attempts},
        max_pool_connections=settings.calls_in_flight,
        parameter_validation=False,
        inject_host_prefix=not settings.endpoint_url,
        connect_timeout=10,
        read_timeout=60,
        user_agent="attestry",
    )
