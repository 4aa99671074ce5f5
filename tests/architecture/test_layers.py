"""The house keeps its shape: imports and foreign keys point downwards, files stay small."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignObject, Model

from bin.tables import ROOT, layers

LONGEST = 400
RANK = {name: rank for rank, names in enumerate(reversed(layers())) for name in names}


def part_of(model: type[Model]) -> str | None:
    """The folder of minbar/ a model lives in; None for a library's."""
    package, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if package == "minbar" else None


def test_imports_go_only_downwards() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_foreign_keys_point_to_the_same_app_or_downwards() -> None:
    upward = []
    for model in apps.get_models(include_auto_created=True):
        here = part_of(model)
        for field in model._meta.get_fields():
            # A string such as "posts.Post" was resolved to the model when Django loaded the apps.
            if here is None or not isinstance(field, ForeignObject) or field.model is not model:
                continue
            target = field.related_model
            there = part_of(target) if isinstance(target, type) else None
            if there and there != here and RANK[there] >= RANK[here]:
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert upward == []


def test_every_app_has_its_place_among_the_layers() -> None:
    ours = [
        config.name.removeprefix("minbar.")
        for config in apps.get_app_configs()
        if config.name.startswith("minbar.")
    ]
    assert set(ours) <= set(RANK)


def test_no_source_file_is_longer_than_400_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for folder in ("minbar", "bench", "bin")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > LONGEST
    ]
    assert long == []


def test_no_file_is_a_grab_bag() -> None:
    banned = {"utils.py", "helpers.py", "services.py", "common.py"}
    assert [str(path) for path in (ROOT / "minbar").rglob("*.py") if path.name in banned] == []
