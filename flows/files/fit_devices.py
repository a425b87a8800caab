"""What a FIT file was recorded with."""

from typing import Any

from fitdecode.profile import FIELD_TYPES

from flows.files.fit_messages import Messages

#: Makers whose name in FIT is not how they write themselves.
_MAKERS = {
    "coros": "COROS",
    "igpsport": "iGPSPORT",
    "wahoo_fitness": "Wahoo",
    "polar_electro": "Polar",
    "strava": "Strava",
    "the_sufferfest": "Wahoo SYSTM",
    "trainer_road": "TrainerRoad",
}
#: Makers whose products have Garmin's numbers.
_NUMBERED_BY_GARMIN = ("garmin", "dynastream", "dynastream_oem", "tacx")
_PRODUCTS: dict[int, str] = FIELD_TYPES["garmin_product"].enum


def device_name(messages: Messages) -> str | None:
    """Maker and model, as "Garmin fr255" or "COROS PACE 3"; the maker alone where the model is unknown.

    None where FIT has no name for either.
    """
    creators = [told for told in messages.get("device_info", []) if told.get("device_index") in ("creator", 0)]
    for told in (*messages.get("file_id", [])[:1], *creators[:1]):
        maker, model = told.get("manufacturer"), _model(told)
        if isinstance(maker, str) or model:
            return _named(maker if isinstance(maker, str) else "", model or _model_elsewhere(creators))
    return None


def _model(told: dict[Any, Any]) -> str | None:
    name, number = told.get("product_name"), told.get("product")
    if isinstance(name, str) and name.strip():
        return name.strip()
    is_garmins = told.get("manufacturer") in _NUMBERED_BY_GARMIN and isinstance(number, int)
    return _PRODUCTS.get(number).replace("_", " ") if is_garmins and number in _PRODUCTS else None


def _model_elsewhere(creators: list[dict[Any, Any]]) -> str | None:
    return next((model for told in creators if (model := _model(told))), None)


def _named(maker: str, model: str | None) -> str:
    """Both, but the maker once."""
    written = _MAKERS.get(maker, maker.replace("_", " ").title())
    if not model or model.casefold().startswith(written.casefold()):
        return model or written
    return f"{written} {model}".strip()
