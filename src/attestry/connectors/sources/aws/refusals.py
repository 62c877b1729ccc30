"""Why AWS did not answer: the error codes of its services as the reasons of a gap."""

from __future__ import annotations

from dataclasses import dataclass

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    IncompleteReadError,
    NoAuthTokenError,
    NoCredentialsError,
    PaginationError,
    PartialCredentialsError,
    UnknownServiceError,
)
from botocore.exceptions import (
    ConnectionError as NotConnected,
)
from botocore.parsers import ResponseParserError

from attestry.connectors.rules.observation import Reason

_DENIED = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AccessDeniedFault",
        "AllAccessDisabled",
        "AuthFailure",
        "AuthorizationError",
        "AuthorizationErrorException",
        "ExpiredToken",
        "ExpiredTokenException",
        "Forbidden",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "MissingAuthenticationToken",
        "NotAuthorized",
        "OptInRequired",
        "SignatureDoesNotMatch",
        "UnauthorizedAccess",
        "UnauthorizedException",
        "UnauthorizedOperation",
        "UnrecognizedClientException",
    }
)
_THROTTLED = frozenset(
    {
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
_GONE = frozenset(
    {
        "ClusterNotFoundException",
        "LoadBalancerNotFound",
        "NoSuchBucket",
        "NotFoundException",
        "ResourceNotFoundException",
        "TableNotFoundException",
        "TrailNotFoundException",
    }
)
_STATUS_REASONS = {
    401: Reason.PERMISSION,
    403: Reason.PERMISSION,
    429: Reason.THROTTLED,
    501: Reason.UNSUPPORTED,
}

FAILURES = (ClientError, BotoCoreError, ResponseParserError)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A call that gave no usable answer. ``detail`` is the same whenever the cause is the same."""

    reason: Reason
    detail: str
    is_gone: bool = False


def refusal_of(permission: str, error: Exception) -> Refusal:
    """The refusal that one of ``FAILURES`` means, when the call needs ``permission``."""
    if isinstance(error, ClientError):
        return _refused_by_service(permission, error)
    reason = _reason_of_failure(error)
    return Refusal(reason, f"{permission} gave no usable answer: {type(error).__name__}")


def _refused_by_service(permission: str, error: ClientError) -> Refusal:
    code = error_code(error)
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _THROTTLED:
        reason = Reason.THROTTLED
    elif code in _DENIED:
        reason = Reason.PERMISSION
    elif status >= 500 and status != 501:
        reason = Reason.UNREACHABLE
    else:
        reason = _STATUS_REASONS.get(status, Reason.UNSUPPORTED)
    name = code if len(code) <= 60 and code.replace(".", "").isalnum() else f"status {status}"
    return Refusal(reason, f"{permission} was refused: {name}", is_gone=code in _GONE)


def error_code(error: ClientError) -> str:
    """The code of a service's error, such as ``AccessDenied``; its status where it gave none."""
    return str(error.response.get("Error", {}).get("Code", ""))


def _reason_of_failure(error: Exception) -> Reason:
    match error:
        case NoCredentialsError() | PartialCredentialsError() | NoAuthTokenError():
            return Reason.PERMISSION
        case IncompleteReadError() | PaginationError():
            return Reason.INCOMPLETE
        case ResponseParserError():
            return Reason.MALFORMED
        case UnknownServiceError():
            return Reason.UNSUPPORTED
        case HTTPClientError() | NotConnected():
            return Reason.UNREACHABLE
        case _:
            return Reason.UNSUPPORTED
