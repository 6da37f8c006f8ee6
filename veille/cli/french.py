"""The words Typer itself writes on its help pages, in French.

Typer has no catalogue of translations: it passes its words through gettext, or writes them
in the texts of its two completion options. Both are replaced here, once, before the tree of
commands is built; a word Typer renames comes out in English, and a test says so.
"""

import sys
from inspect import signature

import typer.completion
import typer.core
from typer._click.core import Command, Context
from typer.core import TyperArgument as Argument
from typer.core import TyperOption as Option
from typer.models import OptionInfo

_WORDS = {
    "Arguments": "Arguments",
    "Commands": "Commandes",
    "Options": "Options",
    "Usage: ": "Usage : ",
    "Show this message and exit.": "Montrer cette aide.",
    "Install completion for the current shell.": "Installer la complétion des commandes (Tab).",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "Écrire la complétion des commandes, pour l’installer soi-même."
    ),
    "default: {default}": "par défaut : {default}",
    "env var: {var}": "variable : {var}",
    "required": "obligatoire",
    "Aborted!": "Interrompu.",
}


def _translated(text: str) -> str:
    return _WORDS.get(text, text)


def _help_option(command: Command, context: Context) -> Option | None:
    option = _original_help_option(command, context)
    if option:
        option.help = _translated(option.help or "")
    return option


_original_help_option = Command.get_help_option


def _usage_name(argument: Argument) -> str:
    return _original_usage_name(argument).replace("...", " …")


_original_usage_name = Argument._usage_display_name


def speak_french() -> None:
    """Make Typer write French from now on."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("typer.") and hasattr(module, "_"):
            module._ = _translated  # type: ignore[attr-defined]
    Command.get_help_option = _help_option  # type: ignore[assignment,method-assign]
    Argument._usage_display_name = _usage_name  # type: ignore[assignment,method-assign]
    for placeholder in (
        typer.completion._install_completion_placeholder_function,
        typer.completion._install_completion_no_auto_placeholder_function,
    ):
        for parameter in signature(placeholder).parameters.values():
            if isinstance(parameter.default, OptionInfo) and parameter.default.help:
                parameter.default.help = _translated(parameter.default.help)
