"""The test's side of powerloss.c: sets when the power goes off and which calls fail, and finds what the disk then has."""

import ctypes
import mmap
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ["write", "sync", "open", "truncate", "read", "remove"]
HONEST, NORMAL, LATE = range(3)
SECTOR = 512


class Control(ctypes.LittleEndianStructure):
    """`struct control` of powerloss.c."""

    _fields_ = [(name, ctypes.c_uint64) for name in (
        "calls", "off_after", "honesty", "fault_kind", "fault_at", "fault_times", "fault_errno", "fired")] + [
        ("room", ctypes.c_int64), ("counts", ctypes.c_uint64 * len(KINDS)), ("fault_file", ctypes.c_char * 64),
        ("fired_file", ctypes.c_char * 64)]


def library(into):
    """Compiles powerloss.c with the C compiler that is here."""
    path = os.path.join(into, "powerloss.so")
    compiler = next((name for name in ("cc", "gcc", "clang") if shutil.which(name)), None)
    if compiler is None:
        sys.exit("No C compiler is here: install gcc or clang.")
    subprocess.run([compiler, "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", path,
                    os.path.join(HERE, "powerloss.c"), "-ldl"], check=True)
    return path


class Platter:
    """What a disk would hold of one data folder. It begins with all that the folder has now."""

    def __init__(self, folder, shim):
        self.folder = os.path.realpath(folder)
        self.place = self.folder + ".platter"
        self.shim = shim
        os.makedirs(self.folder, 0o700, exist_ok=True)
        shutil.rmtree(self.place, ignore_errors=True)
        os.mkdir(self.place)
        with open(os.path.join(self.place, "control"), "wb+") as file:
            file.write(bytes(ctypes.sizeof(Control)))
            file.flush()
            self.memory = mmap.mmap(file.fileno(), ctypes.sizeof(Control))
        self.control = Control.from_buffer(self.memory)
        self.control.room = -1
        self._adopt()

    def _adopt(self):
        self._adopt_folder(self.folder, "names")

    def _adopt_folder(self, folder, name):
        with open(os.path.join(self.place, name), "w") as names:
            for entry in os.scandir(folder):
                if entry.is_dir():
                    names.write(f"folder {entry.name}\n")
                    self._adopt_folder(entry.path, f"{name}.{entry.name}")
                elif not entry.name.endswith("-shm"):
                    shutil.copyfile(entry.path, self._image(entry.inode()))
                    names.write(f"{entry.inode()} {entry.name}\n")

    @property
    def environment(self):
        return {"LD_PRELOAD": self.shim, "PLATTER": self.place, "PLATTER_FOLDER": self.folder}

    def fail(self, kind, at, number, times=1, file=""):
        """Lets the `at`-th call of a kind from now on fail with an errno."""
        self.control.fault_kind = KINDS.index(kind)
        self.control.fault_at = self.control.counts[KINDS.index(kind)] + at
        self.control.fault_times = times
        self.control.fault_errno = number
        self.control.fault_file = file.encode()
        self.control.fired = 0

    def stop_failing(self):
        self.control.fault_at = 0

    def cut_power_after(self, calls):
        """The process is killed before that many writes, syncs and cuts from now on; 0 is never."""
        self.control.off_after = self.control.calls + calls if calls else 0

    def power_on(self, chance):
        """Puts into the folder what the disk has: all that was synced, and of the rest whatever the chance left.

        The process must be dead. Of a write that no sync covered any sectors may have arrived, or none.
        """
        shutil.rmtree(self.folder)
        self._restore(self.folder, "names", chance)
        for name in os.listdir(self.place):
            if name != "control":
                os.remove(os.path.join(self.place, name))
        self.control.off_after = 0
        self._adopt()

    def _restore(self, folder, name, chance):
        os.mkdir(folder, 0o700)
        if not os.path.exists(os.path.join(self.place, name)):
            return
        with open(os.path.join(self.place, name)) as names:
            files = [line.rstrip("\n").split(" ", 1) for line in names]
        for inode, entry in files:
            target = os.path.join(folder, entry)
            if inode == "folder":
                self._restore(target, f"{name}.{entry}", chance)
                continue
            image = self._image(inode)
            if os.path.exists(image):
                shutil.copyfile(image, target)
            else:
                open(target, "w").close()
            os.chmod(target, 0o400 if entry.endswith(".key") else 0o600)
            self._tear(image + ".notes", target, chance)

    def _tear(self, notes, target, chance):
        if not os.path.exists(notes):
            return
        fate = chance.random()
        if fate < 0.3:
            return
        with open(notes, "rb") as source, open(target, "r+b") as file:
            data = source.read()
            at = 0
            limit = len(data) * (1 if fate < 0.6 else chance.random())
            while at < limit and at + 16 <= len(data):
                offset, length = int.from_bytes(data[at:at + 8], "little"), int.from_bytes(data[at + 8:at + 16], "little")
                at += 16
                if length == 2 ** 64 - 1:
                    if fate < 0.6 or chance.random() < 0.5:
                        file.truncate(offset)
                    continue
                part = data[at:at + length]
                at += length
                for start in range(0, len(part), SECTOR):
                    if fate < 0.6 or chance.random() < 0.5:
                        file.seek(offset + start)
                        file.write(part[start:start + SECTOR])

    def _image(self, inode):
        return os.path.join(self.place, f"i{inode}")

    def close(self):
        del self.control
        self.memory.close()
        shutil.rmtree(self.place, ignore_errors=True)
