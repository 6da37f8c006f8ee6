"""Certificates that prove nothing: refused, unless the admin excuses them for one source."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from tests.faults.server import Site, Web, answer, silent
from tests.faults.watch import DEADLINE, Watch, rss

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make one with")


@pytest.fixture
def self_signed(web: Web, tmp_path: Path) -> Site:
    """A site that signed its own certificate."""
    key, certificate = tmp_path / "cle.pem", tmp_path / "certificat.pem"
    words = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=val"
    )
    subprocess.run(
        ["openssl", *words.split(), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site = web.site(tls=context)
    site.replies["/flux"] = answer(rss("a"))
    return site


def test_a_certificate_is_refused_unless_it_is_excused(watch: Watch, self_signed: Site) -> None:
    address = self_signed.url().replace("http:", "https:")
    watch.add("stricte", address)
    watch.add("excusee", f"{address}?", check_certificate="no")

    strict = watch.collect(only="stricte")["stricte"]
    report = watch.collect()

    assert strict["outcome"] == "error"
    assert "signé par lui-même" in strict["reason"]
    assert (report["excusee"]["outcome"], report["excusee"]["new"]) == ("ok", 1)


def test_a_site_that_speaks_plainly_where_secrecy_is_due_is_told(watch: Watch) -> None:
    plain = watch.site("claire", {"/flux": answer(rss("a"))})
    mute = watch.site("muette", {"/flux": silent()})
    watch.add("claire", plain.url().replace("http:", "https:"))
    watch.add("muette", mute.url().replace("http:", "https:"))

    report = watch.collect()

    for name in ("claire", "muette"):
        assert report[name]["outcome"] == "error"
        assert report[name]["seconds"] < DEADLINE + 3
        assert report[name]["reason"].endswith(".")
