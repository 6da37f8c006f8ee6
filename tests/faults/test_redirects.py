"""Where a site sends its visitors: followed, kept, proposed or refused; never inside."""

import base64
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.server import Web, answer, redirect, silent
from tests.faults.watch import DAY, NOW, Fault, Life, Watch, live, rss

GOOD = answer(rss("a", "b"))
PAGE = answer(
    b"<!doctype html><html><body><h1>Bienvenue</h1><p>Le site a change.</p></body></html>"
)


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_move_is_followed_then_asked_directly(watch: Watch, status: int) -> None:
    site = watch.site("partie", {"/flux": redirect("/nouveau", status), "/nouveau": GOOD})

    first = watch.collect()["partie"]
    site.asked.clear()
    second = watch.collect(NOW + DAY)["partie"]

    assert (first["outcome"], first["new"]) == ("moved", 2)
    assert site.url("/nouveau") in first["reason"]
    assert "sources.yaml" in first["reason"]
    assert (second["outcome"], second["new"]) == ("moved", 0)
    assert site.paths == ["/nouveau"]
    assert watch.status()["partie"]["url"] == site.url("/flux")


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_loan_is_followed_and_changes_no_address(watch: Watch, status: int) -> None:
    site = watch.site("pretee", {"/flux": redirect("/ailleurs", status), "/ailleurs": GOOD})

    first = watch.collect()["pretee"]
    second = watch.collect(NOW + DAY)["pretee"]

    assert (first["outcome"], first["new"], first["reason"]) == ("ok", 2, "")
    assert (second["outcome"], second["new"]) == ("ok", 0)
    assert site.paths == ["/flux", "/ailleurs"] * 2


def test_a_move_through_a_loan_is_no_move(watch: Watch) -> None:
    watch.site("melee", {"/flux": redirect("/b", 301), "/b": redirect("/c", 302), "/c": GOOD})

    assert watch.collect()["melee"]["outcome"] == "ok"


@pytest.mark.parametrize("end", [PAGE, answer(status="404 Not Found"), answer(b"")])
def test_a_move_to_what_is_no_feed_changes_nothing(watch: Watch, end: bytes) -> None:
    site = watch.site("perdue", {"/flux": GOOD})
    watch.collect()
    site.replies.update({"/flux": redirect("/accueil", 301), "/accueil": end})
    lost = watch.collect(NOW + DAY)["perdue"]
    site.replies["/flux"] = GOOD
    site.asked.clear()
    back = watch.collect(NOW + 2 * DAY)["perdue"]

    assert lost["outcome"] in ("suspicious", "error")
    assert (back["outcome"], back["new"]) == ("ok", 0)
    assert site.paths == ["/flux"]
    assert watch.kept()["perdue"] == ["a", "b"]


def test_a_new_address_that_fails_is_forgotten(watch: Watch) -> None:
    site = watch.site("partie", {"/flux": redirect("/nouveau", 301), "/nouveau": GOOD})
    watch.collect()
    site.replies = {"/flux": GOOD}
    failed = watch.collect(NOW + DAY)["partie"]
    back = watch.collect(NOW + 2 * DAY)["partie"]

    assert failed["outcome"] == "error"
    assert (back["outcome"], back["new"]) == ("ok", 0)


# --- nowhere to go, or inside

NOWHERE = [
    "file:///etc/passwd",
    "ftp://127.0.0.3:PORT/",
    "gopher://127.0.0.3:PORT/",
    "data:application/rss+xml,<rss/>",
    "javascript:alert(1)",
    "mailto:veille@exemple.fr",
    "unix:/run/docker.sock",
    "http://",
    "http:///chemin",
    "http://[::1",
    "http://[zone%25]/",
    "http://127.0.0.3:99999/",
    "http://127.0.0.3:port/",
    "http://\u0000\u0001/",
    "http://" + "a" * 300 + ".fr:PORT/",
    "http://a..b:PORT/",
    "//",
    "\\\\127.0.0.3:PORT\\c$",
]
INSIDE = [
    # One loopback address in all its spellings; PORT is that of the canary.
    "http://127.0.0.3:PORT/",
    "http://2130706435:PORT/",
    "http://0x7f000003:PORT/",
    "http://0x7f.0x0.0x0.0x3:PORT/",
    "http://0177.0.0.03:PORT/",
    "http://127.3:PORT/",
    "http://127.0.3:PORT/",
    "http://[::ffff:127.0.0.3]:PORT/",
    "http://[::ffff:7f00:3]:PORT/",
    "http://[0:0:0:0:0:ffff:7f00:0003]:PORT/",
    "http://[64:ff9b::7f00:3]:PORT/",
    "http://[2002:7f00:3::]:PORT/",
    "http://exemple.fr@127.0.0.3:PORT/",
    "http://exemple.fr:80@127.0.0.3:PORT/",
    "http://127.0.0.3:PORT#@exemple.fr/",
    "http://127.0.0.3:PORT/?@exemple.fr",
    "http:\\\\127.0.0.3:PORT\\",
    "//127.0.0.3:PORT/",
    "///127.0.0.3:PORT/",
    "HTTP://127.0.0.3:PORT/",
    " http://127.0.0.3:PORT/ ",
    "http://127。0。0。3:PORT/",
    "http://①②⑦.0.0.3:PORT/",
    "http://127.0.0.3.:PORT/",
    "http://%31%32%37.0.0.3:PORT/",
    "http://localhost:PORT/",
    "http://LOCALHOST.:PORT/",
    "http://0.0.0.0:PORT/",
    "http://0:PORT/",
    "http://[::]:PORT/",
    "http://[::1]:PORT/",
    "http://[fe80::1%25lo]:PORT/",
    # Other networks of one's own, and the doors of clouds.
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00::1]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
]


