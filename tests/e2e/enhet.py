"""A service manager: runs a unit's lines, listens at NOTIFY_SOCKET, signals. Arguments: DIR EXECSTARTPRE EXECSTART EXECRELOAD.

As with NotifyAccess=main, a word from another process than the one that was started counts as none.
"""
import os
import pwd
import re
import shlex
import signal
import socket
import struct
import subprocess
import sys

directory, check, start, reload_ = sys.argv[1:]
log = os.path.join(directory, "log")
# The unit has User=; a root's test runs it as the user that PostgreSQL may run as.
who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def listener(name):
    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    s.bind(name)
    if who and not name.startswith("\0"):
        os.chown(name, pwd.getpwnam("postgres").pw_uid, -1)
    return s


def heard(s, pid, seconds):
    """The next word of the process itself."""
    s.settimeout(seconds)
    while True:
        text, ancillary, _, _ = s.recvmsg(4096, socket.CMSG_SPACE(12))
        sender = next(struct.unpack("iII", data)[0] for level, kind, data in ancillary if kind == socket.SCM_CREDENTIALS)
        if sender == pid:
            return text


def port():
    return int(re.findall(r"listening on 127\.0\.0\.1:(\d+)", open(log).read())[-1])


def run(name, environment):
    s = listener(name)
    with open(log, "w") as out:
        daemon = subprocess.Popen(shlex.split(start), stderr=out, stdin=subprocess.DEVNULL, env={**os.environ, "NOTIFY_SOCKET": environment}, **who)
    assert heard(s, daemon.pid, 570) == b"READY=1"
    socket.create_connection(("127.0.0.1", port()), timeout=30).close()
    assert "serving as" in open(log).read()
    subprocess.run(shlex.split(reload_.replace("$MAINPID", str(daemon.pid))), check=True)
    while "SIGHUP: " not in open(log).read():
        assert daemon.poll() is None
    daemon.send_signal(signal.SIGTERM)
    assert heard(s, daemon.pid, 60) == b"STOPPING=1"
    assert daemon.wait(60) == 0, daemon.returncode


subprocess.run(shlex.split(check), check=True, stdout=subprocess.DEVNULL, **who)
run(os.path.join(directory, "run", "notify"), os.path.join(directory, "run", "notify"))
run("\0omstilling-enhet-%d" % os.getpid(), "@omstilling-enhet-%d" % os.getpid())
print("ok")
