"""Files to hand over to a person."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from bot.exchange.refusal import Refusal


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over."""

    name: str
    content: bytes


def fitting(file: File, size_limit: int, too_large: str) -> File:
    """The file, zipped where it is larger than the limit; raises a Refusal in these words where that does not help."""
    if len(file.content) <= size_limit:
        return file
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(file.name, file.content)
    zipped = buffer.getvalue()
    if len(zipped) > size_limit:
        raise Refusal(too_large)
    return File(f"{PurePath(file.name).stem}.zip", zipped)
