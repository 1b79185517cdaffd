"""When is the moon new, and where on its path does the sun stand?

Series of J. Meeus, Astronomical Algorithms (2nd edition, chapters 25 and 49), shortened to what a
civil day needs, and the polynomials of F. Espenak and J. Meeus for the difference between
dynamical and universal time. Measured against a full ephemeris for 1900 to 2026: a new moon is
never a minute off. Times are Julian days of universal time.
"""

from functools import lru_cache
from math import floor, radians, sin
from typing import Final

J2000: Final = 2451545.0
SYNODIC_MONTH: Final = 29.530588861
_FIRST_NEW_MOON: Final = 2451550.09766
_CENTURY: Final = 36525.0
_SECONDS: Final = 86400.0

# (coefficient in days, power of the eccentricity, multiples of M, M' and F)
_NEW_MOON_TERMS: Final = (
    (-0.40720, 0, 0, 1, 0),
    (0.17241, 1, 1, 0, 0),
    (0.01608, 0, 0, 2, 0),
    (0.01039, 0, 0, 0, 2),
    (0.00739, 1, -1, 1, 0),
    (-0.00514, 1, 1, 1, 0),
    (0.00208, 2, 2, 0, 0),
    (-0.00111, 0, 0, 1, -2),
    (-0.00057, 0, 0, 1, 2),
    (0.00056, 1, 1, 2, 0),
    (-0.00042, 0, 0, 3, 0),
    (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2),
    (-0.00024, 1, -1, 2, 0),
    (-0.00007, 0, 2, 1, 0),
    (0.00004, 0, 0, 2, -2),
    (0.00004, 0, 3, 0, 0),
    (0.00003, 0, 1, 1, -2),
    (0.00003, 0, 0, 2, 2),
    (-0.00003, 0, 1, 1, 2),
)
# (coefficient in days, degrees at k = 0, degrees for each month)
_PLANETARY_TERMS: Final = (
    (0.000325, 299.77, 0.107408),
    (0.000165, 251.88, 0.016321),
    (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239),
)
# (first year, year of the zero, coefficients in rising powers), seconds
_DELTA_T: Final = (
    (2005, 2000, (62.92, 0.32217, 0.005589)),
    (1986, 2000, (63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599)),
    (1961, 1975, (45.45, 1.067, -1 / 260, -1 / 718)),
    (1941, 1950, (29.07, 0.407, -1 / 233, 1 / 2547)),
    (1920, 1920, (21.20, 0.84493, -0.076100, 0.0020936)),
    (1900, 1900, (-2.79, 1.494119, -0.0598939, 0.0061966, -0.000197)),
    (1860, 1860, (7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1 / 233174)),
)


def _sine(degrees: float) -> float:
    return sin(radians(degrees))


def _polynomial(t: float, coefficients: tuple[float, ...]) -> float:
    total = 0.0
    for coefficient in reversed(coefficients):
        total = total * t + coefficient
    return total


def delta_t(year: float) -> float:
    """Return dynamical less universal time in seconds, about 1860 to 2050; rough outside."""
    for first, zero, coefficients in _DELTA_T:
        if year >= first:
            return _polynomial(year - zero, coefficients)
    return 8.0


@lru_cache(maxsize=1 << 12)
def new_moon(k: int) -> float:
    """Return the Julian day (universal time) of the k-th new moon after 6 January 2000."""
    t = k * SYNODIC_MONTH / _CENTURY
    mean = _FIRST_NEW_MOON + SYNODIC_MONTH * k + _polynomial(t, (0, 0, 0.00015437, -1.5e-7))
    eccentricity = _polynomial(t, (1, -0.002516, -0.0000074))
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
    latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
    node = 124.7746 - 1.56375588 * k + 0.0020672 * t * t
    shift = -0.00017 * _sine(node)
    for size, power, of_sun, of_moon, of_latitude in _NEW_MOON_TERMS:
        angle = of_sun * sun + of_moon * moon + of_latitude * latitude
        shift += size * eccentricity**power * _sine(angle)
    for size, start, rate in _PLANETARY_TERMS:
        shift += size * _sine(start + rate * k)
    dynamical = mean + shift
    return dynamical - delta_t(2000 + (dynamical - J2000) / 365.25) / _SECONDS


def new_moon_before(day: float) -> int:
    """Return the number of the last new moon at or before a Julian day."""
    k = floor((day - _FIRST_NEW_MOON) / SYNODIC_MONTH) + 1
    while new_moon(k) > day:
        k -= 1
    return k


def solar_longitude(day: float) -> float:
    """Return the apparent longitude of the sun in degrees, 0 to 360, at a Julian day."""
    dynamical = day + delta_t(2000 + (day - J2000) / 365.25) / _SECONDS
    t = (dynamical - J2000) / _CENTURY
    mean = _polynomial(t, (280.46646, 36000.76983, 0.0003032))
    anomaly = _polynomial(t, (357.52911, 35999.05029, -0.0001537))
    centre = (
        _polynomial(t, (1.914602, -0.004817, -0.000014)) * _sine(anomaly)
        + (0.019993 - 0.000101 * t) * _sine(2 * anomaly)
        + 0.000289 * _sine(3 * anomaly)
    )
    node = 125.04 - 1934.136 * t
    return (mean + centre - 0.00569 - 0.00478 * _sine(node)) % 360
