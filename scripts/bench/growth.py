"""Draws how the cost grows: videos of an account that are read, and bytes of a file that is sent."""

import math
import os
import pathlib
import tempfile

import measure
import servers
from measure import turns

VIDEOS = [1, 10, 100, 1000, 10_000]
SIZES = [1 << 20, 8 << 20, 64 << 20, 512 << 20, 4 << 30, 8 << 30]


def videos():
    points = []
    script = "for v in vimeo.each('/me/videos') do end"
    for count in VIDEOS:
        with servers.sandbox("--videos", str(count)) as server:
            (runs,) = turns([[measure.PROGRAM, "-e", script]], server, rounds=3)
            points.append((count, sorted(run.seconds for run in runs)[1]))
    return points


def uploads():
    points = []
    with tempfile.TemporaryDirectory() as folder, servers.sandbox() as server:
        for size in SIZES:
            # A file with holes: the disk does not matter.
            path = os.path.join(folder, f"{size}.mp4")
            with open(path, "wb") as file:
                file.truncate(size)
            command = servers.emptied(server, [measure.PROGRAM, "-e", f"vimeo.upload('{path}')"])
            (runs,) = turns([command], server, rounds=1 if size > 1 << 30 else 3)
            points.append((size, sorted(run.seconds for run in runs)[len(runs) // 2]))
    return points


def label(value, unit):
    if unit == "videos":
        return f"{value:,}"
    return f"{value >> 30} GB" if value >= 1 << 30 else f"{value >> 20} MB"


def panel(points, unit, title, left):
    """One diagram, both axes logarithmic."""
    width, height, top = 300, 180, 40
    xs = [math.log10(x) for x, _ in points]
    low, high = math.floor(math.log10(min(y for _, y in points))), math.ceil(math.log10(max(y for _, y in points)))
    def x(value):
        return left + (math.log10(value) - xs[0]) / (xs[-1] - xs[0]) * width
    def y(value):
        return top + height - (math.log10(value) - low) / max(high - low, 1) * height
    parts = [f'<text x="{left}" y="20" font-weight="bold">{title}</text>']
    for power in range(low, high + 1):
        at = y(10.0**power)
        name = f"{10**power} s" if power >= 0 else f"{10 ** (power + 3)} ms"
        parts.append(f'<line x1="{left}" y1="{at:.1f}" x2="{left + width}" y2="{at:.1f}" stroke="#ccc"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{name}</text>')
    line = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#1a7fd4" stroke-width="2"/>')
    for a, b in points:
        parts.append(f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="#1a7fd4"/>')
        parts.append(f'<text x="{x(a):.1f}" y="{top + height + 18}" text-anchor="middle">{label(a, unit)}</text>')
    return "\n".join(parts)


def draw(path):
    left = panel(videos(), "videos", "Reading all videos of an account", 60)
    right = panel(uploads(), "bytes", "Uploading a file", 460)
    pathlib.Path(path).write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 790 250" font-family="sans-serif" font-size="11" fill="#555">\n'
        f'<rect width="790" height="250" fill="#fff"/>\n{left}\n{right}\n</svg>\n'
    )
