"""Exit statuses, output names, and what goes to stdout."""

import json

import pytest

from posecheck import api
from posecheck.errors import ModelError

BIRD_DOG = ("--exercise", "bird_dog")


def test_one_video_is_told_in_words(run, analysis):
    done = run("analyze", "clip.mp4", *BIRD_DOG)
    assert done.exit_code == 0
    assert "2 repetitions (1 left, 1 right)" in done.stdout


def test_json_on_stdout_is_json_alone(run, analysis):
    done = run("analyze", "clip.mp4", *BIRD_DOG, "--json", "-")
    assert json.loads(done.stdout)["summary"]["reps"] == 2
    assert "2 repetitions" in done.stderr
    assert analysis.calls[0][1].json is None


def test_an_unreadable_video_is_one_line_and_status_1(run, analysis):
    done = run("analyze", "bad.mp4", *BIRD_DOG)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == "Error: bad.mp4 is not a video. Give a video file\n"


def test_one_bad_video_does_not_stop_the_rest(run, analysis, tmp_path):
    done = run("analyze", "a.mp4", "bad.mp4", "empty.mp4", "c.mp4", *BIRD_DOG, "--out", tmp_path)
    assert [name for name, _ in analysis.calls] == ["a.mp4", "bad.mp4", "empty.mp4", "c.mp4"]
    assert done.exit_code == 1
    assert done.stdout.count("2 repetitions") == 2


def test_a_video_that_may_not_be_read_does_not_stop_the_rest(run, analysis, monkeypatch, tmp_path):
    (tmp_path / "locked.mp4").write_bytes(b"x")
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    run("analyze", tmp_path / "locked.mp4", "c.mp4", *BIRD_DOG)
    assert [name for name, _ in analysis.calls] == ["locked.mp4", "c.mp4"]


def test_a_crash_in_one_video_does_not_stop_the_rest(run, monkeypatch, two_reps):
    def crash(path, *_, **__):
        if path.name == "a.mp4":
            raise ZeroDivisionError("division by zero")
        return two_reps

    monkeypatch.setattr(api, "analyze", crash)
    done = run("analyze", "a.mp4", "b.mp4", *BIRD_DOG)
    assert done.exit_code == 1
    assert "2 repetitions" in done.stdout
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_wrong_for_all_videos_is_told_once(run, monkeypatch):
    def no_model(*_, **__):
        raise ModelError("The full model is missing", "Install posecheck again")

    monkeypatch.setattr(api, "analyze", no_model)
    done = run("analyze", "a.mp4", "b.mp4", *BIRD_DOG)
    assert done.exit_code == 1
    assert done.stderr == "Error: The full model is missing. Install posecheck again\n"


def test_nobody_in_view_is_status_3(run, analysis):
    done = run("analyze", "empty.mp4", *BIRD_DOG)
    assert done.exit_code == 3
    assert "nobody was in view" in done.stdout


def test_a_failure_outweighs_nobody(run, analysis, tmp_path):
    assert run("analyze", "empty.mp4", "bad.mp4", *BIRD_DOG, "--out", tmp_path).exit_code == 1


@pytest.mark.parametrize("option", ["--json", "--csv", "--plot", "--video", "--track"])
def test_options_for_one_file_refuse_several_videos(run, analysis, option):
    done = run("analyze", "a.mp4", "b.mp4", *BIRD_DOG, option, "x")
    assert done.exit_code == 2
    assert "--out DIR" in done.stderr
    assert analysis.calls == []


def test_out_names_everything_after_the_video(run, analysis, tmp_path):
    done = run("analyze", "a.mp4", "b.mov", *BIRD_DOG, "--out", tmp_path / "new")
    outputs = analysis.calls[1][1]
    assert f"  Saved: {tmp_path}/new/b.*\n" in done.stdout
    assert (tmp_path / "new").is_dir()
    assert outputs.json == str(tmp_path / "new" / "b.result.json")
    assert outputs.csv == str(tmp_path / "new" / "b.signals.csv")
    assert outputs.plot == str(tmp_path / "new" / "b.plot.png")
    assert outputs.video == str(tmp_path / "new" / "b.annotated.mp4")
    assert outputs.track == str(tmp_path / "new" / "b.track.npz")


def test_a_file_named_singly_wins_over_out(run, analysis, tmp_path):
    run("analyze", "a.mp4", *BIRD_DOG, "--out", tmp_path, "--csv", "mine.csv")
    outputs = analysis.calls[0][1]
    assert str(outputs.csv) == "mine.csv"
    assert outputs.json == str(tmp_path / "a.result.json")


def test_namesakes_would_overwrite_each_other(run, analysis, tmp_path):
    done = run("analyze", "one/a.mp4", "two/a.mov", *BIRD_DOG, "--out", tmp_path)
    assert done.exit_code == 2
    assert '"a"' in done.stderr
    assert analysis.calls == []


def test_a_video_is_never_written_over(run, analysis, tmp_path):
    clip = tmp_path / "clip.mp4"
    done = run("analyze", clip, *BIRD_DOG, "--video", tmp_path / "." / "clip.mp4")
    assert done.exit_code == 2
    assert analysis.calls == []


def test_two_outputs_never_share_a_file(run, analysis, tmp_path):
    done = run("analyze", "clip.mp4", *BIRD_DOG, "--json", tmp_path / "x", "--csv", tmp_path / "x")
    assert done.exit_code == 2


def test_without_a_name_it_finds_out(run, analysis):
    assert run("analyze", "clip.mp4").exit_code == 0
    assert analysis.named == ["auto"]


def test_progress_off_a_terminal_is_one_line(run, monkeypatch, two_reps):
    def ticking(path, exercise, *, progress, **_):
        progress(10, 40)
        progress(40, 40)
        return two_reps

    monkeypatch.setattr(api, "analyze", ticking)
    done = run("analyze", "clip.mp4", *BIRD_DOG)
    assert done.stderr.startswith("clip.mp4: 40 frames, ")
    assert len(done.stderr.splitlines()) == 1
