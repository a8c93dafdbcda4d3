"""Units of measure as English texts write them: one symbol for "metre" and "metres", and what it measures."""

__all__ = ["measure_of", "symbol_of"]

_WRITTEN = {
    ("length", "mm"): "mm millimetre millimetres millimeter millimeters",
    ("length", "cm"): "cm centimetre centimetres centimeter centimeters",
    ("length", "m"): "m metre metres meter meters",
    ("length", "km"): "km kilometre kilometres kilometer kilometers",
    ("length", "in"): "inch inches",
    ("length", "ft"): "ft foot feet",
    ("length", "yd"): "yard yards",
    ("length", "mi"): "mile miles",
    ("area", "m²"): "m² sqm",
    ("area", "km²"): "km²",
    ("area", "ha"): "ha hectare hectares",
    ("area", "ac"): "acre acres",
    ("weight", "mg"): "mg milligram milligrams",
    ("weight", "g"): "g gram grams gramme grammes",
    ("weight", "kg"): "kg kilo kilos kilogram kilograms",
    ("weight", "t"): "tonne tonnes ton tons",
    ("weight", "lb"): "lb lbs",
    ("volume", "ml"): "ml millilitre millilitres milliliter milliliters",
    ("volume", "cl"): "cl",
    ("volume", "l"): "l litre litres liter liters",
    ("volume", "gal"): "gallon gallons",
    ("volume", "m³"): "m³",
    ("power", "W"): "w watt watts",
    ("power", "kW"): "kw kilowatt kilowatts",
    ("temperature", "°"): "degrees °c °f celsius fahrenheit",
    ("time", "s"): "second seconds",
    ("time", "min"): "minute minutes",
    ("time", "h"): "hour hours",
    ("time", "d"): "day days",
    ("time", "wk"): "week weeks",
    ("time", "mo"): "month months",
    ("time", "yr"): "year years",
    ("share", "%"): "%",
}
"""By measure and symbol. "In" and "t" are left out: they are other things too often."""
_UNITS = {one: unit for unit, written in _WRITTEN.items() for one in written.split()}


def measure_of(unit: str) -> str:
    """Return what a unit measures, "length" of "metres"; "" of one that isn't known."""
    return _UNITS.get(unit.lower(), ("", ""))[0]


def symbol_of(unit: str) -> str:
    """Return the symbol of a unit, "m" of "metres"; "" of one that isn't known."""
    return _UNITS.get(unit.lower(), ("", ""))[1]
