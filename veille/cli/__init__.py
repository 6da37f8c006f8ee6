"""The command line: ``veille check | collect | classify | search | digest | serve | …``.

``main`` is the console script. Commands live in one file per subject and only parse, call
and print; what they import is imported when they run, so that ``veille --help`` is quick.
"""

import sys
from typing import Any

# Typer carries its own copy of click and exports only some of its exceptions.
import typer
from typer._click import exceptions

from veille.cli.application import app
from veille.errors import VeilleError

_NO_INTEGER = "Input should be a valid integer"
"""How Typer begins to say that a word is no number; a test says so if it changes."""


def main() -> None:
    """Run the command of ``sys.argv``; exit 1 with one French sentence on error."""
    try:
        result = app(standalone_mode=False)
    except VeilleError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except (KeyboardInterrupt, typer.Abort):
        print("Interrompu ; rien n’est perdu, relancez la même commande.", file=sys.stderr)
        sys.exit(130)
    except exceptions.ClickException as error:
        print(_usage(error), file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(result if isinstance(result, int) else 0)


def _usage(error: object) -> str:
    """What was wrong in the words typed, in French."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "veille"
    way_out = f" « {path} --help » montre ce qui est attendu."
    if isinstance(error, exceptions.NoSuchOption):
        near = f" ; vouliez-vous {error.possibilities[0]} ?" if error.possibilities else "."
        return f"Option inconnue : {error.option_name}{near}{way_out}"
    if isinstance(error, exceptions.MissingParameter):
        name = _name(error.param) or "un mot"
        return f"Il manque {name} à la commande.{way_out}"
    if isinstance(error, exceptions.BadParameter):
        name = _name(error.param) or "cette valeur"
        reason = error.message
        if reason.startswith(_NO_INTEGER):
            reason = "écrivez un nombre entier, par exemple 12"
        return f"Valeur refusée pour {name}\u00a0: {reason}.{way_out}"
    if isinstance(error, exceptions.UsageError):
        return f"Commande inconnue ou incomplète.{way_out}"
    return f"La commande n’a pas abouti.{way_out}"


def _name(parameter: Any) -> str:
    """An option as it is typed, an argument as the help calls it."""
    options: list[str] = getattr(parameter, "opts", None) or []
    if options and options[0].startswith("-"):
        return options[0]
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", None) or "")
