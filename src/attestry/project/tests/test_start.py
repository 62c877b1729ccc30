"""What a start loads: no library that only rarely used paths need."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent

HEAVY_AND_RARE = ("botocore", "duckdb", "markdown_it", "pyspark", "sqlglot", "typst")


def test_a_start_loads_no_library_of_rarely_used_paths(tmp_path):
    loaded = subprocess.run(
        [sys.executable, "-c", _LOAD_WHAT_A_START_LOADS],
        env={**os.environ, "ATTESTRY_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout.split()
    assert "django" in loaded
    assert [name for name in HEAVY_AND_RARE if name in loaded] == []


_LOAD_WHAT_A_START_LOADS = dedent("""
    import os
    import sys

    os.environ["DJANGO_SETTINGS_MODULE"] = "attestry.project.settings"
    import attestry.project.wsgi
    import attestry.project.urls
    import attestry.cli.serving.foreground

    print(*sys.modules)
""")
