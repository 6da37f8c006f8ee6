"""Names that lead inside: whatever a resolver says, and whenever it changes its mind."""

import asyncio
from collections.abc import Sequence

import pytest

from tests.faults.server import Web, answer, redirect
from tests.faults.watch import DEADLINE, rss
from veille.errors import BlockedError, FetchError
from veille.fetcher import Fetcher, FetchSettings

PUBLIC = "93.184.216.34"
"""An address of the Internet at large, which no test reaches: it is never connected to."""


class Changing:
    """Gives each of its answers once, then the last for ever."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, _host: str, _port: int) -> list[str]:
        self.asked += 1
        return list(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])


def fetch(url: str, resolver: Changing, allow: str = "", **settings: float) -> FetchError | None:
    async def go() -> None:
        options = FetchSettings(host_pause=0, allow=frozenset(allow.split(",")), **settings)  # type: ignore[arg-type]
        async with Fetcher(options, resolver) as fetcher:
            await fetcher.fetch(url)

    try:
        asyncio.run(go())
    except FetchError as error:
        return error
    return None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.3",
        "0.0.0.0",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.3",
        "::127.0.0.3",
        "64:ff9b::7f00:3",
        "64:ff9b:1::7f00:3",
        "2002:7f00:3::1",
        "2001:0:7f00:3::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%lo",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
@pytest.mark.parametrize("mixed", [False, True], ids=["alone", "after-a-public-one"])
def test_a_name_that_leads_inside_is_refused(web: Web, address: str, mixed: bool) -> None:
    canary = web.site("127.0.0.3", allowed=False)
    found = [PUBLIC, address] if mixed else [address]

    error = fetch(f"http://exemple.test:{canary.port}/", Changing(found))

    assert isinstance(error, BlockedError)
    assert "privée" in str(error)
    assert canary.connections == 0


def test_a_name_that_changes_its_mind_is_checked_at_each_connection(web: Web) -> None:
    # Well for robots.txt and tdmrep.json, then inside for the feed itself.
    site, canary = web.site(), web.site("127.0.0.3", allowed=False)
    site.replies["/flux"] = redirect(f"http://double.test:{canary.port}/")
    inside = Changing(["127.0.0.3"])

    error = fetch(site.url(), inside, web.allow)

    assert isinstance(error, BlockedError)
    assert (site.paths, canary.connections) == (["/flux"], 0)


def test_the_address_connected_to_is_the_one_that_was_checked(web: Web) -> None:
    # A second question would be answered by the canary's address: it is never put.
    canary = web.site("127.0.0.3", allowed=False)
    changing = Changing([PUBLIC, "127.0.0.3"], ["127.0.0.3"])

    error = fetch(f"http://double.test:{canary.port}/", changing)

    assert isinstance(error, BlockedError)
    assert (changing.asked, canary.connections) == (1, 0)


def test_a_name_is_asked_once_for_each_connection(web: Web) -> None:
    site = web.site()
    site.replies["/flux"] = answer(rss("a"))
    changing = Changing(["127.0.0.1"])

    assert fetch(f"http://ici.test:{site.port}/flux", changing, f"ici.test:{site.port}") is None
    assert changing.asked == site.connections == 3


def test_an_allowed_pair_opens_neither_its_other_ports_nor_its_other_names(web: Web) -> None:
    site, canary = web.site(), web.site(allowed=False)
    site.replies["/flux"] = redirect(canary.url())
    changing = Changing(["127.0.0.1"])

    assert isinstance(fetch(site.url(), changing, web.allow), BlockedError)
    assert isinstance(fetch(f"http://autre.test:{site.port}/", changing, web.allow), BlockedError)
    assert canary.connections == 0


def test_a_name_that_is_never_answered_ends_at_the_deadline() -> None:
    class Mute(Changing):
        async def __call__(self, _host: str, _port: int) -> list[str]:
            await asyncio.Event().wait()
            return []

    error = fetch("http://muet.test/", Mute(), deadline=DEADLINE / 10)

    assert "Délai dépassé" in str(error)
