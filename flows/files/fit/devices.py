"""What a FIT file was recorded with."""

from fitdecode.profile import FIELD_TYPES

from flows.files.fit.messages import Messages
from flows.files.fit.values import Message, number, word

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
#: Garmin's products by number. Its website and phone app, which write files of other devices, are none.
_PRODUCTS: dict[int, str] = {
    code: name.replace("_", " ")
    for code, name in FIELD_TYPES["garmin_product"].enum.items()
    if name not in ("connect", "connectiq_simulator", "android_antplus_plugin")
}


def device_name(messages: Messages) -> str | None:
    """Maker and model, as "Garmin fr255" or "COROS PACE 3"; the maker alone where the model is unknown.

    None where FIT has no name for either.
    """
    creators = [told for told in messages.get("device_info", []) if told.get("device_index") in ("creator", 0)]
    told = [*messages.get("file_id", [])[:1], *creators]
    maker = next((maker for each in told if (maker := word(each, "manufacturer")) is not None), None)
    model = next((model for each in told if (model := _model(each)) is not None), None)
    return model if maker is None else _named(maker, model)


def _model(told: Message) -> str | None:
    named = word(told, "product_name")
    is_garmins = told.get("manufacturer") == "garmin"
    product = number(told, "product")
    return named or (_PRODUCTS.get(int(product)) if is_garmins and product is not None else None)


def _named(maker: str, model: str | None) -> str:
    """Both, but the maker once."""
    written = _MAKERS.get(maker, maker.replace("_", " ").title())
    if not model or model.casefold().startswith(written.casefold()):
        return model or written
    return f"{written} {model}"
