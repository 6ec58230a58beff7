"""Makers of sound: a WAV by the standard library, and the smallest MP3 and M4A that programs recognise."""

import io
import struct
import wave
from typing import Final

RATE: Final = 8_000  # samples a second, of the WAV
_FRAME: Final = bytes.fromhex("fffb10c4") + bytes(
    100
)  # MPEG 1 layer III, 32 kbit/s, 44.1 kHz, mono: 1,152 silent samples
_FRAMES_A_SECOND: Final = 44_100 / 1_152


def wav(seconds: int) -> bytes:
    """Silence of so many seconds as WAV."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(b"\x80" * RATE * seconds)
    return out.getvalue()


def mp3(seconds: int) -> bytes:
    """Silence of so many seconds as MP3, with a constant rate: each frame has 104 bytes."""
    return _FRAME * round(seconds * _FRAMES_A_SECOND)


def m4a(seconds: int) -> bytes:
    """A box of each kind that gives a file its type and its duration, and no sound. Spec: ISO/IEC 14496-12."""
    header = struct.pack(">IIIII", 0, 0, 0, 1_000, seconds * 1_000) + struct.pack(">IHH8x", 0x10000, 0x100, 0)
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    movie = _box(b"mvhd", header + matrix + bytes(24) + struct.pack(">I", 2))
    return _box(b"ftyp", b"M4A \0\0\0\0M4A mp42isom") + _box(b"moov", movie) + _box(b"mdat", b"")


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content
