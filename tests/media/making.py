"""Media files as bytes: the headers of pictures, and recordings of silence."""

import io
import struct
import wave
import zlib
from pathlib import Path
from typing import Final

FILES: Final = Path(__file__).parent / "files"  # made once by libavcodec (audio, video) and Pillow (pictures)


def wav(seconds: int) -> bytes:
    """A recording of that length."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(1000)
        file.writeframes(b"\x80" * 1000 * seconds)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """Spec: PNG §5.2, §11.2.2 IHDR."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(width: int, height: int) -> bytes:
    """Spec: ITU T.81 §B.2.2, the header of a frame."""
    app0 = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8" + app0 + frame + b"\xff\xd9"


def gif(width: int, height: int) -> bytes:
    """Spec: GIF89a §18, the logical screen."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def svg(width: int, height: int) -> bytes:
    """Spec: SVG 2 §8.2."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>'.encode()


LFS: Final = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"
ANNEX: Final = b"/annex/objects/SHA256E-s12345--4d7a2146.mp3\n"
