"""OpenCV's threads and the network's leave the processor to those who wait."""

from __future__ import annotations

import os
import threading

import cv2
import pytest

from posecheck.estimators.mediapipe import MediaPipeEstimator
from posecheck.estimators.threads import VARIABLE, OpenCvThreads, work_in_batches


@pytest.fixture
def three_threads():
    before = cv2.getNumThreads()
    cv2.setNumThreads(3)
    yield
    cv2.setNumThreads(before)


@pytest.mark.usefixtures("three_threads")
def test_opencv_has_its_threads_again_when_the_last_one_lets_go():
    threads = OpenCvThreads()
    threads.hold_back()
    threads.hold_back()
    assert cv2.getNumThreads() == 1
    threads.let_go()
    assert cv2.getNumThreads() == 1
    threads.let_go()
    assert cv2.getNumThreads() == 3


@pytest.mark.usefixtures("three_threads")
def test_a_loaded_network_holds_opencv_back_until_it_is_closed_once():
    estimator = MediaPipeEstimator("lite")
    assert cv2.getNumThreads() == 1
    estimator.close()
    estimator.close()
    assert cv2.getNumThreads() == 3


@pytest.mark.parametrize("chosen", [None, "3"])
def test_the_pose_librarys_own_opencv_gets_one_thread_unless_the_user_has_chosen(monkeypatch, chosen):
    monkeypatch.delenv(VARIABLE, raising=False)
    if chosen:
        monkeypatch.setenv(VARIABLE, chosen)
    estimator = MediaPipeEstimator("lite")
    assert os.environ[VARIABLE] == (chosen or "1")
    estimator.close()
    assert os.environ.get(VARIABLE) == chosen


@pytest.mark.skipif(not hasattr(os, "SCHED_BATCH"), reason="this system has no such kind of thread")
def test_working_in_batches_is_for_the_thread_that_asks_alone():
    kinds, before = [], os.sched_getscheduler(0)

    def ask():
        work_in_batches()
        kinds.append(os.sched_getscheduler(0))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert kinds == [os.SCHED_BATCH if before == os.SCHED_OTHER else before]
    assert os.sched_getscheduler(0) == before
