"""What AWS says of its services and instants, read fast, in the two places where botocore allows it.

botocore's own reader makes an ordered dictionary of every object of a description, which takes nearly
twice the time and stays in memory; its own parser of instants tries every format there is.
"""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from botocore.loaders import JSONFileLoader, Loader
from botocore.parsers import ResponseParserError
from botocore.utils import parse_timestamp


class DescriptionReader(JSONFileLoader):
    """Reads one description as plain dictionaries, in the order of the file."""

    def load_file(self, file_path: str) -> Any:
        """The description at ``file_path``, which has no ending; None where there is no such file."""
        plain, packed = Path(f"{file_path}.json"), Path(f"{file_path}.json.gz")
        if plain.is_file():
            return orjson.loads(plain.read_bytes())
        return orjson.loads(gzip.decompress(packed.read_bytes())) if packed.is_file() else None


@lru_cache(maxsize=1)
def descriptions() -> Loader:
    """The descriptions of AWS's services, read from disk once per process."""
    return Loader(file_loader=DescriptionReader())


def instant(value: str | float) -> datetime:
    """The instant that a service wrote, as text or as seconds after 1970.

    Raises ResponseParserError where it is no instant.
    """
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
        if value[10:11] == "T" and value.endswith("Z"):
            return datetime.fromisoformat(value)
        return parse_timestamp(value)
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise ResponseParserError(f"no instant: {value!r}") from error
