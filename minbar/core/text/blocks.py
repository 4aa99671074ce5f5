"""Rearranging an article's parsed blocks: pictures and videos get blocks of their own, every block a
direction.
"""

from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token

from minbar.core.bidi import Direction, paragraph_direction
from minbar.core.text.markdown import picture_name
from minbar.core.text.video import video_of

__all__ = ["block_of", "direct", "lines_apart", "lines_of", "text_of"]

_CONTAINERS: Final = {"bullet_list", "ordered_list", "blockquote", "table"}


def text_of(inline: Token) -> str:
    """What is read in a line: no markup, no addresses of links."""
    return "".join(
        "\n" if child.type in {"softbreak", "hardbreak"} else child.content
        for child in inline.children or []
        if child.type != "image"
    )


def lines_of(inline: Token) -> list[list[Token]]:
    """The children of a paragraph, line by line; a break inside emphasis or a link does not divide."""
    lines: list[list[Token]] = [[]]
    depth = 0
    for child in inline.children or []:
        depth += child.nesting
        if child.type in {"softbreak", "hardbreak"} and depth == 0:
            lines.append([])
        else:
            lines[-1].append(child)
    return lines


def block_of(line: list[Token]) -> Token | None:
    """The figure or video card that a line becomes when a picture or a link to a video is all it holds."""
    held = [child for child in line if child.type != "text" or child.content.strip()]
    if len(held) == 1 and held[0].type == "image" and picture_name(held[0]):
        return Token("figure", "", 0, block=True, children=held)
    is_link = bool(held) and held[0].type == "link_open" and held[-1].type == "link_close"
    address = held[0].content if len(held) == 1 and held[0].type == "address" else ""
    if is_link and sum(child.type == "link_open" for child in held) == 1:
        address = str(held[0].attrs.get("href", ""))
    video = video_of(address) if address else None
    if video is None:
        return None
    title = "".join(child.content for child in held[1:-1]) if is_link and held[0].markup != "autolink" else ""
    return Token("video", "", 0, block=True, content=title, meta={"video": video})


def lines_apart(tokens: list[Token]) -> Iterator[Token]:
    """The tokens, with lines that are a picture or a video taken out of their paragraphs."""
    skip_until = 0
    for index, token in enumerate(tokens):
        if index < skip_until:
            continue
        if token.type != "paragraph_open":
            yield token
            continue
        skip_until = index + 3
        inline, closing = tokens[index + 1], tokens[index + 2]
        prose: list[Token] = []
        for line in lines_of(inline):
            block = block_of(line)
            if block is None:
                prose += [Token("softbreak", "br", 0), *line] if prose else line
                continue
            yield from _paragraph(token, prose, closing)
            prose = []
            yield block
        yield from _paragraph(token, prose, closing)


def _paragraph(opening: Token, children: list[Token], closing: Token) -> list[Token]:
    if not children:
        return []
    return [
        opening.copy(attrs={}),
        Token("inline", "", 0, children=children, level=opening.level + 1),
        closing,
    ]


def direct(tokens: list[Token], language: str | None, default: Direction | None) -> None:
    """Gives each block its direction, and each text the direction of its block.

    A list, quotation or table runs as the first line in it. In a list without paragraphs an item of the other
    direction stays in its place and only its words are turned, or its bullet would fall out of the margin.
    """
    containers: list[Token] = []
    for index, token in enumerate(tokens):
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _CONTAINERS:
            containers.append(token) if token.nesting == 1 else containers.pop()
        elif token.type == "figure":
            caption = str((token.children or [token])[0].attrs.get("title", ""))
            token.meta["direction"] = paragraph_direction(caption, language) or default
        elif token.type == "inline":
            way = paragraph_direction(text_of(token), language)
            around = next(
                (str(outer.attrs["dir"]) for outer in reversed(containers) if "dir" in outer.attrs), None
            )
            way = way or ("rtl" if around == "rtl" else "ltr" if around == "ltr" else default)
            if way is None:
                continue
            for outer in containers:
                outer.attrs.setdefault("dir", way)
            opening = tokens[index - 1]
            if opening.hidden and containers[-1].attrs["dir"] != way:
                _turn(token, way)
            elif not opening.hidden:
                opening.attrSet("dir", way)
            _mark(token.children or [], way)


def _turn(inline: Token, way: Direction) -> None:
    opening = Token("bdi_open", "bdi", 1, attrs={"dir": way})
    inline.children = [opening, *(inline.children or []), Token("bdi_close", "bdi", -1)]


def _mark(children: list[Token], way: Direction) -> None:
    in_link = 0
    for child in children:
        in_link += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        child.meta |= {"direction": way, "in_link": bool(in_link)}
