"""An AWS account of 458 resources and 18 checks: results, calls, cpu and memory, each beside its budget.

    python benchmarks/bench_aws_account.py                    # an emulated account at scales 1 and 2
    python benchmarks/bench_aws_account.py --endpoint URL     # an account that is already there

The account of scale 1 is read once more with calls denied: every tenth bucket, and the listing of
databases. Prints ratios to the budget; asserts nothing about time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from attestry.connectors.sources.aws.tests.emulator import emulated_aws
from attestry.connectors.sources.aws.tests.made_account import make_account
from attestry.connectors.sources.aws.tests.refusing_proxy import Fault, refusing_proxy

BUDGET = {"calls": 1200, "cpu_seconds": 4.0, "memory_mb": 200}
BUDGET_CPU_MS_PER_FURTHER_RESOURCE = 5.0
EXPECTED_AT_SCALE_1 = {"results": 1530, "failing": 882, "unknown": 0}

# Five checks of 20 buckets are unknown, 43 of which fail otherwise; four checks of 20 databases, 38 of
# which fail otherwise, say that they did not see their table.
EXPECTED_DENIED = {"results": 1450, "failing": 801, "unknown": 100}
DENIED_QUESTIONS = ("versioning", "publicAccessBlock", "encryption", "policy", "logging")

READINGS = 3
READING = Path(__file__).with_name("aws_account_reading.py")


def main() -> None:
    """Measure the account asked for and print what it took."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--endpoint", help="read this account instead of a made one")
    endpoint = arguments.parse_args().endpoint
    if endpoint:
        show("as it is", measured(endpoint))
        return
    with emulated_aws() as there:
        first_resources, first = made(there, scale=1)
        expect(first, EXPECTED_AT_SCALE_1)
        denied = measured_denied(there)
        show("the same, with calls denied", denied)
        expect(denied, EXPECTED_DENIED)
    with emulated_aws() as there:
        second_resources, second = made(there, scale=2)
    spent = (second["cpu_seconds"] - first["cpu_seconds"]) * 1000 / (second_resources - first_resources)
    ratio = spent / BUDGET_CPU_MS_PER_FURTHER_RESOURCE
    print(f"each further resource: {spent:.2f} ms of cpu, {ratio:.2f} of the budget")


def made(endpoint: str, scale: int) -> tuple[int, dict[str, Any]]:
    """Make an account and read it; answers its number of resources and what the reading took."""
    resources = make_account(endpoint, scale)
    spent = measured(endpoint)
    show(f"scale {scale}, {resources} resources", spent)
    return resources, spent


def measured_denied(endpoint: str) -> dict[str, Any]:
    """Read the account of scale 1 behind a proxy that denies calls."""
    with refusing_proxy(endpoint) as proxy:
        for i in range(0, 200, 10):
            for question in DENIED_QUESTIONS:
                proxy.fail(f"GET /bucket-{i:06d}?{question}", Fault.DENY)
        proxy.fail("Action=DescribeDBInstances", Fault.DENY)
        return measured(proxy.address)


def measured(endpoint: str) -> dict[str, Any]:
    """Read the account in fresh processes and answer the reading that took the least cpu.

    Neighbours on the machine only ever add to it, and so does compiling, which an installation did.
    """
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as compiled:
        environment = {
            **os.environ,
            "AWS_EC2_METADATA_DISABLED": "true",
            "NO_PROXY": "127.0.0.1,localhost",
            "PYTHONPYCACHEPREFIX": compiled,
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        readings = [read_once(endpoint, environment) for _ in range(READINGS)]
    return min(readings, key=lambda spent: float(spent["cpu_seconds"]))


def read_once(endpoint: str, environment: dict[str, str]) -> dict[str, Any]:
    """What one process that reads the account says of itself."""
    command = [sys.executable, str(READING), endpoint]
    answer = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    spent: dict[str, Any] = json.loads(answer.stdout)
    return spent


def expect(spent: dict[str, Any], expected: dict[str, int]) -> None:
    """Print the results beside those that are right."""
    for name, right in expected.items():
        print(f"  {name}: {spent[name]} of {right} expected")


def show(title: str, spent: dict[str, Any]) -> None:
    """Print the results, and what they took as a share of the budget."""
    print(f"{title}: {spent['results']} results, {spent['failing']} failing, {spent['unknown']} unknown")
    if spent["gaps"]:
        print(f"  gaps: {spent['gaps']}; not fully seen: {', '.join(spent['not_fully_seen']) or 'none'}")
    for name, allowed in BUDGET.items():
        print(f"  {name}: {spent[name]}, {spent[name] / allowed:.2f} of the budget")


if __name__ == "__main__":
    main()
