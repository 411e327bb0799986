"""A machine whose clock and disk do as a test says, for one program: see preload.c."""

import errno
import os
import pathlib
import shutil
import struct
import subprocess
import time


class Machine:
    """Give `settings` to a portal; what is set later acts at once."""

    SIZE = 8 + 8 + 1024

    def __init__(self, folder):
        self.control = pathlib.Path(folder) / "control"
        self.control.write_bytes(bytes(self.SIZE))
        self.library = self.build(pathlib.Path(folder))
        self.ahead = 0

    @staticmethod
    def build(folder):
        source = pathlib.Path(__file__).parent / "preload.c"
        library = folder / "preload.so"
        # clang comes with Swift, whatever else there is.
        compiler = shutil.which("clang") or shutil.which("cc")
        assert compiler, "there is no C compiler; Swift's folder is to be in PATH, where clang lies"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        return library

    @property
    def settings(self):
        return {"LD_PRELOAD": str(self.library), "FAULTS_CONTROL": str(self.control)}

    def put(self, offset, content):
        with open(self.control, "r+b") as file:
            file.seek(offset)
            file.write(content)

    # The clock

    def advance(self, hours=0, seconds=0):
        """Backward where it is negative."""
        self.ahead += int(hours * 3600 + seconds)
        self.put(0, struct.pack("q", self.ahead))

    def now(self):
        """As the program sees it, in seconds."""
        return time.time() + self.ahead

    # The disk

    def break_disk(self, folder, failure=errno.EROFS):
        """Whatever is written below `folder` fails from now on: read-only, or full with `errno.ENOSPC`."""
        self.put(16, os.fsencode(f"{folder}\0"))
        self.put(8, struct.pack("q", failure))

    def mend_disk(self):
        self.put(8, struct.pack("q", 0))
