"""How warm air feels in the shade."""

import polars as pl

#: What sources give is no finer.
DECIMALS = 1


def apparent_temperature_c(temp_c: pl.Expr, humidity_pct: pl.Expr, wind_mps: pl.Expr) -> pl.Expr:
    """Apparent temperature, °C, of somebody walking in the shade; null where any of the three is.

    AT = Ta + 0.33 e − 0.70 ws − 4.00 with the vapour pressure e in hPa and the wind at 10 m in m/s: the formula without
    radiation of Steadman (1994), Norms of apparent temperature in Australia, Aust. Met. Mag. 43, 1–16, as the Bureau of
    Meteorology publishes it (www.bom.gov.au/info/thermal_stress).
    """
    vapour_hpa = humidity_pct / 100 * 6.105 * (17.27 * temp_c / (237.7 + temp_c)).exp()
    return (temp_c + 0.33 * vapour_hpa - 0.70 * wind_mps - 4.0).round(DECIMALS)
