"""An AWS account of 458 resources and 18 checks: results, calls, cpu and memory, each beside its budget.

    python benchmarks/bench_aws_account.py                    # an emulated account at scales 1 and 2
    python benchmarks/bench_aws_account.py --endpoint URL     # an account that is already there

Prints ratios to the budget; asserts nothing about time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from attestry.connectors.sources.aws.tests.emulator import emulated_aws
from attestry.connectors.sources.aws.tests.made_account import make_account

BUDGET = {"calls": 1200, "cpu_seconds": 4.0, "memory_mb": 200}
BUDGET_CPU_MS_PER_FURTHER_RESOURCE = 5.0
EXPECTED_AT_SCALE_1 = {"results": 1530, "failing": 882}

READING = Path(__file__).with_name("aws_account_reading.py")


def main() -> None:
    """Measure the account asked for and print what it took."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--endpoint", help="read this account instead of a made one")
    endpoint = arguments.parse_args().endpoint
    if endpoint:
        show("as it is", measured(endpoint))
        return
    first_resources, first = at_scale(1)
    for name, expected in EXPECTED_AT_SCALE_1.items():
        print(f"  {name}: {first[name]} of {expected} expected")
    second_resources, second = at_scale(2)
    spent = (second["cpu_seconds"] - first["cpu_seconds"]) * 1000 / (second_resources - first_resources)
    ratio = spent / BUDGET_CPU_MS_PER_FURTHER_RESOURCE
    print(f"each further resource: {spent:.2f} ms of cpu, {ratio:.2f} of the budget")


def at_scale(scale: int) -> tuple[int, dict[str, Any]]:
    """Make an account and read it; answers its number of resources and what the reading took."""
    with emulated_aws() as endpoint:
        resources = make_account(endpoint, scale)
        spent = measured(endpoint)
    show(f"scale {scale}, {resources} resources", spent)
    return resources, spent


def measured(endpoint: str) -> dict[str, Any]:
    """Read the account in a fresh process."""
    environment = {**os.environ, "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1,localhost"}
    command = [sys.executable, str(READING), endpoint]
    answer = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    spent: dict[str, Any] = json.loads(answer.stdout)
    return spent


def show(title: str, spent: dict[str, Any]) -> None:
    """Print the results, and what they took as a share of the budget."""
    print(f"{title}: {spent['results']} results, {spent['failing']} failing, {spent['unknown']} unknown")
    if spent["gaps"]:
        print(f"  gaps: {spent['gaps']}; not fully seen: {', '.join(spent['not_fully_seen']) or 'none'}")
    for name, allowed in BUDGET.items():
        print(f"  {name}: {spent[name]}, {spent[name] / allowed:.2f} of the budget")


if __name__ == "__main__":
    main()