@pytest.fixture(scope="module")
def sent_inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Life]]:
    """Every address, at the first and at the second hop; the canary is watched in each pass."""
    with Web() as web:
        canary = web.site("127.0.0.3", allowed=False)
        canary.replies["/"] = answer(rss("secret"))
        faults = {}
        for hop, location in enumerate([*NOWHERE, *INSIDE]):
            written = location.replace("PORT", str(canary.port))
            raw = answer(b"", status="302 Ailleurs").replace(
                b"\r\n\r\n", b"\r\nLocation: " + written.encode() + b"\r\n\r\n"
            )
            faults[f"un-{hop}"] = Fault(raw, "blocked", "")
            faults[f"deux-{hop}"] = Fault(redirect("/b", 301), "blocked", "", (("/b", raw),))
        yield live(tmp_path_factory.mktemp("veille"), web, faults)
        assert canary.connections == 0


@pytest.mark.parametrize("hop", ["un", "deux"])
@pytest.mark.parametrize("location", [*NOWHERE, *INSIDE])
def test_no_redirect_leads_inside(sent_inside: dict[str, Life], location: str, hop: str) -> None:
    life = sent_inside[f"{hop}-{[*NOWHERE, *INSIDE].index(location)}"]

    # A spelling that this machine's own resolver does not know is no address at all.
    assert life.during["outcome"] in ("blocked", "error"), life.during
    assert life.during["outcome"] == life.again["outcome"]
    assert "inattendue" not in life.during["reason"]
    assert life.kept == ["a", "b"]
    assert (life.after["outcome"], life.after["new"]) == ("ok", 1)


def test_the_same_addresses_in_sources_yaml_are_refused_or_blocked(watch: Watch) -> None:
    for number, location in enumerate(
        location.strip() for location in INSIDE if location.strip().startswith("http://")
    ):
        if " " not in location and "\\" not in location:
            watch.add(f"dedans-{number}", location.replace("PORT", str(watch.canary.port)))

    report = watch.collect()

    assert len(report) > 25
    for source, told in report.items():
        assert source == "saine" or told["outcome"] in ("blocked", "error"), told


# --- passwords

PASSWORD = "sésame-ouvre-toi"
WRITTEN = "moi:s%C3%A9same-ouvre-toi@"
SHOWN = ("sésame", "s%C3%A9same", base64.b64encode(f"moi:{PASSWORD}".encode()).decode())


def secret(url: str) -> str:
    return url.replace("http://", f"http://{WRITTEN}")


def test_a_password_is_sent_to_its_site_and_to_no_other(watch: Watch, web: Web) -> None:
    other = web.site("127.0.0.2")
    other.replies["/flux"] = GOOD
    site = watch.site("privee", {"/flux": redirect("/b"), "/b": redirect(other.url())})
    watch.add("privee", secret(site.url()))

    assert watch.collect()["privee"]["outcome"] == "ok"
    asked = {one.path: one.headers.get("authorization", "") for one in site.asked}
    assert asked["/flux"] == asked["/b"] == f"Basic {SHOWN[2]}"
    assert [one.headers.get("authorization") for one in other.asked] == [None] * 3
    assert [one.headers.get("cookie") for one in other.asked] == [None] * 3


def test_a_password_follows_its_source_when_it_moves_within_the_site(watch: Watch) -> None:
    site = watch.site("privee", {"/flux": redirect("/b", 301), "/b": GOOD})
    watch.add("privee", secret(site.url()))
    watch.collect()
    site.asked.clear()

    assert watch.collect(NOW + DAY)["privee"]["outcome"] == "moved"
    assert [one.headers.get("authorization") for one in site.asked if one.path == "/b"] == [
        f"Basic {SHOWN[2]}"
    ]


ANSWERS = {
    "bonne": GOOD,
    "refusee": answer(status="401 Unauthorized"),
    "page": PAGE,
    "coupee": answer(b"<rss><channel><title>&nbsp;"),
    "partie": redirect("/ailleurs", 301),
    "dedans": redirect(f"http://{WRITTEN}127.0.0.3:1/"),
    "illisible": redirect(f"//{WRITTEN}[::1/"),
    "lente": silent(),
}


def test_a_password_is_never_shown(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "veille")
    for name, reply in ANSWERS.items():
        site = watch.site(name, {"/flux": reply, "/ailleurs": GOOD})
        watch.add(name, secret(site.url()))
    printed = watch.run("collect", "--json", "--now", NOW.isoformat())
    printed += watch.run("collect", "--all", "--now", (NOW + DAY).isoformat())
    printed += watch.run("sources", "status", "--json") + watch.run("sources", "status")
    printed += watch.run("export") + watch.run("search", "usine", "--json") + caplog.text

    assert all(f'"{name}"' in printed for name in ANSWERS)
    for form in SHOWN:
        assert form not in printed


def test_a_password_in_the_address_of_a_move_is_neither_shown_nor_sent(watch: Watch) -> None:
    site = watch.site("partie", {"/b": GOOD})
    site.replies["/flux"] = redirect(secret(site.url("/b")), 301)

    told = watch.collect()["partie"]

    assert told["outcome"] == "moved"
    assert site.url("/b") in told["reason"]
    assert [one.headers.get("authorization") for one in site.asked] == [None] * 4


def test_a_password_in_a_mistaken_address_is_not_repeated(watch: Watch, tmp_path: Path) -> None:
    watch.add("fausse", f"htp://{WRITTEN}exemple.fr/flux")
    watch.write()

    from veille.config import check

    [mistake] = check(watch.home)
    assert "sésame" not in str(mistake)
    assert "s%C3%A9same" not in str(mistake)
    assert tmp_path in mistake.path.parents
