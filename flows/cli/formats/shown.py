"""Text of files as it is shown: on one line, with nothing in it that a terminal or a program would act upon."""


def shown(text: str) -> str:
    """A text whose characters that cannot be printed are escapes; the bytes of a name that is not UTF-8 too."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text
    )
