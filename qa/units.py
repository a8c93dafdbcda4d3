"""What the units of measure that English texts write are for: lengths, areas, weights."""

__all__ = ["measure_of"]

_WRITTEN = (
    ("length", "mm millimetre millimetres millimeter millimeters"),
    ("length", "cm centimetre centimetres centimeter centimeters"),
    ("length", "m metre metres meter meters"),
    ("length", "km kilometre kilometres kilometer kilometers"),
    ("length", "inch inches"),
    ("length", "ft foot feet"),
    ("length", "yard yards"),
    ("length", "mile miles"),
    ("area", "m² sqm"),
    ("area", "km²"),
    ("area", "ha hectare hectares"),
    ("area", "acre acres"),
    ("weight", "mg milligram milligrams"),
    ("weight", "g gram grams gramme grammes"),
    ("weight", "kg kilo kilos kilogram kilograms"),
    ("weight", "tonne tonnes ton tons"),
    ("weight", "lb lbs"),
    ("volume", "ml millilitre millilitres milliliter milliliters"),
    ("volume", "cl"),
    ("volume", "l litre litres liter liters"),
    ("volume", "gallon gallons"),
    ("volume", "m³"),
    ("power", "w watt watts"),
    ("power", "kw kilowatt kilowatts"),
    ("temperature", "degrees °c °f celsius fahrenheit"),
)
"""A share, a time and a sum are left out: a length, a weight or a depth may be one of these too."""
_UNITS = {one: measure for measure, written in _WRITTEN for one in written.split()}


def measure_of(unit: str) -> str:
    """Return what a unit measures, "length" of "metres"; "" of one that isn't known."""
    return _UNITS.get(unit.lower(), "")
