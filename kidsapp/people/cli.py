"""``kidsapp operator``: the first account that may invite others, and what helps when something was lost."""

from datetime import datetime

import click
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day, now
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.cli import CITY
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people import commands
from kidsapp.people.adapters.second_factor import box
from kidsapp.people.commands import appoint_operator
from kidsapp.people.commands.second_factor import lock_secrets_again
from kidsapp.people.mails import public_url
from kidsapp.people.models import Account


@click.group()
def operator() -> None:
    """Accounts that run a city's installation."""


@operator.command()
@click.option("--city", type=CITY, required=True, help="Name of the city's folder.")
@click.option("--email", required=True, help="Address of the operator; it counts as confirmed.")
def create(city: Municipality, email: str) -> None:
    """Make somebody operator of a city, and print the link to set a password."""
    with municipality_scope(city.pk):
        moment = now()
        made = appoint_operator(Actor(city.pk, german_day(moment)), email, at=moment)
        if isinstance(made, Refused):
            raise click.ClickException(f"{email!r} is not an e-mail address.")
        click.echo(f"{made.email} is operator of {city.name}.")
        click.echo(_way_in(made))


@operator.command()
@click.option(
    "--city", type=CITY, required=True, help="Name of the city's folder; its audit log gets the line."
)
@click.option("--email", required=True, help="Address of the account.")
def reset_second_factor(city: Municipality, email: str) -> None:
    """Take the second factor from somebody who lost it, after you made sure who asks; sessions end."""
    account = Account.objects.filter(email=email.strip().lower()).first()
    with municipality_scope(city.pk):
        moment = now()
        actor = Actor(city.pk, german_day(moment))
        if account is None or not commands.reset_second_factor(actor, account, at=moment):
            raise click.ClickException(f"{email!r} has no second factor.")
    click.echo(f"{email} logs in by password alone now, and sets up a second factor for work again.")


@operator.command()
@click.option("--city", type=CITY, help="Name of the city's folder; its audit log gets the line.")
@click.option("--email", default="", help="Address of the account whose sessions end.")
@click.option("--everybody", is_flag=True, help="End all sessions of the installation instead.")
def end_sessions(city: Municipality | None, email: str, everybody: bool) -> None:
    """Log somebody out everywhere, or everybody: whoever it is logs in again."""
    moment = now()
    if everybody == bool(city and email):
        raise click.UsageError("Either --everybody, or --city and --email.")
    if everybody:
        ended = commands.end_all_sessions(today=german_day(moment), at=moment)
    else:
        ended = _end_sessions_of(city, email, moment)
    click.echo(f"{ended} sessions ended.")


def _end_sessions_of(city: Municipality | None, email: str, moment: datetime) -> int:
    account = Account.objects.filter(email=email.strip().lower()).first()
    if city is None or account is None:
        raise click.ClickException(f"{email!r} is nobody's address.")
    with municipality_scope(city.pk):
        return commands.end_sessions_of(Actor(city.pk, german_day(moment)), account, at=moment)


@operator.command()
def lock_secrets() -> None:
    """Lock the secrets of second factors with the newest KIDSAPP_SECRET_KEY; then drop the old ones."""
    click.echo(f"{lock_secrets_again(box())} locked.")


def _way_in(account: Account) -> str:
    if account.has_usable_password():
        return "The account has a password already and can log in."
    uid, key = user_pk_to_url_str(account), default_token_generator.make_token(account)
    link = public_url("account_reset_password_from_key", language=account.language, uidb36=uid, key=key)
    return f"Set a password within three days, once:\n{link}"
