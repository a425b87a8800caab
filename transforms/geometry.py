"""Short ways on the ground, from coordinates."""

import polars as pl

#: Of latitude, everywhere, and of longitude at the equator; the ellipsoid differs by up to 0.6 %.
METRES_PER_DEGREE = 111_320.0


def way_m(lat: pl.Expr, lon: pl.Expr, from_lat: pl.Expr, from_lon: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Metres north and east from one place to another (degrees, WGS 84); for ways of a few kilometres."""
    north_m = (lat - from_lat) * METRES_PER_DEGREE
    east_m = wrapped_deg(lon - from_lon) * METRES_PER_DEGREE * from_lat.radians().cos()
    return north_m, east_m


def length_m(way: tuple[pl.Expr, pl.Expr]) -> pl.Expr:
    """Length of a way given as metres north and east."""
    north_m, east_m = way
    return (north_m**2 + east_m**2).sqrt()


def wrapped_deg(difference: pl.Expr) -> pl.Expr:
    """A difference of longitudes as −180…180°."""
    return (difference + 180) % 360 - 180
