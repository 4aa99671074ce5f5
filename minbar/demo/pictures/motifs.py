"""What the pictures show, by name."""

import math
from collections.abc import Callable

from minbar.demo.pictures.canvas import Canvas, Colour
from minbar.demo.pictures.things import (
    bird_at,
    boat_at,
    books_on,
    cat_on,
    cup_at,
    fish_at,
    house_at,
    lamp_at,
    loaf_at,
    oud_at,
    palm_at,
    star_at,
    tree_at,
)


def river(c: Canvas) -> None:
    c.sun()
    c.hills(0.5, c.far)
    c.hills(0.56, c.middle, 0.03)
    c.water(0.62)
    for x in (0.08, 0.9):
        palm_at(c, x + c.chance.uniform(-0.03, 0.03), 0.66, c.chance.uniform(0.24, 0.34), c.near)


def boat(c: Canvas) -> None:
    c.sun(y=0.25)
    c.hills(0.5, c.far, 0.03)
    c.water(0.56)
    for n in range(c.chance.randint(1, 3)):
        boat_at(c, 0.25 + n * 0.27 + c.chance.uniform(-0.06, 0.06), 0.68 + n * 0.06, 0.2 + n * 0.03)


def bridge(c: Canvas) -> None:
    c.sun()
    c.hills(0.52, c.far)
    c.water(0.64)
    c.box(0, 0.5, 1, 0.05, c.near)
    arches = c.chance.randint(3, 5)
    for n in range(arches):
        x = (n + 0.5) / arches
        c.box(x - 0.42 / arches - 0.02, 0.54, 0.03, 0.22, c.near)
        c.oval(x, 0.68, 0.74 / arches, 0.3, c.mix(c.middle, c.light, 0.25))
    c.box(0, 0.67, 1, 0.33, c.middle, 150)
    for n in range(24):
        c.line([(n / 24, 0.5), (n / 24, 0.46)], c.near, 0.006)
    c.line([(0, 0.46), (1, 0.46)], c.near, 0.008)


def palms(c: Canvas) -> None:
    c.sun()
    c.hills(0.66, c.far)
    c.hills(0.76, c.middle, 0.03)
    for n in range(c.chance.randint(4, 7)):
        palm_at(c, 0.08 + n * 0.15 + c.chance.uniform(-0.03, 0.03), 0.9, c.chance.uniform(0.38, 0.62), c.near)
    c.box(0, 0.88, 1, 0.2, c.near)


def fields(c: Canvas) -> None:
    c.sun()
    c.hills(0.46, c.far)
    for n in range(14):
        top, bottom = n / 14, (n + 1) / 14
        shade = c.mix(c.far, c.near, 0.25 + 0.5 * (n % 2))
        c.shape([(0.5 + (top - 0.5) * 0.3, 0.52), (0.5 + (bottom - 0.5) * 0.3, 0.52),
                 (bottom * 2.4 - 0.7, 1.02), (top * 2.4 - 0.7, 1.02)], shade)  # fmt: skip


def tree(c: Canvas) -> None:
    c.sun()
    c.hills(0.72, c.far)
    tree_at(c, c.chance.uniform(0.36, 0.64), 0.86, 0.6)
    c.hills(0.86, c.middle, 0.02)


def bird(c: Canvas) -> None:
    c.sun()
    c.hills(0.8, c.middle)
    for _ in range(c.chance.randint(5, 12)):
        bird_at(c, c.chance.uniform(0.1, 0.9), c.chance.uniform(0.15, 0.65), c.chance.uniform(0.04, 0.1))


def fish(c: Canvas) -> None:
    c.water(0.0)
    for n in range(c.chance.randint(4, 7)):
        turn = c.chance.choice([-1, 1])
        fish_at(c, c.chance.uniform(0.15, 0.85), 0.15 + n * 0.12, c.chance.uniform(0.09, 0.16), turn)


def cat(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.mix(c.high, c.low, 0.5))
    c.box(0.08, 0.1, 0.36, 0.5, c.light)
    c.box(0.255, 0.1, 0.01, 0.5, c.middle)
    c.box(0.08, 0.345, 0.36, 0.012, c.middle)
    c.box(0, 0.78, 1, 0.3, c.far)
    cat_on(c, c.chance.uniform(0.52, 0.72), 0.79, 0.42)


def cup(c: Canvas) -> None:
    c.box(0, 0.62, 1, 0.4, c.far)
    c.oval(0.5, 0.8, 0.8, 0.36, c.middle)
    for n in range(c.chance.randint(1, 3)):
        cup_at(c, 0.3 + n * 0.2 + c.chance.uniform(-0.03, 0.03), 0.72, 0.22)


def bread(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.mix(c.low, c.far, 0.35))
    c.oval(0.5, 0.56, 0.86, 0.8, c.middle)
    c.oval(0.5, 0.54, 0.8, 0.72, c.mix(c.middle, c.light, 0.25))
    for n in range(c.chance.randint(5, 8)):
        turn = n * 2.399 + c.chance.uniform(0, 0.4)
        far = 0.1 + 0.2 * math.sqrt(n / 7)
        loaf_at(c, 0.5 + far * math.cos(turn) * 0.75, 0.54 + far * math.sin(turn) * 0.9, 0.13)


def lamp(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.mix(c.near, c.middle, 0.25))
    for n in range(c.chance.randint(3, 5)):
        x = 0.14 + n * 0.19 + c.chance.uniform(-0.02, 0.02)
        lamp_at(c, x, c.chance.uniform(0.25, 0.5), c.chance.uniform(0.08, 0.12))


