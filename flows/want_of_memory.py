"""Want of memory, in the forms in which Python and the system tell of it."""

import errno

_WORDS = (
    "can't start new thread",
    "Failed to launch worker thread",
    "failed to map segment from shared object",
)
"""What Python, Arrow and the loader say where there is no room for a thread's stack or for a library."""


def is_want_of_memory(error: BaseException | None) -> bool:
    """Whether an error, or what it came of, says that there is not enough memory."""
    while error is not None:
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
            return True
        if isinstance(error, RuntimeError | OSError | ImportError) and any(
            word in str(error) for word in _WORDS
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def pass_on_want_of_memory(error: Exception) -> None:
    """Raise MemoryError where that is what is wrong: what is sound must not be taken for damaged, or gone, because memory is short.

    Arrow's own error of it is one of its other errors too.
    """
    if is_want_of_memory(error):
        raise MemoryError(str(error)) from error
