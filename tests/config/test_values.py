"""Values of several files: hours, time zones, mail addresses, yes and no."""

from datetime import time

import pytest

from veille.config.values import Misfit, mailbox, sending_hour, timezone_name, weekday, yes_no


@pytest.mark.parametrize(
    ("text", "hour"), [("07:00", (7, 0)), ("6:00", (6, 0)), ("22:00", (22, 0))]
)
def test_hours_of_sending(text: str, hour: tuple[int, int]) -> None:
    assert sending_hour(text) == time(*hour)


@pytest.mark.parametrize("text", ["05:59", "22:01", "02:30", "00:00", "24:00", "7h00", "1050", "7"])
def test_hours_that_a_change_of_clocks_could_touch_or_no_hours(text: str) -> None:
    with pytest.raises(Misfit):
        sending_hour(text)


@pytest.mark.parametrize("text", ["lundi", "Lundi", " LUNDI "])
def test_days_are_french(text: str) -> None:
    assert weekday(text) == 0


@pytest.mark.parametrize("text", ["monday", "1", "lundis"])
def test_other_days_are_refused(text: str) -> None:
    with pytest.raises(Misfit, match="lundi, mardi"):
        weekday(text)


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("Europe/Pariss", "Europe/Paris"),
        ("Paris", "Europe/Paris"),
        ("Europe", "Europe/"),
        ("../../etc/passwd", "Europe/Paris"),
        ("x\0y", "Europe/Paris"),
        ("zzzzzzzz", "Europe/Paris"),
    ],
)
def test_unknown_time_zones(text: str, proposed: str) -> None:
    with pytest.raises(Misfit, match=proposed):
        timezone_name(text)


@pytest.mark.parametrize(
    "text", ["veille@val.example", "Veille <veille@val.example>", '"Val, veille" <v@val.example>']
)
def test_mail_addresses(text: str) -> None:
    assert mailbox(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "veille",
        "veille@",
        "@val.example",
        "Veille <veille>",
        "a@val.example, b@val.example",
        "Veille <a@val.example>\nBcc: b@val.example",
        "Veille <a@val.example> b",
        "a b@val.example",
    ],
)
def test_what_is_no_single_mail_address(text: str) -> None:
    with pytest.raises(Misfit):
        mailbox(text)


@pytest.mark.parametrize(
    ("text", "meant"), [("yes", True), ("Oui", True), ("no", False), ("non", False), ("true", True)]
)
def test_yes_and_no_in_both_languages(text: str, meant: bool) -> None:
    assert yes_no(text) is meant
