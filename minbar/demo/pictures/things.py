"""Single things that motifs put together; sizes are shares of the picture's height."""

import math

from minbar.demo.pictures.canvas import Canvas, Colour


def _x(c: Canvas, share: float) -> float:
    """A length given in heights, as a share of the width."""
    return share * c.height / c.width


def palm_at(c: Canvas, x: float, ground: float, tall: float, colour: Colour) -> None:
    lean = c.chance.uniform(-0.06, 0.06) * tall
    top_x, top_y = x + lean, ground - tall
    c.line([(x, ground), (x + lean * 0.4, ground - tall * 0.5), (top_x, top_y)], colour, 0.03 * tall + 0.006)
    for n in range(9):
        turn = math.pi * (1.08 + n * 0.105) if n < 9 else 0.0
        reach = tall * c.chance.uniform(0.34, 0.46)
        bend = [
            (top_x + _x(c, reach * t * math.cos(turn)), top_y + reach * (t * math.sin(turn) + 0.75 * t * t))
            for t in (0.0, 0.25, 0.5, 0.75, 1.0)
        ]
        c.line(bend, colour, 0.022 * tall + 0.004)


def boat_at(c: Canvas, x: float, y: float, size: float) -> None:
    w = _x(c, size)
    c.shape(
        [(x - w, y), (x + w, y), (x + w * 0.62, y + size * 0.28), (x - w * 0.62, y + size * 0.28)], c.near
    )
    c.line([(x, y), (x, y - size * 1.5)], c.near, 0.008)
    c.shape(
        [(x + w * 0.06, y - size * 1.45), (x + w * 0.06, y - size * 0.1), (x + w * 0.85, y - size * 0.1)],
        c.light,
    )
    c.shape(
        [(x - w * 0.06, y - size * 1.2), (x - w * 0.06, y - size * 0.1), (x - w * 0.6, y - size * 0.1)],
        c.high,
    )


def tree_at(c: Canvas, x: float, ground: float, tall: float) -> None:
    c.line([(x, ground), (x, ground - tall * 0.5)], c.near, 0.05 * tall + 0.01)
    for turn in (-0.5, 0.45):
        c.line([(x, ground - tall * 0.4), (x + _x(c, tall * turn * 0.5), ground - tall * 0.7)], c.near, 0.02)
    for _ in range(34):
        turn, far = c.chance.uniform(0, math.tau), tall * 0.34 * math.sqrt(c.chance.random())
        tint = c.chance.choice([c.middle, c.far, c.mix(c.middle, c.near, 0.5)])
        place = (x + _x(c, far * math.cos(turn) * 1.25), ground - tall * 0.76 + far * math.sin(turn) * 0.8)
        c.disc(*place, tall * 0.11, tint, 225)


def bird_at(c: Canvas, x: float, y: float, size: float) -> None:
    w = _x(c, size)
    c.line([(x - w, y - size * 0.3), (x - w * 0.45, y - size * 0.5), (x, y)], c.near, 0.008)
    c.line([(x, y), (x + w * 0.45, y - size * 0.5), (x + w, y - size * 0.3)], c.near, 0.008)


def fish_at(c: Canvas, x: float, y: float, size: float, turn: int) -> None:
    w = _x(c, size)
    tint = c.chance.choice([c.light, c.high, c.far])
    c.oval(x, y, w * 2, size * 0.8, tint)
    c.shape(
        [
            (x - turn * w * 0.8, y),
            (x - turn * w * 1.45, y - size * 0.36),
            (x - turn * w * 1.45, y + size * 0.36),
        ],
        tint,
    )
    c.disc(x + turn * w * 0.55, y - size * 0.08, size * 0.06, c.near)


def cat_on(c: Canvas, x: float, ground: float, size: float) -> None:
    w = _x(c, size)
    tint = c.chance.choice([c.near, c.middle])
    c.oval(x, ground - size * 0.26, w * 0.62, size * 0.62, tint)
    c.disc(x, ground - size * 0.66, size * 0.2, tint)
    for side in (-1, 1):
        ear = x + side * w * 0.13
        c.shape(
            [
                (ear - w * 0.07, ground - size * 0.78),
                (ear + w * 0.07, ground - size * 0.78),
                (ear + side * w * 0.03, ground - size * 0.98),
            ],
            tint,
        )
        c.disc(x + side * w * 0.075, ground - size * 0.68, size * 0.032, c.light)
    curve = [
        (x + w * 0.26 + w * 0.3 * math.sin(t / 5), ground - size * 0.06 - size * 0.07 * t) for t in range(8)
    ]
    c.line(curve, tint, 0.028)


