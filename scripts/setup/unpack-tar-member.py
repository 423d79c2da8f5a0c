"""Unpack the only file of a tar archive.

usage: unpack-tar-member.py ARCHIVE OUT_FILE

Writes the content under the given name, so that names inside the archive do not matter.
"""

import shutil
import sys
import tarfile


def main():
    archive_path, out_path = sys.argv[1:]
    with tarfile.open(archive_path) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        if len(files) != 1:
            sys.exit("it holds %d files, not one" % len(files))
        with open(out_path, "wb") as out:
            shutil.copyfileobj(archive.extractfile(files[0]), out)


main()
