"""``kidsapp operator``: the first account that may invite others."""

import click
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from kidsapp.kernel.actors import Actor
from kidsapp.kernel.clock import german_day, now
from kidsapp.kernel.refusals import Refused
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope
from kidsapp.people.commands import appoint_operator
from kidsapp.people.mails import public_url
from kidsapp.people.models import Account


@click.group()
def operator() -> None:
    """Accounts that run a city's installation."""


@operator.command()
@click.option("--city", required=True, help="Name of the city's folder.")
@click.option("--email", required=True, help="Address of the operator; it counts as confirmed.")
def create(city: str, email: str) -> None:
    """Make somebody operator of a city, and print the link to set a password."""
    row = Municipality.objects.filter(slug=city).first()
    if row is None:
        raise click.ClickException(f"There is no city {city!r}. {_known()}")
    with municipality_scope(row.pk):
        moment = now()
        made = appoint_operator(Actor(row.pk, german_day(moment)), email, at=moment)
        if isinstance(made, Refused):
            raise click.ClickException(f"{email!r} is not an e-mail address.")
        click.echo(f"{made.email} is operator of {row.name}.")
        click.echo(_way_in(made))


def _known() -> str:
    slugs = sorted(Municipality.objects.values_list("slug", flat=True))
    return f"Known: {', '.join(slugs)}." if slugs else "Load one first: kidsapp city load FOLDER"


def _way_in(account: Account) -> str:
    if account.has_usable_password():
        return "The account has a password already and can log in."
    uid, key = user_pk_to_url_str(account), default_token_generator.make_token(account)
    link = public_url("account_reset_password_from_key", language=account.language, uidb36=uid, key=key)
    return f"Set a password within three days, once:\n{link}"