def cup_at(c: Canvas, x: float, y: float, size: float) -> None:
    w = _x(c, size)
    c.oval(x, y + size * 0.06, w * 1.7, size * 0.3, c.light)
    c.shape(
        [
            (x - w * 0.42, y - size * 0.7),
            (x + w * 0.42, y - size * 0.7),
            (x + w * 0.28, y),
            (x - w * 0.28, y),
        ],
        c.high,
        235,
    )
    c.shape(
        [
            (x - w * 0.38, y - size * 0.52),
            (x + w * 0.38, y - size * 0.52),
            (x + w * 0.27, y - size * 0.03),
            (x - w * 0.27, y - size * 0.03),
        ],
        c.near,
        220,
    )
    for n in range(2):
        steam = [
            (x + w * (0.12 * math.sin(t / 1.4 + n) - 0.12 + n * 0.24), y - size * (0.8 + t * 0.07))
            for t in range(9)
        ]
        c.line(steam, c.light, 0.006, 180)


def loaf_at(c: Canvas, x: float, y: float, size: float) -> None:
    w = _x(c, size)
    tint = c.mix(c.far, c.near, c.chance.uniform(0.1, 0.4))
    c.oval(x, y, w * 2, size * 1.3, tint)
    c.oval(x, y - size * 0.06, w * 1.7, size, c.mix(tint, c.light, 0.3))
    for n in range(12):
        turn = n * math.tau / 12
        c.disc(x + w * 0.6 * math.cos(turn), y + size * 0.34 * math.sin(turn), 0.005, c.light)


def lamp_at(c: Canvas, x: float, y: float, size: float) -> None:
    w = _x(c, size)
    c.line([(x, 0), (x, y - size)], c.light, 0.004, 160)
    for ring in range(5, 0, -1):
        c.disc(x, y, size * (1 + ring * 0.35), c.light, 22)
    c.oval(x, y, w * 1.9, size * 2.1, c.far)
    for n in (-0.5, 0.0, 0.5):
        c.oval(x + n * w * 1.1, y, w * 0.35, size * 1.5, c.light, 220)
    c.box(x - w * 0.5, y - size * 1.15, w, size * 0.2, c.near)
    c.shape([(x - w * 0.3, y + size), (x + w * 0.3, y + size), (x, y + size * 1.4)], c.near)


def books_on(c: Canvas, shelf: float) -> None:
    x = 0.02
    while x < 0.95:
        wide, tall = c.chance.uniform(0.018, 0.05), c.chance.uniform(0.16, 0.27)
        tint = c.chance.choice([c.far, c.middle, c.near, c.mix(c.middle, c.light, 0.5)])
        c.box(x, shelf - tall, wide, tall, tint)
        c.box(x + wide * 0.2, shelf - tall * 0.8, wide * 0.6, 0.012, c.light)
        x += wide + c.chance.choice([0.002, 0.002, 0.002, 0.03])


def house_at(c: Canvas, x: float, ground: float, wide: float, tall: float) -> None:
    tint = c.mix(c.middle, c.near, c.chance.uniform(0.2, 0.8))
    c.box(x, ground - tall, wide, tall, tint)
    if c.chance.random() < 0.4:
        c.oval(x + wide / 2, ground - tall, wide * 0.7, 0.1, tint)
    for column in range(3):
        for row in range(max(1, int(tall / 0.08))):
            if c.chance.random() < 0.55:
                place = (x + wide * (0.14 + column * 0.28), ground - tall + 0.025 + row * 0.075)
                c.box(*place, wide * 0.14, 0.035, c.light, 215)


def star_at(c: Canvas, x: float, y: float, size: float, tint: Colour) -> None:
    """The eight-pointed star of two squares."""
    for turn in (0.0, math.pi / 4):
        corners = [
            (x + _x(c, size * math.cos(turn + n * math.pi / 2)), y + size * math.sin(turn + n * math.pi / 2))
            for n in range(4)
        ]
        c.shape(corners, tint)


def oud_at(c: Canvas, x: float, y: float, size: float) -> None:
    w = _x(c, size)
    c.line([(x + w * 0.2, y - size * 0.3), (x + w * 0.72, y - size * 0.95)], c.near, 0.035)
    c.line([(x + w * 0.72, y - size * 0.95), (x + w * 0.6, y - size * 1.08)], c.near, 0.03)
    c.oval(x, y, w * 0.9, size * 0.86, c.middle)
    c.oval(x, y, w * 0.8, size * 0.76, c.mix(c.middle, c.light, 0.45))
    c.disc(x + w * 0.1, y - size * 0.1, size * 0.12, c.near)
    for n in range(5):
        d = n * 0.012
        c.line(
            [(x - w * 0.2 + d, y + size * 0.24 + d), (x + w * 0.66 + d, y - size * 0.88 + d)], c.light, 0.002
        )
