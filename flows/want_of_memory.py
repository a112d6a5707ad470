"""Want of memory, in the forms in which Python and the system tell of it."""

import errno

_NO_THREAD = "can't start new thread"
"""What Python says where there is no room for a thread's stack."""


def is_want_of_memory(error: BaseException | None) -> bool:
    """Whether an error, or what it came of, says that there is not enough memory."""
    while error is not None:
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
            return True
        if isinstance(error, RuntimeError) and str(error) == _NO_THREAD:
            return True
        error = error.__cause__ or error.__context__
    return False
