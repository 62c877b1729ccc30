import subprocess
import sys
import threading

import pytest

from attestry.kit import file_lock
from attestry.kit.errors import Conflict

HOLDER = """
import sys, time
from pathlib import Path
from attestry.kit import file_lock
with file_lock.held(Path(sys.argv[1]), busy="busy"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    path = tmp_path / "run" / "the.lock"
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield path, process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_lock_that_another_process_holds_is_refused_with_the_given_words(holder):
    path, _process = holder
    with pytest.raises(Conflict) as refusal, file_lock.held(path, busy="The stream is being read."):
        pass
    assert refusal.value.message == "The stream is being read."
    assert refusal.value.next_step


def test_a_lock_falls_with_its_holder_however_it_dies(holder):
    path, process = holder
    process.kill()
    process.wait()
    with file_lock.held(path, busy="still held"):
        assert path.exists()


def test_who_waits_gets_the_lock_when_the_holder_dies(holder):
    path, process = holder
    got = threading.Event()

    def wait():
        with file_lock.waited_for(path):
            got.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not got.wait(0.2)
    process.kill()
    assert got.wait(10)
    waiting.join()


def test_a_lock_is_free_again_after_its_block_even_a_failed_one(tmp_path):
    with pytest.raises(ZeroDivisionError), file_lock.held(tmp_path / "a.lock", busy="busy"):
        1 / 0
    with file_lock.held(tmp_path / "a.lock", busy="busy"):
        pass
