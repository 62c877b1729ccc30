from io import StringIO

from attestry.cli.progress import Progress


class Terminal(StringIO):
    def isatty(self):
        return True


def test_elsewhere_than_on_a_terminal_each_step_is_a_plain_line():
    stream = StringIO()
    with Progress(stream) as progress:
        progress("reading")
        progress("reading")
        progress("sealing")
    assert stream.getvalue() == "reading\nsealing\n"


def test_a_terminal_shows_one_living_line_and_is_left_clean():
    stream = Terminal()
    with Progress(stream) as progress:
        progress("reading")
        progress("x" * 1000)
    shown = stream.getvalue().split("\r\x1b[2K")
    assert shown[0] == ""
    assert shown[1] == "reading"
    assert len(shown[2]) < 1000
    assert shown[3] == ""
