"""Static files named by their content, our own scripts' imports of each other too."""

from typing import ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

_IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Django's own switch takes in every library's scripts; one of them imports a file it does not ship."""

    patterns: ClassVar = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", _IMPORTS))
