"""Contrast of two colours (WCAG 2.2) and the nearest colour of the same hue that reads well."""

import math

_HEX_LENGTH = 7
_LIGHTNESS_STEPS = 200


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21, whatever their order."""
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest_passing(colour: str, against: str, minimum: float) -> str | None:
    """The nearest lightness of the same hue that reaches the contrast: darker first, else lighter."""
    lightness, chroma, hue = _oklch(colour)
    darker = range(round(lightness * _LIGHTNESS_STEPS) - 1, 0, -1)
    lighter = range(round(lightness * _LIGHTNESS_STEPS) + 1, _LIGHTNESS_STEPS)
    for step in (*darker, *lighter):
        candidate = _in_gamut(step / _LIGHTNESS_STEPS, chroma, hue)
        if contrast(candidate, against) >= minimum:
            return candidate
    return None


def _linear_channels(colour: str) -> tuple[float, float, float]:
    """Linear sRGB of ``#rrggbb``; ``ValueError`` for anything else."""
    if len(colour) != _HEX_LENGTH or colour[0] != "#":
        raise ValueError(f"not a colour like #035868: {colour}")
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = _linear_channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> tuple[float, float, float]:
    """OKLCH of a colour, Björn Ottosson's matrices (bottosson.github.io/posts/oklab)."""
    red, green, blue = _linear_channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    green_red = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    blue_yellow = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(green_red, blue_yellow), math.atan2(blue_yellow, green_red)


def _linear_srgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    green_red, blue_yellow = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _in_gamut(lightness: float, chroma: float, hue: float) -> str:
    """Hex of an OKLCH colour; chroma is reduced until sRGB can show it."""
    channels = _linear_srgb(lightness, chroma, hue)
    while chroma > 0 and not all(-1e-4 <= channel <= 1.0001 for channel in channels):
        chroma = max(0.0, chroma - 0.002)
        channels = _linear_srgb(lightness, chroma, hue)
    return "#" + "".join(f"{round(255 * _encoded(min(max(c, 0.0), 1.0))):02x}" for c in channels)
