"""What the live command passes on and prints."""

from posecheck import api


def test_options_reach_the_session(run, monkeypatch, two_reps, tmp_path):
    asked = {}

    def session(exercise, **options):
        asked.update(options, exercise=exercise)
        return two_reps

    monkeypatch.setattr(api, "live", session)
    done = run("live", "bird_dog", "--camera", "/dev/video2", "--mirror", "--no-voice", "--record", tmp_path)
    assert done.exit_code == 0
    assert asked == {
        "exercise": "bird_dog",
        "camera": "/dev/video2",
        "model": "full",
        "exercises": (),
        "mirror": True,
        "voice": False,
        "window": True,
        "record": tmp_path,
    }
    assert "2 repetitions" in done.stdout
    assert f"Saved in {tmp_path}" in done.stdout


def test_nobody_ever_in_view_is_status_3(run, monkeypatch, nobody):
    monkeypatch.setattr(api, "live", lambda *_, **__: nobody)
    assert run("live", "bird_dog").exit_code == 3
