"""The components, drawn without a database: what they say, and what must never be in a page."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.utils.translation import gettext_lazy

from kidsapp.kernel.opening_hours import Span
from kidsapp.page.gallery import BandRow, SampleForm
from kidsapp.page.signs import ChildSign

from . import preview


def ui(source, **names):
    """What a line of template draws."""
    template = preview.environment().from_string('{% import "page/ui.html" as ui with context %}' + source)
    return template.render(shell=preview.shell(), request=None, csrf_input="", **names)


@pytest.fixture(scope="module")
def samples():
    return {
        (name, language): preview.drawn(template, content, **fields, language=language)
        for name, (template, content, fields) in preview.samples().items()
        for language in ("de", "ar")
    }


def test_no_page_holds_inline_script_or_style(samples):
    for html in samples.values():
        assert re.findall(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|javascript:", html) == []


def test_no_page_uses_an_id_twice(samples):
    for name, html in samples.items():
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), name


def test_every_page_names_its_language_and_direction(samples):
    assert '<html lang="ar" dir="rtl">' in samples["home", "ar"]
    assert '<html lang="de" dir="ltr">' in samples["home", "de"]


def test_plain_german_is_german_to_a_screen_reader():
    assert '<html lang="de" dir="ltr"' in preview.drawn("landing.html", language="de-simple")


def test_only_arabic_pages_load_the_arabic_font(samples):
    assert "arabic.css" in samples["home", "ar"]
    assert "arabic.css" not in samples["home", "de"]


def test_every_language_is_offered_by_its_own_name_before_log_in(samples):
    for own_name in preview.LANGUAGES.values():
        assert own_name in samples["landing", "de"]


def test_a_page_with_a_sticky_bar_gives_up_its_sticky_tabs(samples):
    assert "ka-has-bar" in samples["finder", "de"]
    assert "ka-has-bar" not in samples["home", "de"]


def test_the_500_page_needs_no_context_at_all():
    html = preview.environment().get_template("page/500.html").render()
    assert "an uns lag es" in html
    assert 'lang="ar" dir="rtl"' in html


def test_the_500_page_holds_what_was_sent_and_sends_it_again_in_every_language():
    typed = [("name", 'Mia "und" <Jonas>'), ("tag", "1"), ("tag", "2")]
    html = preview.environment().get_template("page/500.html").render(again=typed)
    assert 'value="Mia &#34;und&#34; &lt;Jonas&gt;"' in html and html.count('name="tag"') == 2
    assert html.count('type="submit"') == 6


@pytest.mark.parametrize(
    ("status", "words"), [(403, "nicht für Sie"), (404, "gibt es nicht"), (503, "Gerade geht es nicht")]
)
def test_an_error_says_what_is_wrong_and_offers_a_way_on(status, words):
    html = preview.drawn("page/error.html", SimpleNamespace(status=status))
    assert words in html
    assert "Zur Startseite" in html


@pytest.mark.parametrize("kind", ["full", "partial", "none", "unknown"])
def test_a_match_mark_always_has_words(kind):
    assert re.sub(r"<[^>]+>", "", ui("{{ ui.match_mark(kind) }}", kind=kind)).strip()


def test_a_week_band_frames_the_wish_fills_the_open_and_hatches_the_missing():
    row = BandRow("Fr", (Span(420, 780),), (Span(420, 750),), (Span(750, 780),), "7:00–12:30")
    html = ui("{{ ui.week_band([row], opens=360, closes=960) }}", row=row)
    assert 'class="ka-band-wish" x="10.00%" y="2.5" width="60.00%"' in html
    assert 'class="ka-band-open" x="10.00%" y="4" width="55.00%"' in html
    assert 'fill="url(#ka-hatch)" x="65.00%" y="4" width="5.00%"' in html
    assert "7:00–12:30" in html


def test_a_band_outside_the_day_that_is_drawn_stays_within_the_track():
    row = BandRow("Fr", (Span(0, 1440),), (), (), "")
    assert 'x="0.00%" y="2.5" width="100.00%"' in ui("{{ ui.week_band([row]) }}", row=row)


def test_a_place_meter_has_one_block_for_each_place():
    html = ui("{{ ui.place_meter(14, 2, 20) }}")
    assert html.count("ka-meter__block--full") == 14
    assert html.count("ka-meter__block--half") == 2
    assert html.count('class="ka-meter__block') == 20


def test_an_overfilled_group_draws_no_negative_blocks():
    assert ui("{{ ui.place_meter(5, 0, 4) }}").count('class="ka-meter__block') == 5


def test_a_chip_says_the_name_and_hides_its_drawing_from_screen_readers():
    html = ui(
        "{{ ui.child_chip('Mia', sign, '#', true, '7 Jahre') }}", sign=ChildSign("arch", "meer", "whale")
    )
    assert "ka-kid--meer" in html
    assert "ka-sign--arch" in html
    assert "#kid-whale" in html
    assert 'aria-current="true"' in html
    assert re.sub(r"<[^>]+>", "", html).split() == ["Mia", "7", "Jahre"]


def test_names_are_escaped():
    assert "<script>" not in ui("{{ ui.child_chip(name, sign, '#') }}", name="<script>", sign=ChildSign())


def test_a_refusal_gives_its_reason_and_the_ways_on():
    html = ui(
        "{{ ui.refusal('Zu jung.', [('Später beginnen', '/spaeter', 'date'), ('Andere Kita', '/suche')]) }}"
    )
    assert html.index("Zu jung.") < html.index("So geht es weiter:") < html.index('href="/spaeter"')
    assert "Andere Kita" in html


def test_the_error_summary_counts_names_and_leads_to_each_field():
    form = SampleForm({"name": "", "born_on": "31.2.2024", "district": "mitte", "sibling": "yes"})
    html = ui("{{ ui.error_summary(form) }}", form=form)
    assert "2 Angaben fehlen oder stimmen nicht" in html
    assert 'role="alert"' in html
    assert 'href="#id_name"' in html
    assert 'href="#id_born_on"' in html


def test_a_form_without_errors_has_no_summary():
    form = SampleForm({"name": "Mia", "born_on": "1.2.2024", "district": "mitte", "sibling": "yes"})
    assert ui("{{ ui.error_summary(form) }}", form=form).strip() == ""


def test_a_wrong_field_keeps_what_was_typed_and_repeats_the_reason():
    form = SampleForm({"name": 'ʼ"><b>', "born_on": "31.2.2024"})
    html = ui(
        "{{ ui.field(form['born_on'], 'Zum Beispiel 3.10.2024', kind='date') }}{{ ui.field(form['name']) }}",
        form=form,
    )
    assert 'value="31.2.2024"' in html
    assert 'aria-describedby="id_born_on_hint id_born_on_error"' in html
    assert 'id="id_born_on_error"' in html
    assert 'aria-invalid="true"' in html
    assert "ʼ&#34;&gt;&lt;b&gt;" in html


@pytest.mark.parametrize("name", list(SampleForm.base_fields))
def test_every_kind_of_field_has_a_label_that_belongs_to_it(name):
    html = ui("{{ ui.field(form[name]) }}", form=SampleForm({}), name=name)
    targets = re.findall(r'<label[^>]* for="([^"]+)"', html)
    assert targets
    assert set(targets) <= set(re.findall(r' id="([^"]+)"', html))


def test_an_optional_field_says_so_and_a_required_one_does_not():
    form = SampleForm()
    assert "(freiwillig)" in ui("{{ ui.field(form['mail']) }}", form=form)
    assert "(freiwillig)" not in ui("{{ ui.field(form['name']) }}", form=form)


def test_a_question_in_the_error_summary_bears_no_colon():
    class Asked(forms.Form):
        kind = forms.CharField(label=gettext_lazy("Welches Sorgerecht haben Sie?"))

    html = ui("{{ ui.error_summary(form) }}", form=Asked({}))
    assert "haben Sie?" in html and "?:" not in html


def test_the_first_radio_is_where_the_error_summary_leads():
    html = ui("{{ ui.field(form['sibling']) }}", form=SampleForm({}))
    assert (
        '<input class="kern-form-check__radio kern-form-check__radio--error" type="radio" id="id_sibling"'
        in html
    )


def test_chosen_options_stay_chosen():
    form = SampleForm({"district": "sued", "days": ["0", "2"], "sibling": "no", "remind": "on"})
    html = ui(
        "{{ ui.field(form['district']) }}{{ ui.field(form['days']) }}{{ ui.field(form['remind']) }}",
        form=form,
    )
    assert '<option value="sued" selected>' in html
    assert re.findall(r'value="(\d)"( checked)?', html) == [("0", " checked"), ("1", ""), ("2", " checked")]
    assert re.search(r'name="remind" checked', html)


def test_a_password_never_comes_back():
    class Login(forms.Form):
        password = forms.CharField(label="Passwort", widget=forms.PasswordInput)

    assert "geheim" not in ui("{{ ui.field(form['password']) }}", form=Login({"password": "geheim"}))


def test_a_wish_moves_by_submit_buttons():
    html = ui("{{ ui.wish(2, 'Kita Kanalblick') }}")
    for value in ("up-2", "down-2", "remove-2"):
        assert f'name="move" value="{value}"' in html
    assert "up-1" not in ui("{{ ui.wish(1, 'Kita Kanalblick', is_first=true) }}")
