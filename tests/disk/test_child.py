"""Processes answer, fail, are bounded and end."""

import os
import signal

import pytest

from webapp.disk.child import CAN_FORK, Child, ChildEnded, ChildLate, Program, ready, together

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="Windows has no processes like these.")


def double(asker):
    while True:
        asker.send(asker.recv() * 2)


def fail(asker):
    raise OSError(28, "No space left on device", "a file")


def end_at_once(asker):
    os._exit(9)


def say_niceness(asker):
    asker.send(os.nice(0))


def start_another(asker):
    with Child(double) as child:
        child.send(4)
        asker.send(child.receive())


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("is_forked", [True, False])
class TestChild:
    def test_answers(self, is_forked):
        """
        A process does what it is asked, one after the other.
        """
        with Child(double, is_forked=is_forked) as child:
            child.send(2)
            child.send("ab")

            assert [child.receive(), child.receive()] == [4, "abab"]

    def test_failure(self, is_forked):
        """
        What failed there fails here.
        """
        with (
            Child(fail, is_forked=is_forked) as child,
            pytest.raises(OSError, match="No space left on device: 'a file'"),
        ):
            child.receive()

    def test_ended(self, is_forked):
        """
        That a process was ended is told apart from an answer.
        """
        with Child(end_at_once, is_forked=is_forked) as child, pytest.raises(ChildEnded):
            child.receive()

    def test_end(self, is_forked):
        """
        Afterwards the process is gone.
        """
        with Child(double, is_forked=is_forked) as child:
            pid = child.pid
            assert is_running(pid)

        assert not is_running(pid)


class TestTogether:
    def test_ready(self):
        """
        Whoever has answered is given, and all are gone afterwards.
        """
        with together(Child(double, is_forked=True) for _ in range(3)) as children:
            children[1].send(1)
            assert ready(children) == [children[1]]
            pids = [child.pid for child in children]

        assert [pid for pid in pids if is_running(pid)] == []

    def test_one_that_cannot_be_started(self):
        """
        If the second cannot be started, the first one ends.
        """
        started = []

        def start():
            started.append(Child(double, is_forked=True))
            yield started[0]
            raise OSError("no more processes")

        with pytest.raises(OSError, match="no more processes"), together(start()):
            pass

        assert not is_running(started[0].pid)


class TestKinds:
    def test_nice(self):
        """
        One that works beside readers gives way to them.
        """
        with Child(say_niceness, is_forked=True, is_nice=True) as child:
            assert child.receive() > os.nice(0)

    def test_children_of_children(self):
        """
        One that may have children starts them.
        """
        with Child(start_another, has_children=True) as child:
            assert child.receive() == 8

    def test_parent_is_killed(self):
        """
        A process ends when the one is killed that started it, though a sister of it lives on.
        """
        reader, writer = os.pipe()
        parent = os.fork()
        if parent == 0:
            children = [Child(double, is_forked=True) for _ in range(2)]
            os.write(writer, b"2" if len(children) == 2 else b"?")
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(parent, 0)
        os.close(writer)

        # All of them hold the pipe: it ends with the last.
        with os.fdopen(reader, "rb") as pipe:
            assert pipe.read() == b"2"


class TestProgram:
    def test_too_late(self):
        """
        One that does not answer in time is killed.
        """
        program = Program("this", [], 0.0, 100)
        with pytest.raises(ChildLate):
            program.ask(b"?\n")

        assert program.pid == 0

    def test_no_answer(self):
        """
        One that ends in the place of an answer is told apart, and the next question starts another.
        """
        program = Program("webapp.no_such_module", [], 20.0, 100)
        for _ in range(2):
            with pytest.raises(ChildEnded):
                program.ask(b"?\n")

        assert program.pid == 0
