"""All addresses; the language comes first, the nouns are German."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from kidsapp.people.adapters.account_pages import too_many_requests as handler429
from kidsapp.people.adapters.identity.pages import callback as identity_callback
from kidsapp.web import failures, pages, public, technical
from kidsapp.web.api import api_urls
from kidsapp.web.telemetry import pages as telemetry

urlpatterns = [
    path("", pages.to_language, name="start"),
    path("theme.css", technical.theme, name="theme"),
    path("manifest.webmanifest", technical.manifest, name="manifest"),
    path("sw.js", technical.service_worker, name="service_worker"),
    path("offline/", technical.offline, name="offline"),
    path(".well-known/security.txt", technical.security_txt, name="security_txt"),
    path("health", telemetry.health, name="health"),
    path("ready", telemetry.ready, name="ready"),
    path("metrics", telemetry.metrics, name="metrics"),
    path("anmeldung/<str:kind>/", identity_callback, name="identity_callback"),
    path("api/v1/", api_urls()),
    *i18n_patterns(
        path("", pages.landing, name="landing"),
        path("start/", pages.home, name="home"),
        path("arbeitsplatz/", pages.desk, name="desk"),
        path("impressum/", public.imprint, name="imprint"),
        path("datenschutz/", public.privacy, name="privacy"),
        path("barrierefreiheit/", public.accessibility, name="accessibility"),
        path("barriere-melden/", public.report_barrier, name="report_barrier"),
        path("gebaerdensprache/", public.sign_language, name="sign_language"),
        path("leichte-sprache/", public.easy_language, name="easy_language"),
        # An address is held against one after the other, so what is opened most comes first.
        path("", include("kidsapp.places.urls")),
        path("", include("kidsapp.childcare.urls")),
        path("", include("kidsapp.messaging.urls")),
        path("", include("kidsapp.documents.urls")),
        path("", include("kidsapp.people.urls")),
        path("", include("kidsapp.operations.urls")),
    ),
]
__all__ = ["handler429"]  # django-allauth looks for it here
handler400, handler403, handler404, handler500 = (
    failures.bad_request,
    failures.forbidden,
    failures.not_found,
    failures.broken,
)
