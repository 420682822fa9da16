"""All addresses; the language comes first, the nouns are German."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from kidsapp.web import failures

urlpatterns = i18n_patterns(
    path("konto/", include("allauth.account.urls")),
)
handler400, handler403, handler404, handler500 = (
    failures.bad_request,
    failures.forbidden,
    failures.not_found,
    failures.broken,
)
