"""Pictures for the town, drawn from a motif, a palette and a seed; the same three give the same picture."""

import io
import random

from PIL import Image

from minbar.demo.pictures.canvas import PALETTES, Canvas
from minbar.demo.pictures.motifs import MOTIFS


def draw(motif: str, palette: str, seed: int, size: tuple[int, int] = (1200, 800)) -> bytes:
    """A PNG. Unknown motifs are drawn as geometry, unknown palettes in river colours."""
    chance = random.Random(f"{motif}/{palette}/{seed}")  # noqa: S311 - a picture, no secret
    canvas = Canvas(size, PALETTES.get(palette, PALETTES["river"]), chance)
    MOTIFS.get(motif, MOTIFS["geometry"])(canvas)
    picture = canvas.image.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False, compress_level=4)
    return out.getvalue()
