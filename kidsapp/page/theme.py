"""Colours as custom properties: for every page, and for the few roles that a city sets itself."""

from collections.abc import Mapping


def stylesheet(theme: Mapping[str, Mapping[str, str]]) -> str:
    """A city's own stylesheet from ``{"light": {"action": "#035868"}, "dark": {...}}``."""
    return both_modes(properties(theme.get("light", {})), properties(theme.get("dark", {})))


def both_modes(light: str, dark: str) -> str:
    """Light by default and on paper; dark by the wish of the system or, above it, of the reader."""
    return "\n".join(
        (
            f":root{{{light}}}",
            f'@media screen and (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}',
            f'@media screen{{:root[data-theme="dark"]{{{dark}}}}}',
        )
    )


def properties(tokens: Mapping[str, str]) -> str:
    """Roles and colours as custom properties: ``--ka-action:#035868``."""
    return ";".join(f"--ka-{role}:{colour}" for role, colour in tokens.items())
