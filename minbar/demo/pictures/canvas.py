"""Something to draw on: coordinates from 0 to 1, drawn at twice the size so that edges come out smooth."""

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]


def _colours(*codes: str) -> tuple[Colour, ...]:
    return tuple((int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)) for code in codes)


#: Sky above, sky below, far, middle, near, light.
PALETTES: dict[str, tuple[Colour, ...]] = {
    "river": _colours("bfe3e0", "eaf6f1", "7fb7b5", "3f8a8c", "1f5560", "fdf6e3"),
    "dawn": _colours("f6c9a8", "fdeee0", "e39b7b", "b96a5e", "5f3b4f", "fff3d6"),
    "dusk": _colours("5b4a77", "e8a487", "8b5f83", "4b3a63", "241d3d", "ffd9a0"),
    "night": _colours("0f1b33", "2c4266", "24395c", "16264a", "0a1226", "f4e6b0"),
    "clay": _colours("f1dcc3", "fbf2e4", "d3a276", "a9704a", "6d432c", "fff8ea"),
    "mint": _colours("d3efe1", "f4fbf7", "8fcbb0", "4f9c80", "235c4b", "fffbea"),
    "palm": _colours("e4efc7", "f8fbea", "a5c170", "648f3f", "31531f", "fff6cf"),
    "rose": _colours("f5d3da", "fdf1f2", "dc95a6", "b35f79", "6a3150", "fff4ea"),
    "saffron": _colours("fbe3a6", "fff7e0", "efb94f", "c98424", "7a4a14", "fffdf2"),
    "slate": _colours("d5dde4", "f2f5f7", "96a6b5", "5c6f82", "2d3a49", "fff9ec"),
}


class Canvas:
    """Shapes in the palette's colours; ``chance`` is the picture's own source of variety."""

    def __init__(self, size: tuple[int, int], palette: Sequence[Colour], chance: random.Random) -> None:
        self.width, self.height = size[0] * 2, size[1] * 2
        self.high, self.low, self.far, self.middle, self.near, self.light = palette
        self.chance = chance
        self.image = Image.new("RGB", (self.width, self.height), self.low)
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self._sky()

    def _sky(self) -> None:
        column = Image.new("RGB", (1, 64))
        for y in range(64):
            column.putpixel((0, y), self.mix(self.high, self.low, y / 63))
        self.image.paste(column.resize((self.width, self.height), Image.Resampling.BILINEAR))

    def mix(self, one: Colour, other: Colour, share: float) -> Colour:
        r, g, b = (round(a + (c - a) * share) for a, c in zip(one, other, strict=True))
        return (r, g, b)

    def at(self, x: float, y: float) -> Point:
        return x * self.width, y * self.height

    def shape(self, points: Sequence[Point], colour: Colour, alpha: int = 255) -> None:
        self.pen.polygon([self.at(x, y) for x, y in points], fill=(*colour, alpha))

    def line(self, points: Sequence[Point], colour: Colour, thick: float = 0.004, alpha: int = 255) -> None:
        self.pen.line(
            [self.at(x, y) for x, y in points],
            fill=(*colour, alpha),
            width=max(1, round(thick * self.height)),
            joint="curve",
        )

    def box(self, x: float, y: float, w: float, h: float, colour: Colour, alpha: int = 255) -> None:
        left, top = self.at(x, y)
        right, bottom = self.at(x + w, y + h)
        self.pen.rectangle((left, top, right, bottom), fill=(*colour, alpha))

    def disc(self, x: float, y: float, r: float, colour: Colour, alpha: int = 255) -> None:
        """``r`` is a share of the height, so that a disc is round in any format."""
        cx, cy = self.at(x, y)
        d = r * self.height
        self.pen.ellipse((cx - d, cy - d, cx + d, cy + d), fill=(*colour, alpha))

    def oval(self, x: float, y: float, w: float, h: float, colour: Colour, alpha: int = 255) -> None:
        left, top = self.at(x - w / 2, y - h / 2)
        right, bottom = self.at(x + w / 2, y + h / 2)
        self.pen.ellipse((left, top, right, bottom), fill=(*colour, alpha))

    def hills(self, level: float, colour: Colour, rough: float = 0.06) -> None:
        """A soft ridge across the picture, filled down to the ground."""
        a, b = self.chance.uniform(1.2, 2.6), self.chance.uniform(3.1, 5.2)
        p, q = self.chance.uniform(0, 6), self.chance.uniform(0, 6)
        ridge = [
            (i / 80, level + rough * (math.sin(a * i / 13 + p) + 0.5 * math.sin(b * i / 13 + q)) / 1.5)
            for i in range(81)
        ]
        self.shape([*ridge, (1, 1.1), (0, 1.1)], colour)

    def sun(self, x: float | None = None, y: float | None = None, r: float = 0.08) -> None:
        x = self.chance.uniform(0.15, 0.85) if x is None else x
        y = self.chance.uniform(0.14, 0.3) if y is None else y
        for ring in range(4, 0, -1):
            self.disc(x, y, r * (1 + ring * 0.35), self.light, 34)
        self.disc(x, y, r, self.light)

    def water(self, level: float) -> None:
        """A surface from ``level`` to the ground, with light lying on it."""
        self.box(0, level, 1, 1 - level, self.middle)
        for _ in range(46):
            y = self.chance.uniform(level + 0.01, 0.99)
            x, w = self.chance.uniform(-0.1, 1), self.chance.uniform(0.03, 0.16)
            shade = self.chance.choice([self.far, self.near, self.light])
            self.line([(x, y), (x + w, y)], shade, 0.004, 110)
