"""``kidsapp documents``."""

import click

from kidsapp.documents.commands import reseal_documents, rewrap_documents
from kidsapp.municipality.models import Municipality
from kidsapp.municipality.scope import municipality_scope


@click.group()
def documents() -> None:
    """Documents that families handed in."""


@documents.command()
def rewrap() -> None:
    """Put every document under the newest key of KIDSAPP_DOCUMENT_KEYS; the service goes on meanwhile."""
    for city in Municipality.objects.order_by("slug"):
        with municipality_scope(city.pk):
            click.echo(f"{city.slug}: {rewrap_documents()} rewrapped")


@documents.command()
def reseal() -> None:
    """Seal anew by KIDSAPP_DOCUMENT_CIPHER what another one sealed; the service goes on meanwhile."""
    for city in Municipality.objects.order_by("slug"):
        with municipality_scope(city.pk):
            click.echo(f"{city.slug}: {reseal_documents()} sealed anew")
