"""What the page of all components shows: invented people, places and dates."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django import forms

from kidsapp.kernel.opening_hours import Span, missing
from kidsapp.page.pictograms import pictograms
from kidsapp.page.signs import ChildSign
from kidsapp.page.tokens import CHILD_COLOURS


class Child(NamedTuple):
    """A child's chip."""

    name: str
    sign: ChildSign
    href: str
    is_current: bool
    age: str


class BandRow(NamedTuple):
    """One row of a week band."""

    label: str
    wished: tuple[Span, ...]
    open: tuple[Span, ...]
    missing: tuple[Span, ...]
    hours: str


class DateRow(NamedTuple):
    """A date below the next card."""

    date: date
    title: str
    text: str
    href: str


class Event(NamedTuple):
    """An entry of a timeline."""

    state: str
    title: str
    text: str
    button: tuple[str, str, str] | None = None
    link: tuple[str, str] | None = None
    tag: str = ""


class Figure(NamedTuple):
    """A number of a desk that filters its table."""

    value: int
    label: str
    href: str
    is_current: bool = False
    is_bad: bool = False


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Vorname", max_length=120)
    mail = forms.EmailField(label="E-Mail", required=False)
    born_on = forms.DateField(label="Geburtstag", input_formats=["%d.%m.%Y"])
    district = forms.ChoiceField(
        label="Ortsteil", choices=[("", "alle"), ("mitte", "Mitte"), ("sued", "Süd")]
    )
    sibling = forms.ChoiceField(
        label="Besucht ein Geschwisterkind eine dieser Kitas?",
        choices=[("yes", "Ja"), ("no", "Nein")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Wochentage",
        choices=[("0", "Montag"), ("1", "Dienstag"), ("2", "Mittwoch")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    remark = forms.CharField(label="Bemerkung", widget=forms.Textarea, required=False)
    proof = forms.FileField(label="Nachweis", required=False)
    remind = forms.BooleanField(label="Am Tag davor erinnern", required=False)


@dataclass(frozen=True)
class GalleryPage:
    """Everything that ``page/gallery.html`` draws."""

    form: forms.Form
    children: tuple[Child, ...]
    colours: tuple[tuple[str, ChildSign], ...]
    bands: tuple[tuple[str, tuple[BandRow, ...]], ...]
    dates: tuple[DateRow, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    pictograms: tuple[str, ...] = field(default_factory=pictograms)


def gallery() -> GalleryPage:
    """The page of all components, with a form that is filled in wrongly."""
    return GalleryPage(
        form=SampleForm({"name": "Jonas", "born_on": "31.2.2024", "remind": "on", "days": ["0"]}),
        children=children(),
        colours=tuple(zip(CHILD_COLOURS, _signs(), strict=True)),
        bands=(("full", _band((390, 1020), (390, 960))), ("partial", _band((420, 990), (420, 750)))),
        dates=(
            DateRow(date(2026, 11, 10), "Mia: Schwimmkurs", "morgen, 16:00 Uhr, Südbad", "#"),
            DateRow(date(2027, 1, 31), "Elternbeitrag: Einkommen angeben", "hat Zeit bis 31. Januar", "#"),
        ),
        events=events(),
        figures=(
            Figure(412, "alle offen", "#", is_current=True),
            Figure(4, "überfällig", "#", is_bad=True),
            Figure(11, "diese Woche fällig", "#"),
            Figure(37, "Nachweis zu prüfen", "#"),
            Figure(58, "ohne passenden Platz", "#"),
        ),
    )


def children() -> tuple[Child, ...]:
    """Three invented siblings whose signs differ in shape, colour and picture."""
    return (
        Child("Mia", ChildSign("circle", "sonne", "kite"), "#", is_current=True, age="7 Jahre"),
        Child("Jonas", ChildSign("arch", "himmel", "boat"), "#", is_current=False, age="2 Jahre"),
        Child("Elif", ChildSign("square", "koralle", "star"), "#", is_current=False, age="14 Jahre"),
    )


def events() -> tuple[Event, ...]:
    """An invented pre-registration from sending to the first day."""
    return (
        Event("done", "3. November: gesendet", "Die Bestätigung liegt in Ihrer Post."),
        Event(
            "now",
            "Nachweis für 45 Stunden",
            "Bitte bis Freitag, 20. November. Ohne Nachweis gilt Ihr Wunsch für 35 Stunden.",
            button=("Nachweis hochladen", "#", "upload"),
        ),
        Event(
            "later",
            "1. Februar: Stichtag",
            "Ab jetzt vergeben die Kitas ihre Plätze. Geschwister, Alter und Arbeitszeit zählen.",
            link=("So wird entschieden", "#"),
        ),
        Event("later", "bis 15. März: Antwort", "Sie bekommen eine Zusage oder einen anderen Vorschlag."),
    )


def _signs() -> list[ChildSign]:
    pairs = [
        "circle kite",
        "arch mushroom",
        "square star",
        "leaf snail",
        "drop drum",
        "circle boat",
        "arch whale",
    ]
    shapes = [pair.split() for pair in [*pairs, "square book"]]
    return [
        ChildSign(shape, colour, picture)
        for colour, (shape, picture) in zip(CHILD_COLOURS, shapes, strict=True)
    ]


def _band(days: tuple[int, int], friday: tuple[int, int]) -> tuple[BandRow, ...]:
    return (_row("Mo–Do", Span(420, 990), Span(*days)), _row("Fr", Span(420, 780), Span(*friday)))


def _row(label: str, wished: Span, opened: Span) -> BandRow:
    hours = f"{opened.opens // 60}:{opened.opens % 60:02d}–{opened.closes // 60}:{opened.closes % 60:02d}"
    return BandRow(label, (wished,), (opened,), missing(wished, (opened,)), hours)
