"""sources.yaml, rules/, digests/ and the environment, read into values of the domain.

Every mistake of every file is reported at once, in French, with its line. The way in:
bytes → text (``tree``) → texts, lists and mappings with their lines (``plain`` where the
writing is plain, ruamel.yaml elsewhere; ``mending`` explains slips) → typed values
(``fields``, ``values``) → ``Source``, ``Rules``, ``Digest``. The way out, for sources alone:
``opml`` reads and writes lists of feeds, ``append`` adds to sources.yaml (``placing`` finds
where, ``scalars`` quotes).
"""

from veille.config.digests import load_digests
from veille.config.home import Configuration, check, digests_folder, load, rules_folder
from veille.config.rules import Rules, load_rules
from veille.config.ruleset import compiled
from veille.config.schema import sources_schema
from veille.config.settings import Settings, load_settings
from veille.config.smtp import SmtpAddress, Tls
from veille.config.sources import load_sources
from veille.config.theme_examples import add_example
from veille.config.watch import ConfigurationWatch
from veille.config.wording import did_you_mean, typeset

__all__ = [
    "Configuration",
    "ConfigurationWatch",
    "Rules",
    "Settings",
    "SmtpAddress",
    "Tls",
    "add_example",
    "check",
    "compiled",
    "did_you_mean",
    "digests_folder",
    "load",
    "load_digests",
    "load_rules",
    "load_settings",
    "load_sources",
    "rules_folder",
    "sources_schema",
    "typeset",
]