def market(c: Canvas) -> None:
    c.hills(0.5, c.far, 0.02)
    c.box(0, 0.78, 1, 0.3, c.mix(c.far, c.near, 0.4))
    for n in range(4):
        x, w = n * 0.25 + 0.01, 0.23
        shade = c.chance.choice([c.middle, c.near, c.mix(c.middle, c.light, 0.4)])
        c.box(x, 0.5, w, 0.3, c.mix(c.near, c.far, 0.35))
        for stripe in range(6):
            tint = shade if stripe % 2 else c.light
            left, right, lean = x + stripe * w / 6, x + (stripe + 1) * w / 6, 0.3 * w / 6
            c.shape([(left, 0.36), (right, 0.36), (right + lean, 0.52), (left - lean, 0.52)], tint)
        for _ in range(16):
            tint = c.chance.choice([c.light, c.middle, c.high])
            c.disc(x + c.chance.uniform(0.02, w - 0.02), c.chance.uniform(0.68, 0.78), 0.022, tint)


def bricks(c: Canvas) -> None:
    for row in range(16):
        for column in range(-1, 12):
            x = column / 11 + (row % 2) / 22
            tint = c.mix(c.far, c.middle, c.chance.uniform(0, 0.8))
            c.box(x + 0.003, row / 16 + 0.004, 1 / 11 - 0.006, 1 / 16 - 0.008, tint)
    c.oval(0.5, 0.6, 0.34, 0.7, c.near)
    c.box(0.33, 0.6, 0.34, 0.5, c.near)
    c.box(0.35, 0.62, 0.3, 0.5, c.mix(c.near, c.light, 0.75))
    c.oval(0.5, 0.61, 0.3, 0.62, c.mix(c.near, c.light, 0.75))


def books(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.mix(c.low, c.high, 0.4))
    for shelf in (0.34, 0.66, 0.98):
        books_on(c, shelf)
        c.box(0, shelf, 1, 0.025, c.near)


def ball(c: Canvas) -> None:
    c.hills(0.55, c.middle, 0.01)
    c.box(0, 0.6, 1, 0.5, c.mix(c.middle, c.near, 0.35))
    for x in (0.3, 0.7):
        c.line([(x, 0.72), (x, 0.36)], c.light, 0.012)
    c.line([(0.3, 0.36), (0.7, 0.36)], c.light, 0.012)
    for n in range(11):
        c.line([(0.3 + n * 0.04, 0.36), (0.3 + n * 0.04, 0.7)], c.light, 0.002, 130)
    x, y = c.chance.uniform(0.35, 0.65), 0.82
    c.disc(x, y, 0.08, c.light)
    for n in range(5):
        turn = n * math.tau / 5
        c.disc(x + 0.032 * math.cos(turn), y + 0.048 * math.sin(turn), 0.02, c.near)


def chart(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.light)
    for n in range(5):
        c.line([(0.1, 0.2 + n * 0.15), (0.92, 0.2 + n * 0.15)], c.high, 0.003)
    height = 0.2
    for n in range(8):
        height = min(0.62, max(0.08, height + c.chance.uniform(-0.08, 0.14)))
        c.box(0.14 + n * 0.1, 0.8 - height, 0.065, height, c.middle if n % 2 else c.far)
    c.line([(0.1, 0.8), (0.92, 0.8)], c.near, 0.006)


def clouds(c: Canvas) -> None:
    c.sun()
    for _ in range(7):
        x, y = c.chance.uniform(0, 1), c.chance.uniform(0.15, 0.7)
        for _ in range(6):
            c.oval(
                x + c.chance.uniform(-0.1, 0.1), y + c.chance.uniform(-0.02, 0.03), 0.16, 0.09, c.light, 150
            )
    c.hills(0.84, c.middle)


def rain(c: Canvas) -> None:
    c.hills(0.7, c.far)
    for n in range(6):
        house_at(c, 0.02 + n * 0.17, 0.86, 0.15, c.chance.uniform(0.16, 0.3))
    c.box(0, 0.86, 1, 0.2, c.near)
    for _ in range(240):
        x, y = c.chance.uniform(0, 1.1), c.chance.uniform(0, 1)
        c.line([(x, y), (x - 0.012, y + 0.05)], c.light, 0.003, 150)


def stars(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.near, 190)
    for _ in range(150):
        c.disc(c.chance.uniform(0, 1), c.chance.uniform(0, 0.8), c.chance.uniform(0.001, 0.005), c.light)
    c.disc(0.76, 0.24, 0.09, c.light)
    c.disc(0.735, 0.215, 0.085, c.mix(c.high, c.near, 0.75))
    c.hills(0.78, c.mix(c.near, c.middle, 0.4))
    for n in range(7):
        house_at(c, 0.02 + n * 0.14, 0.92, 0.12, c.chance.uniform(0.1, 0.2))


def geometry(c: Canvas) -> None:
    c.box(0, 0, 1, 1, c.mix(c.far, c.middle, 0.6))
    step = 0.25
    for row in range(6):
        for column in range(8):
            tint: Colour = c.light if (row + column) % 2 else c.mix(c.high, c.low, 0.4)
            star_at(c, column * step * c.height / c.width, row * step, step * 0.46, tint)
            star_at(c, column * step * c.height / c.width, row * step, step * 0.2, c.near)


def oud(c: Canvas) -> None:
    c.oval(0.5, 0.9, 0.9, 0.3, c.far)
    oud_at(c, c.chance.uniform(0.44, 0.56), 0.6, 0.5)


MOTIFS: dict[str, Callable[[Canvas], None]] = {
    drawn.__name__: drawn
    for drawn in (
        ball, bird, boat, books, bread, bricks, bridge, cat, chart, clouds, cup, fields, fish, geometry, lamp,
        market, oud, palms, rain, river, stars, tree,
    )
}  # fmt: skip
