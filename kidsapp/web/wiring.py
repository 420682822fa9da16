"""Answers to the questions that lower modules ask upward: the only place where ports are filled."""

from kidsapp.childcare.texts import MESSAGES
from kidsapp.messaging.ports import TEXTS
from kidsapp.page.ports import SHELL
from kidsapp.web.shell import shell_of


def wire() -> None:
    """Fill every port; called once when the application is ready."""
    SHELL.make = shell_of
    TEXTS.update(MESSAGES)
