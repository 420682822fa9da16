"""What we take from KERN native 2.7.2, and how it is fitted to our colours, directions and browsers."""

import re
from collections.abc import Iterator

from kidsapp.page.stylesheet import Rule, minified, rules

COLOURS = {
    "action-default": "action",
    "action-focus-default": "focus",
    "action-on-default": "on-action",
    "action-state-indicator-default": "action-tint",
    "action-state-indicator-shade": "action-strong",
    "action-state-indicator-shade-active": "action-strong",
    "action-state-indicator-shade-hover": "action-strong",
    "action-state-indicator-tint": "action-tint",
    "action-state-indicator-tint-active-opacity": "action-tint",
    "action-state-indicator-tint-hover-opacity": "action-tint",
    "action-visited": "visited",
    "decorative-border": "line",
    "decorative-border-default": "line",
    "decorative-border-level-1": "line",
    "decorative-border-level-2": "line",
    "decorative-brand": "action",
    "decorative-brand-default": "action",
    "feedback-danger": "bad",
    "feedback-danger-background": "bad-bg",
    "feedback-default": "ink-soft",
    "feedback-default-background": "sunken",
    "feedback-info": "info",
    "feedback-info-background": "info-bg",
    "feedback-success": "good",
    "feedback-success-background": "good-bg",
    "feedback-warning": "warn",
    "feedback-warning-background": "warn-bg",
    "form-input-background": "surface",
    "form-input-border": "edge",
    "layout-background-default": "ground",
    "layout-background-default-surface": "surface",
    "layout-background-hued": "sunken",
    "layout-background-inverted": "ink",
    "layout-background-level-1": "surface",
    "layout-background-level-1-surface": "sunken",
    "layout-background-level-2": "sunken",
    "layout-background-level-2-surface": "surface",
    "layout-border": "line",
    "layout-border-level-1": "line",
    "layout-border-level-2": "line",
    "layout-layer-surface": "surface",
    "layout-text-default": "ink",
    "layout-text-inverse": "ground",
    "layout-text-muted": "ink-soft",
}
"""Each semantic colour of KERN, without ``--kern-color-``, and our role that stands in for it."""

_CLASSES = frozenset(
    [
        "kern-btn",
        "kern-btn--primary",
        "kern-btn--secondary",
        "kern-btn--tertiary",
        "kern-btn--block",
        "kern-label",
        "kern-label__optional",
        "kern-hint",
        "kern-error",
        "kern-form-input",
        "kern-form-input__input",
        "kern-form-input__input--error",
        "kern-form-input__select-wrapper",
        "kern-form-input__select",
        "kern-form-input__select--error",
        "kern-fieldset",
        "kern-fieldset__body",
        "kern-fieldset__body--horizontal",
        "kern-form-check",
        "kern-form-check__radio",
        "kern-form-check__checkbox",
    ]
)
_LEFT_OUT = re.compile(
    r":has\(|:focus|:hover|:active|disabled|readonly|::|type=file|icon|legend|option|^textarea"
)
"""States and parts that ``css/forms.css`` draws itself, or that old browsers cannot read."""

_PROPERTIES_LEFT_OUT = frozenset(
    [
        "font-family",
        "font-style",
        "font-size",
        "font-weight",
        "line-height",
        "letter-spacing",
        "text-wrap",
        "background-color",
        "-webkit-box-orient",
        "-webkit-line-clamp",
        "line-clamp",
        "padding-right",
        "padding-left",
        "vertical-align",
    ]
)
_LOGICAL = {
    "margin-left": "margin-inline-start",
    "margin-right": "margin-inline-end",
    "margin-top": "margin-block-start",
    "margin-bottom": "margin-block-end",
    "border-left": "border-inline-start",
    "border-bottom": "border-block-end",
    "width": "inline-size",
    "height": "block-size",
    "min-width": "min-inline-size",
    "min-height": "min-block-size",
    "max-width": "max-inline-size",
}


def colour_properties() -> str:
    """Custom properties that point every semantic colour of KERN, and its twin, to one of our roles."""
    twins = (
        f"--kern-color-{name}{twin}:var(--ka-{role})" for name, role in COLOURS.items() for twin in _TWINS
    )
    return f":root{{{';'.join(twins)}}}"


_TWINS = ("", "-contextual")


def subset(source: str) -> str:
    """The rules of KERN that our pages use, in logical properties and without what old browsers lack."""
    taken = (fitted for rule in rules(source) if not rule.at for fitted in _fitted(rule))
    return minified(taken)


def _fitted(rule: Rule) -> Iterator[Rule]:
    selectors = [selector.strip() for selector in rule.selector.split(",")]
    used = ",".join(selector for selector in selectors if _is_used(selector))
    body = ";".join(_declarations(rule.body))
    if used and body:
        yield Rule(used, body)


def _is_used(selector: str) -> bool:
    classes = set(re.findall(r"\.(kern-[\w-]+)", selector))
    return bool(classes) and classes <= _CLASSES and not _LEFT_OUT.search(selector)


def _declarations(body: str) -> Iterator[str]:
    for declaration in body.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name and name not in _PROPERTIES_LEFT_OUT:
            yield f"{_LOGICAL.get(name, name)}:{_plain(value)}"


def _plain(value: str) -> str:
    """KERN's sizes as numbers, its colours without the fallback of another theme."""
    value = re.sub(r"var\((--kern-color-[\w-]+),[^()]*\)", r"var(\1)", value)
    return re.sub(r"var\(--kern-(?!color)[\w-]+,\s*([^()]*)\)", r"\1", value)
