"""Stream one wheel, named exactly, from the package index into a file, continuing a partial one.

usage: fetch-wheel.py PIP_FOLDER PART_FILE PROJECT WHEEL_FILE_NAME

The link is looked up, and the bytes are streamed, by pip's own classes from PIP_FOLDER, so that the
user's index, proxy, certificates and credentials hold without this project knowing any of them.
pip's own download command cannot continue a partial file, which is why it is not simply called.

Writes one JSON object a line to stdout: {"kind": "size", "bytes"}, {"kind": "progress", "bytes"},
{"kind": "retry", "why"}, {"kind": "failure", "reason", "why"}, {"kind": "done"}.
Ends by itself when its standard input closes, which happens when the set-up is killed.
"""

import errno
import json
import logging
import os
import sys
import threading
import time

RETRIES_WITHOUT_A_BYTE = 5
CHUNK_BYTES = 1 << 18
SECONDS_BETWEEN_PROGRESS = 0.2
DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS, errno.EIO)


def tell(kind, **fields):
    print(json.dumps({"kind": kind, **fields}), flush=True)


def fail(reason, why):
    tell("failure", reason=reason, why=str(why))
    sys.exit(1)


def end_with_parent():
    while os.read(0, 4096):
        pass
    os._exit(130)


class RememberWarnings(logging.Handler):
    """Keeps pip's warnings: they say why an index could not be read, which pip does not raise."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


def total_bytes(response, start):
    content_range = response.headers.get("Content-Range", "")
    if "/" in content_range and not content_range.endswith("*"):
        return int(content_range.rsplit("/", 1)[1])
    length = response.headers.get("Content-Length")
    return start + int(length) if length else None


def stream_once(session, url, part_file):
    """Appends what is missing; returns True when the server has nothing more to send."""
    start = os.path.getsize(part_file) if os.path.exists(part_file) else 0
    headers = {"Accept-Encoding": "identity"}
    if start:
        headers["Range"] = "bytes=%d-" % start
    response = session.get(url, headers=headers, stream=True)
    if response.status_code == 416:
        return True
    response.raise_for_status()
    if response.status_code != 206:
        start = 0
    total = total_bytes(response, start)
    if total is not None:
        tell("size", bytes=total)
    written = start
    told = 0.0
    with open(part_file, "r+b" if start else "wb") as out:
        out.seek(start)
        for chunk in response.iter_content(CHUNK_BYTES):
            out.write(chunk)
            written += len(chunk)
            now = time.monotonic()
            if now - told >= SECONDS_BETWEEN_PROGRESS:
                out.flush()
                tell("progress", bytes=written)
                told = now
        out.flush()
        os.fsync(out.fileno())
    tell("progress", bytes=written)
    return total is None or written >= total


def stream_all(session, url, part_file):
    failures = 0
    while True:
        before = os.path.getsize(part_file) if os.path.exists(part_file) else 0
        why = "the connection ended early"
        try:
            if stream_once(session, url, part_file):
                return
        except OSError as problem:  # the errors of requests and of sockets are OSErrors
            if problem.errno in DISK_ERRORS:
                fail("disk", problem)
            status = getattr(getattr(problem, "response", None), "status_code", 0)
            if 400 <= status < 500:  # a server that refuses will refuse again
                fail("refused", problem)
            why = str(problem)
        except Exception as problem:  # urllib3's own errors while reading a body are not
            if not type(problem).__module__.startswith("pip._vendor.urllib3"):
                raise
            why = str(problem)
        now = os.path.getsize(part_file) if os.path.exists(part_file) else 0
        failures = 0 if now > before else failures + 1
        if failures >= RETRIES_WITHOUT_A_BYTE:
            fail("connection", why)
        tell("retry", why=why)
        time.sleep(min(2 ** failures, 15))


def target_of(file_name):
    """pip's options for the Python and system in a wheel's name, which need not be those at hand."""
    python, abi, platforms = file_name[: -len(".whl")].split("-")[-3:]
    if platforms == "any":
        return []
    options = ["--platform", platforms.split(".")[0]]
    if abi != "none":
        version = "%s.%s" % (python[2], python[3:])
        options += ["--implementation", python[:2], "--python-version", version, "--abi", abi]
    return options


def main():
    pip_folder, part_file, project, file_name = sys.argv[1:]
    threading.Thread(target=end_with_parent, daemon=True).start()
    sys.path.insert(0, pip_folder)
    from pip._internal.cli.cmdoptions import make_target_python
    from pip._internal.commands import create_command

    warnings = RememberWarnings()
    logging.getLogger("pip").addHandler(warnings)
    arguments = ["--no-deps", "--only-binary=:all:", "--no-input", "--no-cache-dir"]
    arguments += ["--disable-pip-version-check"] + target_of(file_name)
    command = create_command("download")
    options, _ = command.parse_args(arguments + [project])
    with command.main_context():
        session = command.get_default_session(options)
        finder = command._build_package_finder(
            options=options, session=session, target_python=make_target_python(options)
        )
        links = [candidate.link for candidate in finder.find_all_candidates(project)]
        chosen = [link for link in links if link.filename == file_name]
        if not chosen:
            if links or not warnings.messages:
                fail("absent", "the package index does not have it")
            fail("index", warnings.messages[-1])
        stream_all(session, chosen[0].url_without_fragment, part_file)
    tell("done")


main()
