"""Names of files are shown and searched, and never lead anywhere."""

import pytest

from reviewblog.media.names import LONGEST_NAME, clean_filename


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("still.jpg", "still.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\Users\\me\\still.png", "still.png"),
        ("/absolute.png", "absolute.png"),
        ("nul\0.png", "picture-nul.png"),
        ("a\0b.png", "ab.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie x.png"),
        ("CON", "picture-CON"),
        ("aux.jpg", "picture-aux.jpg"),
        ("com1.png", "picture-com1.png"),
        ("...", "picture"),
        ("", "picture"),
        ("..", "picture"),
        (" . ", "picture"),
        ('a<b>:"|?*.png', "ab.png"),
        ("\ud800.png", "png"),
        ("Fröken Julie.jpg", "Fröken Julie.jpg"),
        ("羅生門.png", "羅生門.png"),
    ],
)
def test_a_name_becomes_one_harmless_line(given: str, kept: str) -> None:
    assert clean_filename(given) == kept


def test_of_an_overlong_name_the_end_is_kept() -> None:
    name = clean_filename("x" * 300 + ".jpeg")

    assert len(name) == LONGEST_NAME
    assert name.endswith("x.jpeg")
