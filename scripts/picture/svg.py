"""Turns the text of a terminal window with its colours (SGR sequences) on standard input into SVG."""

import html
import re
import sys
import unicodedata

WIDTH, HEIGHT, MARGIN = 8.4, 18, 16
BACKGROUND, FOREGROUND = "#1d1f21", "#d0d4d8"
COLOURS = ["#5c6370", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d0d4d8"]


def apply(codes, style):
    """The style after an SGR sequence."""
    style = dict(style)
    for code in (int(c or 0) for c in codes.split(";")):
        if code == 0:
            style = {}
        elif code == 1:
            style["font-weight"] = "bold"
        elif code == 2:
            style["opacity"] = "0.6"
        elif code == 4:
            style["text-decoration"] = "underline"
        elif code == 7:
            style["reversed"] = "1"
        elif code == 22:
            style.pop("font-weight", None)
            style.pop("opacity", None)
        elif code == 24:
            style.pop("text-decoration", None)
        elif code == 27:
            style.pop("reversed", None)
        elif 30 <= code <= 37:
            style["fill"] = COLOURS[code - 30]
        elif code == 39:
            style.pop("fill", None)
        elif 90 <= code <= 97:
            style["fill"] = COLOURS[code - 90]
    return style


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


lines = sys.stdin.read().rstrip("\n").split("\n")
body = []
widest = 0
style = {}
for number, line in enumerate(lines):
    column = 0
    y = MARGIN + HEIGHT * (number + 0.8)
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if piece.startswith("\x1b["):
            style = apply(piece[2:-1], style)
            continue
        if piece.strip() or "reversed" in style and piece:
            x = MARGIN + WIDTH * column
            drawn = {"fill": FOREGROUND, **style}
            if drawn.pop("reversed", None):
                body.append(
                    f'<rect x="{x:.1f}" y="{y - 14:.1f}" width="{WIDTH * columns(piece):.1f}" height="{HEIGHT}"'
                    f' fill="{drawn["fill"]}"/>'
                )
                drawn["fill"] = BACKGROUND
            attributes = " ".join(f'{key}="{value}"' for key, value in drawn.items())
            body.append(
                f'<text x="{x:.1f}" y="{y:.1f}" textLength="{WIDTH * columns(piece):.1f}"'
                f' lengthAdjust="spacingAndGlyphs" {attributes}>'
                # Some programs that show SVG draw several blanks as one.
                f"{html.escape(piece).replace(' ', chr(0xA0))}</text>"
            )
        column += columns(piece)
    widest = max(widest, column)

width, height = WIDTH * widest + 2 * MARGIN, HEIGHT * len(lines) + 2 * MARGIN
print(
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
    f' font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14">'
)
print(f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>')
print("\n".join(body))
print("</svg>")
