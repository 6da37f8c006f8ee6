"""Lists of feeds in OPML: what is kept of them, what is said of the rest, what we write."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from veille.config import opml
from veille.config.opml import OpmlFeed, read_opml, write_opml
from veille.domain.source import Source
from veille.errors import UsageError


def a_list(*outlines: str, declaration: str = "<?xml version='1.0'?>") -> str:
    lines = "\n".join(outlines)
    return (
        f"{declaration}\n<opml version='2.0'><head><title>Mes flux</title></head>\n"
        f"<body>\n{lines}\n</body></opml>"
    )


def read(*outlines: str) -> tuple[OpmlFeed, ...]:
    reading = read_opml(a_list(*outlines).encode())
    assert reading.mistakes == ()
    return reading.feeds


def mistakes(*outlines: str) -> list[str]:
    reading = read_opml(a_list(*outlines).encode())
    return [mistake.replace("\u00a0", " ") for mistake in reading.mistakes]


def refusal(data: bytes) -> str:
    with pytest.raises(UsageError) as refused:
        read_opml(data)
    return str(refused.value).replace("\u00a0", " ")


def test_a_feed_is_read_whole() -> None:
    data = a_list(
        "<outline type='rss' text='Le Val' xmlUrl=' https://val.example/rss '"
        " htmlUrl='https://val.example/' category='emploi'/>"
    )

    reading = read_opml(data.encode())

    assert reading.title == "Mes flux"
    assert reading.feeds == (
        OpmlFeed("Le Val", "https://val.example/rss", "https://val.example/", ("emploi",)),
    )


@pytest.mark.parametrize(
    ("outline", "feed"),
    [
        pytest.param(
            "<outline title='Val' xmlUrl='https://val.example/'/>",
            OpmlFeed("Val", "https://val.example/"),
            id="title-only",
        ),
        pytest.param(
            "<outline xmlUrl='https://val.example/rss'/>",
            OpmlFeed("val.example", "https://val.example/rss"),
            id="no-title",
        ),
        pytest.param(
            "<OUTLINE TEXT='Val' XMLURL='https://val.example/' htmlurl='javascript:alert(1)'/>",
            OpmlFeed("Val", "https://val.example/"),
            id="capitals-and-a-wrong-page",
        ),
        pytest.param(
            "<outline text='Val &amp; Co &eacute;t&eacute; & R&D'"
            " xmlUrl='https://val.example/?a=1&b=2&copy=3'/>",
            OpmlFeed("Val & Co été & R&D", "https://val.example/?a=1&b=2&copy=3"),
            id="bare-ampersands",
        ),
        pytest.param(
            "<outline text='Le&#10;Val\u202e' xmlUrl='https://val.example/'/>",
            OpmlFeed("Le Val", "https://val.example/"),
            id="one-line",
        ),
        pytest.param(
            f"<outline text='{'a' * 300}' xmlUrl='https://val.example/'/>",
            OpmlFeed("a" * 199 + "…", "https://val.example/"),
            id="long-title",
        ),
        pytest.param(
            "<outline text='Presse'><outline text='Loire'>"
            "<outline text='Val' category='/Presse/Roanne,emploi,, 50%25' xmlUrl='https://v.example/'/>"
            "</outline></outline>",
            OpmlFeed(
                "Val", "https://v.example/", "", ("Presse", "Loire", "Roanne", "emploi", "50%")
            ),
            id="folders-and-categories",
        ),
    ],
)
def test_a_feed_as_readers_write_it(outline: str, feed: OpmlFeed) -> None:
    assert read(outline) == (feed,)


def test_a_folder_ends_where_it_closes() -> None:
    feeds = read(
        "<outline text='Presse'><outline text='A' xmlUrl='https://a.example/'/></outline>",
        "<outline text='Vide'/>",
        "<outline text='B' xmlUrl='https://b.example/'/>",
    )

    assert [feed.tags for feed in feeds] == [("Presse",), ()]


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        (
            "text='X' xmlUrl='ftp://x.example/'",
            "entrée 2 « X » : « ftp://x.example/ » n’est pas lu",
        ),
        ("xmlUrl=''", "entrée 2 : adresse vide"),
        ("text='X' type='rss'", "entrée 2 « X » : ce n’est pas un flux (pas de xmlUrl)"),
        ("text='X' type='include' url='https://x.example/l.opml'", "pas de xmlUrl"),
        ("text='X' xmlUrl='file:///etc/passwd'", "écrivez une adresse http://"),
        (
            "text='X' xmlUrl='http://a:secret@10.0.0.1/'",
            "« http://…@10.0.0.1/ » mène à une machine",
        ),
        ("text='X' xmlUrl='http://localhost:8000/'", "machine privée"),
        ("text='X' xmlUrl='http://nas.local/rss'", "machine privée"),
        ("text='X' xmlUrl='http://127.1/'", "machine privée"),
        ("text='X' xmlUrl='http://0x7f000001/'", "machine privée"),
        ("text='X' xmlUrl='http://[::1]/'", "machine privée"),
        ("text='X' xmlUrl='http://[::ffff:10.0.0.1]/'", "machine privée"),
        ("text='X' xmlUrl='http://169.254.169.254/'", "machine privée"),
    ],
)
def test_a_bad_entry_is_told_and_the_others_kept(attributes: str, reason: str) -> None:
    good = "<outline text='{0}' xmlUrl='https://{0}.example/'/>"
    outlines = (good.format("a"), f"<outline {attributes}/>", good.format("b"))

    [told] = mistakes(*outlines)

    assert reason in told
    assert [feed.title for feed in read_opml(a_list(*outlines).encode()).feeds] == ["a", "b"]


def test_a_list_cut_short_keeps_what_came_before() -> None:
    data = a_list("<outline text='A' xmlUrl='https://a.example/'/>", "<outline text='B' xmlU")

    reading = read_opml(data.encode())

    assert [feed.title for feed in reading.feeds] == ["A"]
    assert [mistake.split("\u00a0:")[0] for mistake in reading.mistakes] == ["ligne 6"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00\x01\x02", id="binary"),
        pytest.param(b"<html><body>Connexion</body></html>", id="page"),
        pytest.param(b"<rss version='2.0'><channel/></rss>", id="feed"),
        pytest.param(b"id: val", id="text"),
    ],
)
def test_what_is_no_opml_is_refused(data: bytes) -> None:
    assert "n’est pas un OPML" in refusal(data)


_BOMB = "<!DOCTYPE opml [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><opml><body/></opml>"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_BOMB.encode(), id="entities"),
        pytest.param(_BOMB.encode("utf-16"), id="in-utf-16"),
        pytest.param(b"<!DOCTYPE opml SYSTEM 'file:///etc/passwd'><opml/>", id="external"),
        pytest.param(b"<?xml version='1.0'?>\n<!doctype opml><opml/>", id="lower-case"),
    ],
)
def test_a_definition_is_refused_before_parsing(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(etree, "iterparse", None)

    assert "DOCTYPE" in refusal(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_is_the_one_declared(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = a_list(
        "<outline text='Été' xmlUrl='https://a.example/'/>",
        declaration=f'<?xml version="1.0" encoding="{declared}"?>',
    )

    assert read_opml(text.encode(encoding)).feeds[0].title == "Été"


def test_another_encoding_is_refused() -> None:
    text = a_list(declaration="<?xml version='1.0' encoding='utf-7'?>")
    assert "« utf-7 » n’est pas lu" in refusal(text.encode())
    assert "l’encodage qu’il annonce" in refusal(a_list("<outline text='é'/>").encode("latin-1"))


def test_ceilings() -> None:
    assert "plus de 10 Mo" in refusal(b" " * (opml.MAX_BYTES + 1))
    feeds = [f"<outline xmlUrl='https://a.example/{rank}'/>" for rank in range(opml.MAX_FEEDS)]
    assert len(read(*feeds)) == opml.MAX_FEEDS
    assert "plus de 5 000 entrées" in refusal(a_list(*feeds, feeds[0]).encode())


def test_a_feed_keeps_fifty_tags_at_most() -> None:
    categories = ",".join(str(rank) for rank in range(5000))
    [feed] = read(f"<outline xmlUrl='https://a.example/' category='{categories}'/>")

    assert feed.tags == tuple(str(rank) for rank in range(50))


def test_folders_without_end_are_told() -> None:
    [told] = mistakes("<outline text='x'>" * 1000)
    assert "abîmé" in told


def a_source(name: str, url: str, *tags: str, kind: str = "feed") -> Source:
    return Source(id="x", name=name, url=url, tags=tags, kind=kind)


def test_a_list_is_written_in_folders_without_password() -> None:
    written = write_opml(
        [
            a_source("Val", "https://claire:secret@val.example/?a=1&b=2", "presse", "a, b"),
            a_source("Gare", "https://gare.example/"),
            a_source("Page", "https://page.example/", kind="page"),
            a_source("Mairie", "https://mairie.example/", "presse"),
        ],
        "La veille",
    )

    assert written.decode() == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<opml version="2.0">\n  <head>\n    <title>La veille</title>\n  </head>\n  <body>\n'
        '    <outline text="presse" title="presse">\n'
        '      <outline type="rss" text="Val" title="Val"'
        ' xmlUrl="https://val.example/?a=1&amp;b=2" category="presse,a%2C b"/>\n'
        '      <outline type="rss" text="Mairie" title="Mairie" xmlUrl="https://mairie.example/"/>\n'
        "    </outline>\n"
        '    <outline type="rss" text="Gare" title="Gare" xmlUrl="https://gare.example/"/>\n'
        "  </body>\n</opml>\n"
    )


_TEXT = st.from_regex(r"[!-~«»à-ü’]([ -~«»à-ü’🏭]{0,30}[!-~«»à-ü’])?", fullmatch=True)
_URL = st.from_regex(r"https?://[a-z]{1,9}\.example(/[!-~]{0,30})?", fullmatch=True)
_SOURCE = st.builds(
    lambda name, url, tags: a_source(name, url, *tags),
    _TEXT,
    _URL,
    st.lists(_TEXT, max_size=4, unique=True),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_SOURCE, max_size=6), _TEXT)
def test_what_is_written_is_read_back(sources: Sequence[Source], title: str) -> None:
    reading = read_opml(write_opml(sources, title))

    assert reading.mistakes == ()
    assert reading.title == title
    assert sorted((feed.title, feed.url, feed.tags) for feed in reading.feeds) == sorted(
        (source.name, source.url, source.tags) for source in sources
    )


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "<opml>|<body>|<outline text='a'| xmlUrl='http://a.example/'|>|/>|&|</outline>|</opml>"
            "|]]>|<![CDATA[|<!--|-->|<?x|?>|é|&#0;|\x00".split("|")
        )
    )
)
def test_any_bytes_are_read_or_refused_in_french(pieces: list[str]) -> None:
    try:
        reading = read_opml("".join(pieces).encode())
    except UsageError as refused:
        assert re.search("OPML|DOCTYPE", str(refused))
    else:
        assert all(feed.url == "http://a.example/" for feed in reading.feeds)
