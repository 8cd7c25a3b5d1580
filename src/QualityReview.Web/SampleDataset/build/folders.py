"""Where the packages lie unpacked, and their files in a fixed order."""
import functools
from pathlib import Path

from packages import BY_NAME, SOURCE_FOLDERS, holder

_root = None


def use(root):
    """Names the folder that README.md says how to fill: debian/NAME, source/NAME, npm/node_modules/NAME."""
    global _root
    _root = Path(root)


def folder(name):
    """The folder that a package is unpacked in."""
    registry, inside = BY_NAME[name].registry, holder(name)
    if registry == "debian":
        return _root / "debian" / inside
    if registry == "debian source":
        return next((_root / "source").glob(f"{SOURCE_FOLDERS.get(inside, inside)}-[0-9.]*"))
    return _root / "npm" / "node_modules" / inside


@functools.lru_cache(maxsize=None)
def files(name, pattern):
    """The real files (no links) of a package that match a pattern, sorted."""
    return sorted(f for f in folder(name).glob(pattern) if f.is_file() and not f.is_symlink())


def relative(name, path):
    """A file's path inside its package."""
    return str(path.relative_to(folder(name)))
