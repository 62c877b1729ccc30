import subprocess
import sys
from textwrap import dedent

import pytest

from attestry.kit.late import Late


def test_a_late_library_is_loaded_when_it_is_first_asked_for_something():
    said = subprocess.run(
        [sys.executable, "-c", _ASKS_LATE], capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.split() == ["False", "3.0", "True"]


def test_a_late_library_that_is_not_installed_says_so_when_it_is_asked():
    with pytest.raises(ImportError, match="no_such_library"):
        _ = Late("no_such_library").anything


_ASKS_LATE = dedent("""
    import sys
    from attestry.kit.late import Late

    statistics = Late("statistics")
    print("statistics" in sys.modules)
    print(float(statistics.mean([2, 4])))
    print("statistics" in sys.modules)
""")
